from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.publication.disclosure import pattern_cache as room
from pipelines.publication.disclosure.pattern_cache import PatternCache
from pipelines.publication.disclosure.protect import protect
from tests.publication.disclosure.random_worlds import crossed, table, units

FIRST = crossed("a", "KO", units([(9, 1), (9, 2), (40, 20), (40, 8), (30, 9), (30, 21)], "OK"))
SECOND = crossed("b", "KO", units([(9, 3), (9, 1), (40, 20), (40, 8), (30, 9), (30, 21)], "OK"))
CELLS = table([*FIRST, *SECOND])


def after(cells: object, before: PatternCache) -> PatternCache:
    """What was solved for these cells, with what was solved before at hand."""
    solved = PatternCache(before.used)
    protect(cells, solved=solved)  # type: ignore[arg-type]
    return solved


def test_only_what_has_changed_is_solved_again() -> None:
    first = after(CELLS, PatternCache())
    again = after(CELLS, first)
    changed = after(table([*FIRST, *crossed("b", "KO", units([(9, 2), (9, 2), (40, 20)], "OK"))]), first)
    assert first.programs > 0
    assert again.programs == 0
    assert again.used == first.used
    assert len(changed.used.keys() & first.used.keys()) == 1


def test_what_is_remembered_is_what_would_be_found() -> None:
    first = after(CELLS, PatternCache())
    assert protect(CELLS, solved=PatternCache(first.used)).equals(protect(CELLS))


def test_other_code_solves_everything_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = after(CELLS, PatternCache())
    monkeypatch.setattr(room, "_code", lambda: "another")
    assert not after(CELLS, first).used.keys() & first.used.keys()


def test_the_file_is_read_back_and_forgets_what_was_not_used(tmp_path: Path) -> None:
    file = tmp_path / "blocks.json"
    after(CELLS, PatternCache()).save(file)
    assert PatternCache.load(file).used == {}
    later = PatternCache.load(file)
    protect(table(FIRST), solved=later)
    later.save(file)
    assert later.programs == 0
    last = PatternCache.load(file)
    protect(CELLS, solved=last)
    assert last.programs > 0


@pytest.mark.parametrize("content", ["", "[1", "[]"])
def test_a_file_that_is_not_whole_is_nothing(tmp_path: Path, content: str) -> None:
    file = tmp_path / "blocks.json"
    file.write_text(content)
    solved = PatternCache.load(file)
    protect(table(FIRST), solved=solved)
    assert solved.used
