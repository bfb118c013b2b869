from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from pipelines.intake.validation import row_rules
from pipelines.intake.validation.checked_rows import Checked
from pipelines.intake.validation.validate import unknown_share, validate
from schemas.feeds import all_feeds
from tests.intake.samples import cprs

RECEIVED = date(2026, 1, 1)
ONE, TWO = cprs(2)
OLD = cprs(1, date(1990, 5, 17))[0]
ROWS = {
    "residents": {"cpr": ONE, "snapshot_date": "01-10-2025", "area": "OE1"},
    "pupils": {"cpr": ONE, "snapshot_date": "05-09-2025", "school_no": "561001", "grade_level": "5"},
    "absence": {"cpr": ONE, "school_no": "561001", "month": "2025M09", "school_days": "20", "sick_days": "2"},
    "exams": {
        "cpr": cprs(1, date(2009, 5, 17))[0],
        "school_no": "561001",
        "school_year": "2024/25",
        "discipline": "110",
        "grade": "7",
    },
    "memberships": {
        "club": "Østerbyen IF",
        "year": "2025",
        "member_no": "1",
        "birth_date": "12-05-2013",
        "gender": "K",
        "area": "OE1",
    },
}


def check(feed: str, *changes: dict[str, str | None], shape: str | None = None) -> Checked:
    """Validate valid rows of a feed after some changes."""
    contract = all_feeds()[feed]
    rows = [dict.fromkeys(contract.delivered) | ROWS[feed] | change for change in changes]
    place = {"sheet": "", "source_column": "", "shape": shape}
    table = pl.DataFrame(
        [row | place | {"source_row": number} for number, row in enumerate(rows, start=2)],
        schema=dict.fromkeys(contract.delivered, pl.String)
        | {"sheet": pl.String, "source_column": pl.String, "shape": pl.String, "source_row": pl.Int64},
    )
    return validate(lambda: [table], contract, RECEIVED)


def found(checked: Checked) -> list[tuple[str | None, str]]:
    return [(field, code) for field, code in checked.cell_problems.select("field", "code").iter_rows()]


def counts(checked: Checked) -> tuple[int, int, int]:
    return len(checked.loaded), len(checked.quarantined), checked.collapsed


@pytest.mark.parametrize("feed", ROWS)
def test_a_row_that_meets_its_contract_is_loaded(feed: str) -> None:
    checked = check(feed, {})
    assert (counts(checked), found(checked)) == ((1, 0, 0), [])


@pytest.mark.parametrize(("feed", "field"), [(f, c) for f in ROWS for c in sorted(all_feeds()[f].required)])
def test_an_empty_required_cell_quarantines_the_row_unless_it_means_zero(feed: str, field: str) -> None:
    checked = check(feed, {field: None})
    if all_feeds()[feed].columns[field].empty is None:
        assert counts(checked) == (0, 1, 0)
        assert (field, "missing") in found(checked)
    else:
        assert counts(checked) == (1, 0, 0)
        assert checked.loaded[field].to_list() == [0.0]


