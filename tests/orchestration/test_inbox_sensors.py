"""Files in the inbox start a run: new files at once, unchanged files again only after ten minutes."""

from __future__ import annotations

from pathlib import Path

from pipelines.intake.inbox.listing import list_waiting
from pipelines.orchestration.inbox_sensors import Attempt


def put(inbox: Path, name: str) -> None:
    (inbox / "nordskolen").mkdir(parents=True, exist_ok=True)
    (inbox / "nordskolen" / name).write_text("a;b\n")


def test_the_same_files_are_not_tried_again_at_once(tmp_path: Path) -> None:
    put(tmp_path, "one.csv")
    first, second = Attempt.of(list_waiting(tmp_path)), Attempt.of(list_waiting(tmp_path))
    assert second.repeats(first)


def test_one_file_more_is_new(tmp_path: Path) -> None:
    put(tmp_path, "one.csv")
    first = Attempt.of(list_waiting(tmp_path))
    put(tmp_path, "two.csv")
    assert not Attempt.of(list_waiting(tmp_path)).repeats(first)


def test_a_file_that_was_written_again_is_new(tmp_path: Path) -> None:
    put(tmp_path, "one.csv")
    first = Attempt.of(list_waiting(tmp_path))
    (tmp_path / "nordskolen" / "one.csv").unlink()
    put(tmp_path, "other.csv")
    (tmp_path / "nordskolen" / "other.csv").rename(tmp_path / "nordskolen" / "one.csv")
    assert not Attempt.of(list_waiting(tmp_path)).repeats(first)


def test_after_a_while_the_same_files_are_tried_again() -> None:
    assert not Attempt(files="x", at=2000).repeats(Attempt(files="x", at=1000))


def test_a_clock_that_was_set_back_does_not_put_it_off() -> None:
    assert not Attempt(files="x", at=1000).repeats(Attempt(files="x", at=2000))


def test_nothing_was_tried_before_the_first_time(tmp_path: Path) -> None:
    put(tmp_path, "one.csv")
    assert not Attempt.of(list_waiting(tmp_path)).repeats(Attempt())
