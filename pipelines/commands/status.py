"""`medvind status`: publication, inbox, held drops, deliveries and backups on one screen."""

from __future__ import annotations

from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.commands.partner_lines import show_partners
from pipelines.commands.status_lines import Line, status_lines
from pipelines.operations import status_overview
from pipelines.settings import Settings
from pipelines.text.danish import moment

_LABEL = 16
# Lines around the two tables: headings, the legend, the prompt.
_AROUND = 11


def status(settings: Settings) -> None:
    """Print a line for each subject and a line for each partner."""
    console = Console()
    # A log is not limited to the width of a terminal.
    console = console if console.is_terminal else Console(file=console.file, width=250)
    heading = f"MedVind · {moment(datetime.now())} · {settings.data}"
    console.print(heading, highlight=False, no_wrap=True, overflow="ellipsis")
    console.print()
    used = _show(console, list(status_lines(settings)))
    show_partners(console, status_overview.deliveries(settings), console.height - used - _AROUND)


def _show(console: Console, lines: list[Line]) -> int:
    """Print labels and texts in two columns, wrapped in a terminal but not in a log. Returns the number of lines."""
    if not console.is_terminal:
        for label, said, _ in lines:
            console.print(f"{label:<{_LABEL}}{said}", highlight=False, markup=False, soft_wrap=True)
        return len(lines)
    grid = Table.grid()
    grid.add_column(width=_LABEL, style="bold")
    for label, said, style in lines:
        grid.add_row(label, Text(said, style=style))
    console.print(grid)
    return len(console.render_lines(grid))