@pytest.mark.parametrize(
    ("feed", "change", "field", "code"),
    [
        ("residents", {"cpr": "1,01E+08"}, "cpr", "cpr_scientific"),
        ("residents", {"cpr": "170514"}, "cpr", "cpr_birth_date_only"),
        ("residents", {"cpr": OLD}, "cpr", "age_implausible"),
        ("residents", {"snapshot_date": "13-13-2025"}, "snapshot_date", "date_unreadable"),
        ("residents", {"snapshot_date": "02-01-2026"}, "snapshot_date", "in_future"),
        ("residents", {"snapshot_date": "31-12-9999"}, "snapshot_date", "missing"),
        ("residents", {"snapshot_date": "16-05-2014"}, "cpr", "age_implausible"),
        ("pupils", {"grade_level": "11"}, "grade_level", "not_allowed"),
        ("pupils", {"grade_level": "-1"}, "grade_level", "not_allowed"),
        ("pupils", {"grade_level": "5,5"}, "grade_level", "integer_unreadable"),
        ("pupils", {"start_date": "02-08-2025", "end_date": "01-08-2025"}, None, "end_before_start"),
        ("absence", {"month": "2026M02"}, "month", "in_future"),
        ("absence", {"month": "2025M13"}, "month", "month_unreadable"),
        ("absence", {"school_days": "0"}, "school_days", "not_allowed"),
        ("absence", {"school_days": "32"}, "school_days", "not_allowed"),
        ("absence", {"sick_days": "-1"}, "sick_days", "not_allowed"),
        ("absence", {"sick_days": "9" * 400}, "sick_days", "number_unreadable"),
        ("absence", {"sick_days": ".."}, "sick_days", "missing"),
        ("absence", {"sick_days": "12", "authorised_days": "9"}, None, "more_absence_than_school"),
        ("absence", {"month": "2018M04"}, "cpr", "age_implausible"),
        ("exams", {"grade": "6"}, "grade", "not_allowed"),
        ("exams", {"grade": "03"}, "grade", "not_allowed"),
        ("exams", {"grade": "bestået"}, "grade", "number_unreadable"),
        ("exams", {"school_year": "2024"}, "school_year", "school_year_unreadable"),
        ("exams", {"school_year": "0024/25"}, "school_year", "school_year_unreadable"),
        ("exams", {"school_year": "2020/21"}, "cpr", "age_implausible"),
    ],
)
def test_an_impossible_value_quarantines_the_row(
    feed: str, change: dict[str, str], field: str | None, code: str
) -> None:
    checked = check(feed, {}, change)
    assert counts(checked) == (1, 1, 0)
    assert (field, code) in found(checked)
    assert checked.quarantined["source_row"].to_list() == [3]


@pytest.mark.parametrize(
    ("feed", "change", "field", "code"),
    [
        ("residents", {"highest_completed": "skippereksamen"}, "highest_completed", "unknown_code"),
        ("residents", {"finished_school_dk": "måske"}, "finished_school_dk", "yes_no_unreadable"),
        ("residents", {"upbringing_municipality": "Esbjerg"}, "upbringing_municipality", "unreadable"),
        ("pupils", {"start_date": "i går"}, "start_date", "date_unreadable"),
        ("pupils", {"start_date": "01-08-2026"}, "start_date", "start_in_future"),
        ("pupils", {"class": f"5A {TWO}"}, "class", "cpr_in_text"),
        ("pupils", {"school": f"{TWO[:6]} - {TWO[6:]}"}, "school", "cpr_in_text"),
        ("pupils", {"school": f"{TWO[:6]}–{TWO[6:]}"}, "school", "cpr_in_text"),
        ("residents", {"area": "OE9"}, "area", "unknown_code"),
    ],
)
def test_an_optional_value_gives_a_warning_only(
    feed: str, change: dict[str, str], field: str, code: str
) -> None:
    checked = check(feed, change)
    assert counts(checked) == (1, 0, 0)
    assert found(checked) == [(field, code)]


def test_an_unreadable_optional_cell_is_emptied() -> None:
    checked = check("residents", {"finished_school_dk": "måske", "upbringing_municipality": "1"})
    assert checked.loaded.select("finished_school_dk", "upbringing_municipality").row(0) == (None, None)
    assert checked.cell_problems["emptied"].to_list() == [True, True]


def test_a_number_in_text_is_deleted() -> None:
    assert check("pupils", {"class": f"5A {TWO}"}).loaded["class"].to_list() == [None]


@pytest.mark.parametrize(
    ("day", "loaded"),
    [("16-05-2018", 0), ("17-05-2018", 1), ("16-05-2034", 0)],
)
def test_age_is_counted_in_completed_years(day: str, loaded: int) -> None:
    assert len(check("pupils", {"snapshot_date": day}).loaded) == loaded


def test_today_is_not_in_the_future() -> None:
    assert counts(check("residents", {"snapshot_date": "01-01-2026"})) == (1, 0, 0)
    assert counts(check("absence", {"month": "31-01-2026"})) == (1, 0, 0)


def test_absence_may_fill_all_of_the_school_days() -> None:
    change = {"school_days": "0,3", "sick_days": "0,1", "authorised_days": "0,1", "unauthorised_days": "0,1"}
    assert counts(check("absence", change)) == (1, 0, 0)


@pytest.mark.parametrize(
    ("grade", "value"), [("-3", -3), ("00", 0), ("0", 0), ("02", 2), ("2", 2), ("12", 12)]
)
def test_every_grade_of_the_scale_is_read(grade: str, value: int) -> None:
    assert check("exams", {"grade": grade}).loaded["grade"].to_list() == [value]


