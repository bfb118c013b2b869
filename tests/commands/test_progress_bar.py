"""Progress of long work: a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from pipelines.commands.progress_bar import STEPS, shown, size
from pipelines.operations.last_failure import RUN_STEPS


def said(terminal: bool, *heard: tuple[str, int, int]) -> str:
    out = io.StringIO()
    with shown(Console(file=out, force_terminal=terminal, width=100)) as bar:
        for one in heard:
            bar(*one)
        if bar._bar:
            bar._bar.refresh()
    return out.getvalue()


def test_without_a_terminal_each_step_is_one_plain_line() -> None:
    text = said(False, ("take", 0, 0), ("take", 0, 3), ("take", 2, 3), ("build", 0, 0), ("build", 7, 9))
    assert text.splitlines() == [STEPS["take"], STEPS["build"]]


def test_a_terminal_shows_how_much_is_done_of_what(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "2 af 1.300" in said(True, ("take", 2, 1300))
    assert "1,2 MB af 3,0 GB" in said(True, ("backup", 1_200_000, 3_000_000_000))


def test_a_step_without_a_total_shows_none() -> None:
    assert " af " not in said(True, ("publish", 0, 0))


def test_the_current_step_is_recorded() -> None:
    with shown(Console(file=io.StringIO())) as bar:
        bar("take")
        bar("build", 1, 2)
        assert bar.step == "build"


def test_every_step_of_a_run_has_a_text() -> None:
    assert set(RUN_STEPS) <= set(STEPS)


@pytest.mark.parametrize(
    ("count", "text"), [(1, "1 byte"), (999, "999 bytes"), (1500, "1,5 kB"), (2_400_000, "2,4 MB")]
)
def test_a_size_in_danish(count: int, text: str) -> None:
    assert size(count) == text
