"""A store says its format: an older one is brought up to date, a newer one is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.intake.identity.key_files import load_keys, make_keys
from pipelines.lock import data_lock
from pipelines.operations.migrations import STEPS, NotOurFormat, Step, format_of, newest, open_store
from pipelines.settings import Limits, Settings
from tests.intake import samples


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path / "data", tmp_path / "keys", Limits(settle_seconds=0.0))
    make_keys(settings.keys)
    return settings


@pytest.fixture
def from_before(installation: Settings) -> Settings:
    """A store with a drop, from before a store said its format."""
    samples.send(installation, load_keys(installation.keys), samples.text(samples.ABSENCE, []))
    return installation


def marked(installation: Settings) -> int:
    return int(json.loads(installation.format.read_text())["format"])


def noting(name: str, done: list[str], fails: int = 0) -> Step:
    """A step that notes that it was taken, and fails the first times."""
    left = [OSError("disk")] * fails

    def apply(settings: Settings) -> None:
        if left:
            raise left.pop()
        done.append(name)

    return Step(name, apply)


def test_whoever_opens_a_new_house_gives_it_todays_format(installation: Settings) -> None:
    with data_lock(installation):
        assert marked(installation) == newest()


def test_an_empty_house_has_nothing_to_be_brought_up_to_date(installation: Settings) -> None:
    done: list[str] = []
    assert open_store(installation, [noting("første", done)]) == [] == done
    assert marked(installation) == 2


def test_a_store_from_before_is_of_format_1(from_before: Settings) -> None:
    assert not from_before.format.exists()
    assert format_of(from_before) == 1
    with data_lock(from_before):
        assert marked(from_before) == newest(STEPS)


def test_an_older_store_takes_each_step_once_and_in_order(from_before: Settings) -> None:
    done: list[str] = []
    steps = [noting("første", done), noting("anden", done)]
    assert open_store(from_before, steps) == ["første", "anden"] == done
    assert marked(from_before) == 3
    assert open_store(from_before, steps) == []
    assert done == ["første", "anden"]


def test_what_was_cut_off_goes_on_where_it_was(from_before: Settings) -> None:
    done: list[str] = []
    steps = [noting("første", done), noting("anden", done, fails=1)]
    with pytest.raises(OSError):
        open_store(from_before, steps)
    assert marked(from_before) == 2
    assert open_store(from_before, steps) == ["anden"]
    assert done == ["første", "anden"]


def test_a_newer_store_is_refused_and_left_as_it_is(from_before: Settings) -> None:
    from_before.format.write_text('{"format": 99}')
    with pytest.raises(NotOurFormat, match="ældre end dataene"), data_lock(from_before):
        raise AssertionError("opened")
    assert marked(from_before) == 99


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "x"}', "null"])
def test_a_damaged_mark_is_refused(installation: Settings, text: str) -> None:
    installation.data.mkdir()
    installation.format.write_text(text)
    with pytest.raises(NotOurFormat, match="sikkerhedskopi"), data_lock(installation):
        raise AssertionError("opened")