@pytest.mark.parametrize("word", ["Syg", "fritaget", "Ej mødt"])
def test_a_word_instead_of_a_grade_is_kept_as_the_status(word: str) -> None:
    row = check("exams", {"grade": word}).loaded.select("grade", "exam_status").row(0)
    assert row == (None, word.casefold())


def test_of_identical_rows_the_first_stays() -> None:
    checked = check("absence", {}, {"sick_days": "2,0"}, {"cpr": f"{ONE[:6]}-{ONE[6:]}"}, {"cpr": TWO})
    assert counts(checked) == (2, 0, 2)
    assert checked.loaded["source_row"].to_list() == [2, 5]


def test_rows_with_one_key_that_differ_are_all_quarantined() -> None:
    checked = check("absence", {}, {"sick_days": "3"}, {"cpr": TWO})
    assert counts(checked) == (1, 2, 0)
    assert found(checked) == [(None, "key_conflict")] * 2


def test_a_row_that_repeats_a_conflicting_row_is_in_the_same_conflict() -> None:
    assert counts(check("absence", {}, {"sick_days": "3"}, {}, {"cpr": TWO})) == (1, 3, 0)


def test_a_bad_row_does_not_conflict_with_a_good_one() -> None:
    assert counts(check("absence", {}, {"sick_days": "-3"})) == (1, 1, 0)


def test_a_row_with_too_many_cells_is_quarantined() -> None:
    assert counts(check("absence", {}, shape="row_too_wide")) == (0, 1, 0)


def test_a_table_without_rows_is_valid() -> None:
    assert counts(check("exams")) == (0, 0, 0)


def test_several_faults_of_a_row_are_all_named_and_count_once() -> None:
    checked = check("absence", {"sick_days": "-1", "month": "2025M13", "cpr": "x"})
    assert counts(checked) == (0, 1, 0)
    assert {code for _, code in found(checked)} == {"not_allowed", "month_unreadable", "cpr_invalid"}


def test_the_share_of_unknown_codes_counts_required_columns_only() -> None:
    checked = check(
        "residents", {"area": "X", "highest_completed": "X"}, *({"cpr": cpr} for cpr in cprs(19, seed=2))
    )
    assert unknown_share(checked, all_feeds()["residents"]) == {"area": 0.05}


@pytest.mark.parametrize(("failing", "warned"), [(1, 1), (2, 0), (4, 0)])
def test_only_a_minority_that_fails_the_check_digit_is_warned_about(
    monkeypatch: pytest.MonkeyPatch, failing: int, warned: int
) -> None:
    # Numbers that pass the check may be somebody's, so the check is replaced rather than the numbers.
    numbers = cprs(4)
    wrong = [int(cpr) for cpr in numbers[:failing]]
    monkeypatch.setattr(row_rules, "pass_modulus_11", lambda found: ~np.isin(found, wrong))
    checked = check("residents", *({"cpr": cpr} for cpr in numbers))
    assert found(checked) == [("cpr", "cpr_check_digit")] * warned
    assert counts(checked) == (4, 0, 0)


def test_no_problem_holds_a_value() -> None:
    checked = check("pupils", {"grade_level": "4242", "cpr": "170514", "start_date": "hemmelig"})
    columns: dict[str, Any] = checked.cell_problems.to_dict(as_series=False)
    assert "4242" not in str(columns) and "hemmelig" not in str(columns)


@pytest.mark.parametrize(
    ("benefit", "start", "problems"),
    [
        ("uddannelseshjælp", "30-06-2025", []),
        ("uddannelseshjælp", "01-07-2025", [("benefit_type", "code_out_of_date")]),
        ("kontanthjælp mindstesats", "30-06-2025", [("benefit_type", "code_out_of_date")]),
        ("kontanthjælp mindstesats", "01-07-2025", []),
    ],
)
def test_a_code_is_valid_on_its_first_and_its_last_day(
    benefit: str, start: str, problems: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reform of 1 July 2025: the old benefit is valid to 30 June, the new one from the day after."""
    monkeypatch.setitem(ROWS, "benefits", {"cpr": cprs(1, date(2001, 5, 17))[0]})
    checked = check("benefits", {"benefit_type": benefit, "start_date": start})
    assert (counts(checked), found(checked)) == ((1, 0, 0), problems)
