"""Frozen releases, and rebuilds of the figures as of an earlier day."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines import vintages
from pipelines.publication.release.freeze import NotFrozen, Release
from pipelines.settings import Settings
from tests.end_to_end.small_worlds import Installation, Town, new_installation, query
from tests.shared_builds import copy_of

# A day between two terms: part of the town's files has been sent by then.
CUT = date(2025, 6, 1)


def sent_by(source: Installation, target: Installation, first: date, last: date) -> int:
    """Copy the files sent between two days to another installation's inbox."""
    inbox, count = source.settings.inbox, 0
    for path in sorted(path for path in inbox.rglob("*") if path.is_file()):
        if first <= datetime.fromtimestamp(path.stat().st_mtime, UTC).date() <= last:
            there = target.settings.inbox / path.relative_to(inbox)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, there)
            count += 1
    return count


@pytest.fixture(scope="module")
def fresh_cut(hamlet_inbox: Town, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation that received only the files sent by that day."""
    installation = new_installation(tmp_path_factory.mktemp("cut"))
    assert sent_by(hamlet_inbox.installation, installation, date.min, CUT) > 5
    installation.run()
    return installation


@pytest.fixture(scope="module")
def meeting(
    hamlet_inbox: Town, fresh_cut: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """A copy with a release frozen in June that has ingested more files since."""
    installation = Installation(copy_of(fresh_cut.root, tmp_path_factory.mktemp("meeting")))
    vintages.freeze(installation.settings, "2025K2")
    assert sent_by(hamlet_inbox.installation, installation, date(2025, 6, 2), date.max) > 5
    installation.run()
    return installation


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_release_holds_the_whole_publication_and_its_digests(
    meeting: Installation,
) -> None:
    folder = meeting.settings.releases / "2025K2"
    names = {path.name for path in folder.iterdir()}
    assert names >= {
        "medvind.duckdb",
        "parquet",
        "data_docs",
        "report.html",
        "medvind.xlsx",
        "definitions.zip",
        "ledger.parquet",
        "release.json",
    }
    release = Release.read(folder)
    received = pl.read_parquet(folder / "parquet" / "deliveries.parquet")["receipt_id"].drop_nulls()
    assert release.drops == received.n_unique() > 5
    kept = json.loads((folder / "publication.json").read_text(encoding="utf-8"))["sha256"]
    assert kept == {
        name: sha for name, sha in kept.items() if digests(folder)[f"parquet/{name}.parquet"] == sha
    }
    assert not any(path.stat().st_mode & 0o222 for path in folder.rglob("*") if path.is_file())


def test_a_label_is_used_once_and_is_no_path(meeting: Installation) -> None:
    before = digests(meeting.settings.releases)
    for label in ("2025K2", "../2025K3", "", "a b"):
        with pytest.raises(NotFrozen):
            vintages.freeze(meeting.settings, label)
    assert digests(meeting.settings.releases) == before


def test_the_marts_know_what_was_frozen(meeting: Installation) -> None:
    release = Release.read(meeting.settings.releases / "2025K2")
    assert meeting.published("vintages") == [
        ("2025K2", release.frozen_at.replace(tzinfo=None), release.drops, release.sha256)
    ]


@pytest.fixture(scope="module")
def rebuilt(meeting: Installation) -> Settings:
    """The release built again, which leaves the publication unchanged."""
    published = meeting.settings.published.read_bytes()
    past = vintages.rebuild_as_of(meeting.settings, "2025K2")
    assert meeting.settings.published.read_bytes() == published
    return past


def test_a_freeze_is_rebuilt_byte_for_byte(meeting: Installation, rebuilt: Settings) -> None:
    frozen = meeting.settings.releases / "2025K2"
    assert digests(rebuilt.marts / "parquet") == digests(frozen / "parquet")
    assert vintages.is_reproduced(rebuilt, Release.read(frozen))


def test_a_rebuild_is_given_the_project_as_it_was_parsed(meeting: Installation, rebuilt: Settings) -> None:
    """Another process would parse it anew, which takes half as long as the rebuild."""
    given, had = (one.dbt_target / "partial_parse.msgpack" for one in (rebuilt, meeting.settings))
    assert given.read_bytes() == had.read_bytes()


def test_a_day_is_rebuilt_without_what_came_later(meeting: Installation, fresh_cut: Installation) -> None:
    past = vintages.rebuild_as_of(meeting.settings, CUT.isoformat())
    columns = "indicator_id, period, area, gender, age_band, school, persons, numerator, denominator, value"
    question = f"select {columns} from cells order by all"  # noqa: S608 - names of our own
    assert query(past.warehouse, question) == query(fresh_cut.settings.warehouse, question)
    assert shown(past) == shown(fresh_cut.settings)


def shown(settings: Settings) -> list[tuple[object, ...]]:
    """The published figures with every column but those that say what is owed on the day of the run."""
    figures = "select * exclude (status, missing, coverage) from indicators order by all"
    return query(settings.published, figures)


@pytest.mark.usefixtures("rebuilt")
def test_an_as_of_rebuild_is_restricted_to_its_owner(meeting: Installation) -> None:
    assert meeting.settings.as_of_folder.stat().st_mode & 0o077 == 0


def test_diff_says_what_is_new_and_which_files_are_behind_it(meeting: Installation) -> None:
    result = meeting.ask("diff", "2025K2")
    assert result.returncode == 0, result.stderr
    assert "ny periode" in result.stdout
    assert result.stdout.startswith("Fra 2025K2 til det, der er udgivet nu: ")
    assert "ingen tal er ændret" in meeting.ask("diff", "2025K2", "2025K2").stdout
    unknown = meeting.ask("diff", "1999K1")
    assert unknown.returncode == 1
    assert "Der er: 2025K2." in unknown.stderr


def test_explain_shows_the_figure_and_its_files(meeting: Installation) -> None:
    indicator, period = meeting.published(
        "(select indicator_id, period from overview where value is not null limit 1)"
    )[0]
    result = meeting.ask("explain", indicator, period)
    assert result.returncode == 0, result.stderr
    for receipt, partner in query(
        meeting.settings.published,
        f"select receipt_id, partner from indicator_drops where indicator_id = '{indicator}' and period = '{period}'",  # noqa: S608 - names of our own
    ):
        assert receipt in result.stdout
        assert partner in result.stdout
    assert "Tæller" in result.stdout
    assert "Siden 2025K2" in result.stdout


def test_explain_discloses_nothing_of_a_hidden_cell(meeting: Installation) -> None:
    cells = meeting.published("(select * from indicators where status = 'suppressed' and area != 'total')")
    assert cells
    indicator, period, area = next((row[0], row[3], row[6]) for row in cells if row[7:10] == ("total",) * 3)
    result = meeting.ask("explain", indicator, period, "--area", area)
    assert result.returncode == 0, result.stderr
    assert "skjult" in result.stdout
    assert "Værdi" not in result.stdout
    assert "Dækning" not in result.stdout


def test_explain_helps_with_names(meeting: Installation) -> None:
    assert "absence_rate" in meeting.ask("explain", "fravaer", "2024/25").stderr
    assert "2024/25" in meeting.ask("explain", "absence_rate", "1999/00").stderr
