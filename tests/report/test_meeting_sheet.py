"""The sheet of a meeting: the report's questions, sent as a list that is accepted as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipelines.intake.dry_run import try_file
from pipelines.report.meeting_sheet import meeting_of, write_meeting_sheet
from pipelines.settings import Settings
from tests.publication import example_marts
from tests.report import example_tables
from tests.report.example_tables import ABOUT


def written(path: Path) -> Path:
    write_meeting_sheet(path, example_tables.tables(), ABOUT)
    return path


def test_it_holds_the_questions_of_each_indicator(tmp_path: Path) -> None:
    heading, *rows = load_workbook(written(tmp_path / "a.xlsx")).active.iter_rows(values_only=True)
    assert heading[:5] == ("Møde", "Indikator", "Område eller gruppe", "Art", "Tekst")
    assert {row[1] for row in rows} >= {"Generel trivsel (score)", "Elever med over 10 pct. fravær"}
    assert {(row[0], row[3]) for row in rows} == {("2026K4", "spørgsmål")}
    assert all(row[4].endswith("?") for row in rows)


def test_it_is_the_same_file_twice(tmp_path: Path) -> None:
    assert written(tmp_path / "a.xlsx").read_bytes() == written(tmp_path / "b.xlsx").read_bytes()


def test_the_meeting_is_the_quarter_of_the_publication_or_its_freeze() -> None:
    assert meeting_of(replace(ABOUT, freeze="2026K3")) == "2026K3"
    assert meeting_of(replace(ABOUT, freeze="Styregruppe-nov")) == "2026K4", "its column is a period"


@pytest.mark.parametrize(
    ("day", "meeting"),
    [
        (datetime(2026, 10, 20), "2026K3"),
        (datetime(2026, 10, 21), "2026K4"),
        (datetime(2027, 1, 20), "2026K4"),
    ],
)
def test_a_quarter_is_looked_at_until_its_figures_are_frozen(day: datetime, meeting: str) -> None:
    assert meeting_of(replace(ABOUT, published_at=day.replace(hour=8, tzinfo=UTC))) == meeting


def test_a_sheet_that_is_made_again_keeps_what_the_meeting_has_said(tmp_path: Path) -> None:
    said = example_marts.reflections(meeting="2026K4", status="gjort", outcome="Det hjalp.")
    write_meeting_sheet(tmp_path / "a.xlsx", example_tables.tables(reflections=said), ABOUT)
    _, first, *others = load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True)
    name, due = "Elever med over 10 pct. fravær", "01-09-2026"
    kind, text, owner = "aftale om prøvehandling", "Vi ringer hjem.", "Skolelederne"
    assert first == ("2026K4", name, None, kind, text, owner, due, "gjort", "Det hjalp.")
    assert {row[3] for row in others} == {"spørgsmål"}


def test_what_is_added_and_sent_is_accepted(tmp_path: Path) -> None:
    path = written(tmp_path / "undren.xlsx")
    book = load_workbook(path)
    asked = book.active.max_row - 1
    book.active.append(
        [
            "2026K4",
            "Generel trivsel (score)",
            "piger",
            "Aftale",
            "Vi spørger dem.",
            "Skolen",
            "1-3-2027",
            "Aftalt",
        ]
    )
    book.save(path)
    (tried,) = try_file(Settings(tmp_path / "data", tmp_path / "keys"), path, "sekretariat")
    assert (tried.manifest.feed, tried.manifest.verdict) == ("reflections", "accepted")
    assert tried.manifest.rows.loaded == asked + 1
