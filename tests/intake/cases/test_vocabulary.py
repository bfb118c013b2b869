"""Headers as systems write them: read as the columns they are, or told as what they are not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.intake.identity.keyring import Keys
from tests.intake import samples
from tests.intake.cases.reading import received
from tests.intake.samples import absence, codes, cprs, exams, text


def test_an_absence_list_in_the_ministrys_words(tmp_path: Path, keys: Keys) -> None:
    headers = [
        "CPR-nummer",
        "Institutionsnummer",
        "Måned",
        "Antal skoledage",
        "Sygefravær",
        "Lovligt fravær",
        "Ugyldigt fravær",
    ]
    drop, rows = received(tmp_path, keys, text(headers, absence(3)))
    assert (drop.verdict, codes(drop), rows["sick_days"].to_list()) == ("accepted", [], [1.5] * 3)


@pytest.mark.parametrize("header", ["Sygdom (timer)", "Sygdom (%)"])
def test_an_amount_in_another_unit_is_refused_in_words(tmp_path: Path, keys: Keys, header: str) -> None:
    headers = [header if name == "Sygdom" else name for name in samples.ABSENCE]
    drop, _ = received(tmp_path, keys, text(headers, absence(3)))
    (why,) = [problem.message_da for problem in drop.problems if problem.code == "column_refused"]
    assert (drop.feed, drop.verdict, "ikke timer" in why) == ("absence", "rejected", True)


def test_a_years_mark_is_no_exam(tmp_path: Path, keys: Keys) -> None:
    kinds = ["Prøvekarakter", "Årskarakter", "Standpunktskarakter"]
    sent = [[*row, kind] for row, kind in zip(exams(3), kinds, strict=True)]
    drop, rows = received(tmp_path, keys, text([*samples.EXAMS, "Karaktertype"], sent))
    assert (drop.verdict, len(rows), drop.rows.skipped) == ("accepted", 1, 2)
    assert "rows_kept" in codes(drop)


def test_a_plan_is_no_end(tmp_path: Path, keys: Keys) -> None:
    headers = ("CPR-nr", "Institutionsnr", "Uddannelse", "Studiestart", "Forventet slut")
    sent = [[cpr, "561401", "STX", "05-08-2024", "30-06-2027"] for cpr in cprs(2, date(2007, 5, 17))]
    drop, rows = received(tmp_path, keys, text(headers, sent), "gymnasium")
    assert (rows["end_date"].to_list(), codes(drop)) == (
        [None, None],
        ["column_not_sent", "column_not_sent", "column_refused"],
    )


def test_a_class_is_put_together_of_its_level_and_letters(tmp_path: Path, keys: Keys) -> None:
    headers = ("CPR", "Dato", "Klassetrin", "Klassespor")
    sent = [[cpr, "05-09-2025", "5. klasse", "A"] for cpr in cprs(2)]
    drop, rows = received(tmp_path, keys, text(headers, sent))
    assert (rows["class"].to_list(), rows["grade_level"].to_list()) == (["5A", "5A"], [5, 5])
    assert drop.verdict == "accepted"


@pytest.mark.parametrize("unit", ["%", "pct.", "i procent", "timer"])
def test_a_unit_without_brackets_is_refused_too(tmp_path: Path, keys: Keys, unit: str) -> None:
    headers = [f"{name} {unit}" if name in ("Sygdom", "Lovligt") else name for name in samples.ABSENCE]
    drop, _ = received(tmp_path, keys, text(headers, absence(3)))
    assert (drop.verdict, codes(drop).count("column_refused")) == ("rejected", 2)
    assert not any("Er det kolonne" in problem.message_da for problem in drop.problems)
