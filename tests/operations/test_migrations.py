"""Migrations: an older store is migrated, a newer one is refused and left unchanged."""

from __future__ import annotations

import json

import polars as pl
import pytest

from pipelines.intake.archive.drop_folder import QUARANTINE, ROWS
from pipelines.intake.identity.keyring import Keys
from pipelines.lock import data_lock
from pipelines.operations.migrations import STEPS, NotOurFormat, Step, format_of, newest, open_store
from pipelines.settings import Settings
from tests.intake import samples


@pytest.fixture
def from_before(installation: Settings, keys: Keys) -> Settings:
    """A store with a drop, without `format.json`."""
    samples.send(installation, keys, samples.text(samples.ABSENCE, []))
    return installation


def stored_format(installation: Settings) -> int:
    return int(json.loads(installation.format.read_text())["format"])


def noting(name: str, done: list[str], fails: int = 0) -> Step:
    """A step that records that it was applied, and fails the first `fails` times."""
    left = [OSError("disk")] * fails

    def apply(settings: Settings) -> None:
        if left:
            raise left.pop()
        done.append(name)

    return Step(name, apply)


def test_a_new_store_gets_the_newest_format(installation: Settings) -> None:
    with data_lock(installation):
        assert stored_format(installation) == newest()


def test_an_empty_store_needs_no_migration(installation: Settings) -> None:
    done: list[str] = []
    assert open_store(installation, [noting("første", done)]) == [] == done
    assert stored_format(installation) == 2


def test_a_store_without_a_format_file_is_of_format_1(from_before: Settings) -> None:
    assert not from_before.format.exists()
    assert format_of(from_before) == 1
    with data_lock(from_before):
        assert stored_format(from_before) == newest(STEPS)


def test_an_older_store_gets_each_step_once_and_in_order(from_before: Settings) -> None:
    done: list[str] = []
    steps = [noting("første", done), noting("anden", done)]
    assert open_store(from_before, steps) == ["første", "anden"] == done
    assert stored_format(from_before) == 3
    assert open_store(from_before, steps) == []
    assert done == ["første", "anden"]


def test_an_interrupted_migration_continues_where_it_stopped(from_before: Settings) -> None:
    done: list[str] = []
    steps = [noting("første", done), noting("anden", done, fails=1)]
    with pytest.raises(OSError):
        open_store(from_before, steps)
    assert stored_format(from_before) == 2
    assert open_store(from_before, steps) == ["anden"]
    assert done == ["første", "anden"]


def test_a_newer_store_is_refused_and_unchanged(from_before: Settings) -> None:
    from_before.format.write_text('{"format": 99}')
    with pytest.raises(NotOurFormat, match="ældre end dataene"), data_lock(from_before):
        raise AssertionError("opened")
    assert stored_format(from_before) == 99


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "x"}', "null"])
def test_a_damaged_format_file_is_refused(installation: Settings, text: str) -> None:
    installation.data.mkdir()
    installation.format.write_text(text)
    with pytest.raises(NotOurFormat, match="sikkerhedskopi"), data_lock(installation):
        raise AssertionError("opened")


def test_what_is_no_longer_collected_is_removed_from_stored_rows(installation: Settings, keys: Keys) -> None:
    drop = samples.send(installation, keys, samples.text(samples.RESIDENTS, samples.residents()), "kommunen")
    stored = installation.raw / drop.folder / ROWS
    now = pl.read_parquet(stored)
    now.with_columns(pl.lit("dansk").alias("origin")).write_parquet(stored)
    now.with_columns(pl.lit("dansk").alias("origin")).write_parquet(stored.with_name(QUARANTINE))
    installation.format.write_text('{"format": 2}')
    installation.warehouse.touch()
    assert "herkomst" in " ".join(open_store(installation))
    assert pl.read_parquet(stored).equals(now)
    assert "origin" not in pl.read_parquet(stored.with_name(QUARANTINE)).columns
    assert not installation.warehouse.exists()
