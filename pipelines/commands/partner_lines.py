"""Table of partners for `medvind status`: what each has delivered, and what is overdue."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from pipelines.operations.status_overview import Deliveries, Missing
from pipelines.text.danish import number
from schemas.feeds import all_feeds

_FEWEST, _MISSING_SHOWN = 5, 2
# A symbol for the verdict of each list's newest drop; the legend below the table explains them.
_MARKS = {"accepted": "✓", "accepted_with_warnings": "!", "held": "…", "rejected": "✗"}
_LEGEND = "✓ godkendt   ! godkendt med bemærkninger   … tilbageholdt   ✗ afvist"


def show_partners(console: Console, lines: Sequence[Deliveries], most: int) -> None:
    """Print a row for each partner, at most `most` rows in a terminal; partners with overdue deliveries come first."""
    if not lines:
        return
    table = Table(box=box.SIMPLE_HEAD, title="Leverancer", title_justify="left", title_style="bold")
    for name, side in (("Partner", "left"), ("Lister", "right"), ("Filer", "right"), ("Senest", "left")):
        table.add_column(name, justify="right" if side == "right" else "left", no_wrap=True)
    table.add_column("Seneste svar", no_wrap=True)
    table.add_column("Mangler (perioder, dage)", no_wrap=True)
    rows = max(_FEWEST, most) if console.is_terminal else len(lines)
    for line in lines[:rows]:
        table.add_row(*_row(line))
    console.print()
    console.print(table)
    console.print(f"  {_LEGEND}")
    if len(lines) > rows:
        console.print(f"  og {len(lines) - rows} partnere til: medvind status | less")


def _row(line: Deliveries) -> tuple[str, ...]:
    newest = f"{line.newest:%d-%m-%Y}" if line.newest else ""
    answers = "  ".join(
        f"{line.verdicts[verdict]} {mark}" for verdict, mark in _MARKS.items() if verdict in line.verdicts
    )
    return line.partner, number(line.lists), number(line.files), newest, answers, _missing(line.missing)


def _missing(missing: Sequence[Missing]) -> str:
    said = [
        f"{_title(one.feed)} ({number(one.periods)}, {number(one.days)})" for one in missing[:_MISSING_SHOWN]
    ]
    more = len(missing) - _MISSING_SHOWN
    return ", ".join([*said, *([f"{more} til"] if more > 0 else [])])


def _title(feed: str) -> str:
    return all_feeds()[feed].title if feed in all_feeds() else feed
