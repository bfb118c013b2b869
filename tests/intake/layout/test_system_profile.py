"""A file that its system writes without a header row gets the one of the system's profile; no other file does."""

from __future__ import annotations

import pytest

from pipelines.intake.layout.header_rows import Header
from pipelines.intake.layout.system_profile import headers_by_profile, with_header
from pipelines.intake.reading.sheet import Sheet
from schemas.systems import Profile, all_profiles

(FORM,) = [form for profile in all_profiles() if (form := profile.without_header)]
PUPIL = ["x"] * FORM.fewest


def headed(rows: list[list[str]], name: str = "") -> bool:
    return with_header(Sheet(name, rows)).rows[0] == list(FORM.columns)


@pytest.mark.parametrize("first", [["2025"], ["2025", "", ""], ["", "2025"]])
def test_the_year_alone_stands_in_place_of_a_header(first: list[str]) -> None:
    assert headed([first, PUPIL, PUPIL])
    assert headed([first, [], ["", ""], PUPIL]), "empty lines are of no width"


@pytest.mark.parametrize("width", [FORM.fewest, len(FORM.columns), len(FORM.columns) + 1])
def test_rows_have_the_columns_of_the_system(width: int) -> None:
    assert headed([["2025"], ["x"] * width])


@pytest.mark.parametrize("width", [FORM.fewest - 1, len(FORM.columns) + 2])
def test_rows_of_another_width_are_another_file(width: int) -> None:
    assert not headed([["2025"], PUPIL, ["x"] * width])


@pytest.mark.parametrize("first", [["2025", "2026"], ["25"], ["1825"], ["2025 elever"], []])
def test_another_first_line_is_no_sign_of_the_system(first: list[str]) -> None:
    assert not headed([first, PUPIL])


def test_a_sheet_of_a_workbook_and_a_line_alone_are_as_they_are() -> None:
    assert not headed([["2025"], PUPIL], name="Ark1")
    assert not headed([["2025"]])
    assert not headed([["2025"], ["", ""]])


HEADERS = {"startdato": "start_date", "fra": "start_date", "navn": "club", "cpr": "cpr"}


def meanings(*header_row: str, needless: tuple[str, ...] = ()) -> dict[str, str]:
    profile = Profile(
        "x", "X", "X", "memberships", "", (), "", "", columns={"start_date": ("Indmeldt",)}, needless=needless
    )
    row = Header(1, 1, [(name,) for name in header_row])
    return headers_by_profile(HEADERS, row, profile)


def test_a_field_that_the_system_has_its_own_column_for_is_read_from_no_other() -> None:
    """Beside the day somebody joined, an export may have a start date of something else."""
    assert meanings("indmeldt", "startdato") == {"indmeldt": "start_date", "navn": "club", "cpr": "cpr"}


def test_without_its_own_column_a_field_is_found_by_the_vocabulary() -> None:
    assert meanings("startdato") == {**HEADERS, "indmeldt": "start_date"}


def test_a_needless_column_is_read_where_it_is_the_one_of_a_field() -> None:
    assert meanings("navn", needless=("Fra", "Indmeldt"))["indmeldt"] == "start_date"
