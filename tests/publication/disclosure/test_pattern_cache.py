from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.publication.disclosure import pattern_cache as module
from pipelines.publication.disclosure.pattern_cache import PatternCache
from pipelines.publication.disclosure.protect import protect
from tests.publication.disclosure.random_worlds import crossed, table, units

FIRST = crossed("a", "KO", units([(9, 1), (9, 2), (40, 20), (40, 8), (30, 9), (30, 21)], "OK"))
SECOND = crossed("b", "KO", units([(9, 3), (9, 1), (40, 20), (40, 8), (30, 9), (30, 21)], "OK"))
CELLS = table([*FIRST, *SECOND])


def after(cells: object, before: PatternCache) -> PatternCache:
    """The cache after `cells` were protected with the entries of `before`."""
    cache = PatternCache(before.used)
    protect(cells, pattern_cache=cache)  # type: ignore[arg-type]
    return cache


def test_only_what_has_changed_is_solved_again() -> None:
    first = after(CELLS, PatternCache())
    again = after(CELLS, first)
    changed = after(table([*FIRST, *crossed("b", "KO", units([(9, 2), (9, 2), (40, 20)], "OK"))]), first)
    assert first.programs > 0
    assert again.programs == 0
    assert again.used == first.used
    assert len(changed.used.keys() & first.used.keys()) == 1


def test_cached_patterns_equal_solved_ones() -> None:
    first = after(CELLS, PatternCache())
    assert protect(CELLS, pattern_cache=PatternCache(first.used)).equals(protect(CELLS))


def test_other_code_solves_everything_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = after(CELLS, PatternCache())
    monkeypatch.setattr(module, "_code", lambda: "another")
    assert not after(CELLS, first).used.keys() & first.used.keys()


def test_the_file_is_read_back_and_drops_unused_entries(tmp_path: Path) -> None:
    file = tmp_path / "blocks.json"
    after(CELLS, PatternCache()).save(file)
    assert PatternCache.load(file).used == {}
    later = PatternCache.load(file)
    protect(table(FIRST), pattern_cache=later)
    later.save(file)
    assert later.programs == 0
    last = PatternCache.load(file)
    protect(CELLS, pattern_cache=last)
    assert last.programs > 0


@pytest.mark.parametrize("content", ["", "[1", "[]"])
def test_an_incomplete_file_is_an_empty_cache(tmp_path: Path, content: str) -> None:
    file = tmp_path / "blocks.json"
    file.write_text(content)
    cache = PatternCache.load(file)
    protect(table(FIRST), pattern_cache=cache)
    assert cache.used
