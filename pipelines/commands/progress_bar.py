"""Show the progress of long work: a bar in a terminal, a plain line for each step elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from pipelines.text.danish import number

# Danish name of each step, also used to say where a failure happened.
STEPS = {
    "take": "Tager imod filer",
    "build": "Regner på det, der er nyt",
    "protect": "Skjuler det, der kunne pege på nogen",
    "marts": "Samler de tal, der må ses",
    "publish": "Kontrollerer og udgiver",
    "send": "Sender de udgivne tal til PostgreSQL",
    "freeze": "Fastfryser",
    "backup": "Tager sikkerhedskopi",
    "restore": "Lægger sikkerhedskopien på plads",
    "purge": "Sletter det, der har ligget længe nok",
    "rotate": "Laver pseudonymerne om",
}
_IN_BYTES = ("backup", "restore")


class Shown:
    """Receives progress and shows it. `step` is the current step."""

    def __init__(self, console: Console, bar: Progress | None) -> None:
        self.step = ""
        self._console, self._bar = console, bar
        self._task = bar.add_task("", total=None, count="") if bar else TaskID(0)

    def __call__(self, step: str, done: int = 0, total: int = 0, /) -> None:
        """Show the progress of a step."""
        if self._bar is None and step != self.step:
            self._console.print(STEPS[step])
        if self._bar:
            count = _count(step, done, total) if total else ""
            self._bar.update(
                self._task, description=STEPS[step], total=total or None, completed=done, count=count
            )
        self.step = step


def _count(step: str, done: int, total: int) -> str:
    if step in _IN_BYTES:
        return f"{size(done)} af {size(total)}"
    return f"{number(done)} af {number(total)}"


def size(count: int) -> str:
    """Write a number of bytes in Danish: 1,2 MB."""
    # A thousand of one unit is one of the next.
    return decimal(count).replace(".", ",")


@contextmanager
def shown(console: Console) -> Iterator[Shown]:
    """Show progress within the context; the bar is removed at its end."""
    if not console.is_terminal:
        yield Shown(console, None)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        yield Shown(console, bar)
