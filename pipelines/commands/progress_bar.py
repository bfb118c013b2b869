"""How far long work has come: a bar in a terminal, a plain line a step elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from pipelines.text.danish import number

# What each step is called while it goes on; and as the place where something went wrong.
STEPS = {
    "take": "Tager imod filer",
    "build": "Regner på det, der er nyt",
    "protect": "Skjuler det, der kunne pege på nogen",
    "marts": "Samler de tal, der må ses",
    "publish": "Kontrollerer og udgiver",
    "freeze": "Fastfryser",
    "backup": "Tager sikkerhedskopi",
    "restore": "Lægger sikkerhedskopien på plads",
    "purge": "Sletter det, der har ligget længe nok",
    "rotate": "Laver pseudonymerne om",
}
_IN_BYTES = ("backup", "restore")


class Shown:
    """Hears of the work and says it. `step` is the one that it has come to."""

    def __init__(self, console: Console, bar: Progress | None) -> None:
        self.step = ""
        self._console, self._bar = console, bar
        self._task = bar.add_task("", total=None, count="") if bar else TaskID(0)

    def __call__(self, step: str, done: int = 0, total: int = 0, /) -> None:
        """Show how far the work has come."""
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
    """1234567 bytes as 1,2 MB."""
    # Its thousands are never seen: a thousand of one is one of the next.
    return decimal(count).replace(".", ",")


@contextmanager
def shown(console: Console) -> Iterator[Shown]:
    """Show what is told of in here; the bar goes when the work is done."""
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
