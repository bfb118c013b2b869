"""Rows about no indicator of ours are shown nowhere, and the receipt says which they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.intake.identity.keyring import Keys
from tests.intake import samples
from tests.intake.cases.reading import received

BENCHMARKS = ("Indikator", "Geografi", "Periode", "Værdi", "Kilde", "Hentet")
REFLECTIONS = ("Møde", "Indikator", "Art", "Tekst")
INITIATIVES = ("Indsats-id", "Navn", "Type", "Ansvarlig", "Indikatorer", "Start", "Status")


def warned(tmp_path: Path, keys: Keys, header: tuple[str, ...], rows: list[list[str]]) -> list[int | None]:
    """The rows that the receipt warns about."""
    drop, _ = received(tmp_path, keys, samples.text(header, rows), "sekretariat")
    assert drop.rows.loaded == len(rows)
    found = [problem for problem in drop.problems if problem.code == "unknown_indicator"]
    assert all("absense" not in problem.message_da for problem in found)
    return [problem.row for problem in found]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("absense_rate", [3]),
        ("absence_rate; absense", [3]),
        ("absence_rate; part_time_job", [3]),
        ("absence_rate", []),
        ("elevfravær", []),
    ],
)
def test_a_benchmark(tmp_path: Path, keys: Keys, name: str, rows: list[int]) -> None:
    sent = [
        [indicator, "Esbjerg", "2024/25", "7,5", "Ministeriet", "01-10-2025"]
        for indicator in ("absence_over_10", name)
    ]
    assert warned(tmp_path, keys, BENCHMARKS, sent) == rows


def test_what_a_meeting_said_may_be_about_all_indicators(tmp_path: Path, keys: Keys) -> None:
    sent = [
        ["2026K3", "", "spørgsmål", "Hvorfor?"],
        ["2026K3", "Frafald på teknisk skole", "spørgsmål", "Hvorfor?"],
    ]
    assert warned(tmp_path, keys, REFLECTIONS, sent) == [3]


def test_an_initiative_may_name_several(tmp_path: Path, keys: Keys) -> None:
    sent = [
        [str(n), f"Indsats {n}", "indsats", "Skolen", names, "01-08-2025", "i gang"]
        for n, names in enumerate(("absence_rate; absence_over_10", "absence_rate; absense", ""))
    ]
    assert warned(tmp_path, keys, INITIATIVES, sent) == [3]


@pytest.mark.parametrize("between", ["; ", ", "])
def test_an_initiative_names_indicators_as_the_report_does(tmp_path: Path, keys: Keys, between: str) -> None:
    names = between.join(
        ["Elevfravær", "absence_over_10", "Mindst 02 i dansk og matematik, af alle 9.-klasser"]
    )
    sent = [["1", "Indsats", "indsats", "Skolen", names, "01-08-2025", "i gang"]]
    _, rows = received(tmp_path, keys, samples.text(INITIATIVES, sent), "sekretariat")
    assert rows["indicator_ids"].to_list() == ["absence_rate; absence_over_10; grade9_min02_dan_mat_of_all"]
