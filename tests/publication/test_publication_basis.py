"""Whether the current publication still says what there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipelines.atomic_io import fresh_folder, replace_link, write_json
from pipelines.publication.metadata import METADATA
from pipelines.publication.publication_basis import basis_now, is_published
from pipelines.settings import Settings
from pipelines.transform.build_state import State


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = Settings(tmp_path / "data", tmp_path / "keys", as_of=date(2026, 3, 1))
    for store in found.fact_stores:
        store.parent.mkdir(parents=True, exist_ok=True)
        store.touch()
    State("definitions", {"absence": 1}, {"absence": "digest"}, "receipts").save(found)
    return found


def published(settings: Settings) -> None:
    folder = fresh_folder(settings.publications / "1")
    fresh_folder(folder / "parquet")
    write_json(folder / METADATA, {"basis": basis_now(settings)})
    replace_link(folder / "parquet", settings.marts / "parquet")
    settings.published.touch()


def test_before_the_first_publication_nothing_is_published(settings: Settings) -> None:
    assert not is_published(settings)
    settings.published.parent.mkdir(parents=True)
    settings.published.touch()
    assert not is_published(settings)


def test_what_was_published_of_the_same_state_and_day_is_published(settings: Settings) -> None:
    published(settings)
    assert is_published(settings)


def test_without_its_database_it_is_published_again(settings: Settings) -> None:
    published(settings)
    settings.published.unlink()
    assert not is_published(settings)


def test_the_next_day_lateness_is_counted_anew(settings: Settings) -> None:
    published(settings)
    assert not is_published(replace(settings, as_of=date(2026, 3, 2)))


def test_another_build_is_something_to_publish(settings: Settings) -> None:
    published(settings)
    State("definitions", {"absence": 2}, {"absence": "other"}, "receipts").save(settings)
    assert not is_published(settings)


def test_a_build_of_the_same_on_another_day_is_not(settings: Settings) -> None:
    published(settings)
    State("definitions", {"absence": 1}, {"absence": "digest"}, "receipts", day="2026-02-28").save(settings)
    assert is_published(settings)


def test_a_release_is_something_to_publish(settings: Settings) -> None:
    published(settings)
    write_json(
        settings.releases / "2026K1" / "release.json",
        {
            "label": "2026K1",
            "frozen_at": "2026-03-01T12:00:00+00:00",
            "publication": "1",
            "drops": 1,
            "sha256": "",
        },
    )
    assert not is_published(settings)
