from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.intake.values.parse_columns import parse_column, readers_of
from pipelines.intake.values.parsed_column import Parsed
from pipelines.intake.values.text_cleaning import clean
from schemas.contract_column import Column
from schemas.kinds import Kind


def parse(texts: list[str | None], **contract: Any) -> Parsed:
    return parse_column(pl.Series(texts, dtype=pl.String), Column("Kolonne", **contract))


def test_a_column_keeps_its_length_and_order() -> None:
    parsed = parse(["2", None, "1", "2"], kind=Kind.INTEGER)
    assert parsed.values.to_list() == [2, None, 1, 2]
    assert parsed.codes.to_list() == [None] * 4
    assert parsed.failed.to_list() == [False] * 4


def test_an_empty_column_stays_empty() -> None:
    assert parse([], kind=Kind.DATE, required=True).values.to_list() == []
    assert parse([None], kind=Kind.CODE, code_list="areas").values.to_list() == [None]


def test_an_empty_cell_is_missing_where_one_is_required() -> None:
    parsed = parse([None, "-", "1"], kind=Kind.INTEGER, required=True)
    assert parsed.codes.to_list() == ["missing", "missing", None]
    assert parsed.failed.to_list() == [True, True, False]


def test_an_empty_cell_means_what_was_agreed() -> None:
    parsed = parse([None, "-", "1,5"], kind=Kind.DECIMAL, required=True, empty=0.0)
    assert parsed.values.to_list() == [0.0, 0.0, 1.5]
    assert not parsed.failed.any()


@pytest.mark.parametrize("notation", ["..", "…", "*", "."])
def test_a_missing_figure_is_never_read_as_zero(notation: str) -> None:
    parsed = parse([notation, "1,5"], kind=Kind.DECIMAL, required=True, empty=0.0)
    assert parsed.values.to_list() == [None, 1.5]
    assert parsed.failed.to_list() == [True, False]


@pytest.mark.parametrize("notation", ["#N/A", "#I/T", "#REFERENCE!", "#VÆRDI!", "#DIVISION/0!", "<5"])
def test_an_error_of_excel_is_never_read_as_zero(notation: str) -> None:
    parsed = parse([notation], kind=Kind.DECIMAL, required=True, empty=0.0)
    assert parsed.values.to_list() == [None]
    assert parsed.failed.to_list() == [True]


def test_an_agreed_word_stands_beside_the_value() -> None:
    parsed = parse(["Syg", "7", None], kind=Kind.INTEGER, required=True, words=("syg",), words_to="status")
    assert parsed.values.to_list() == [None, 7, None]
    assert parsed.words.to_list() == ["syg", None, None]
    assert parsed.failed.to_list() == [False, False, True]


def test_the_decimal_sign_is_decided_for_the_whole_column() -> None:
    assert parse(["2.351", "7,5"], kind=Kind.DECIMAL).values.to_list() == [2351.0, 7.5]
    assert parse(["2.351", "7.5"], kind=Kind.DECIMAL).values.to_list() == [2.351, 7.5]
    # The notations for a missing value are no evidence.
    assert parse([".", "1.234"], kind=Kind.DECIMAL).codes.to_list() == [
        "missing_not_applicable",
        "thousands_guessed",
    ]


def test_the_decimal_sign_is_decided_by_all_columns_of_the_file() -> None:
    contracts = {name: Column(name, kind=kind) for name, kind in (("a", Kind.INTEGER), ("b", Kind.DECIMAL))}
    texts = {"a": ["1,234"], "b": ["8.4"]}
    readers = readers_of(contracts)
    for name, reader in readers.items():
        reader.note(pl.Series(texts[name]))
    assert {name: r.parse(pl.Series(texts[name])).values.to_list() for name, r in readers.items()} == {
        "a": [1234],
        "b": [8.4],
    }


def test_a_minus_sign_and_a_dash_are_a_minus() -> None:
    cleaned = clean(pl.DataFrame({"grade": ["\u22123", "\u20133", "7\u20119", "a \u2013 b"]}))
    assert cleaned["grade"].to_list() == ["-3", "-3", "7-9", "a \u2013 b"]


def test_a_number_too_large_affects_only_its_cell() -> None:
    parsed = parse(["9" * 20, "9" * 400, "8"], kind=Kind.INTEGER)
    assert parsed.values.to_list() == [None, None, 8]
    assert parsed.failed.to_list() == [True, True, False]


@pytest.mark.parametrize(
    ("notation", "reason"),
    [
        ("-", "missing_blank"),
        ("–", "missing_blank"),
        ("NULL", "missing_blank"),
        ("n/a", "missing_blank"),
        (".", "missing_not_applicable"),
        ("..", "missing_withheld"),
        ("<5", "missing_withheld"),
        ("Under 5", "missing_withheld"),
        ("…", "missing_not_available"),
        ("...", "missing_not_available"),
        ("*", "missing_provisional"),
    ],
)
def test_every_notation_for_a_missing_value_has_its_reason_and_is_never_zero(
    notation: str, reason: str
) -> None:
    parsed = parse([notation, "7"], kind=Kind.DECIMAL)
    assert parsed.values.to_list() == [None, 7.0]
    assert parsed.codes.to_list() == [reason, None]


@pytest.mark.parametrize(
    ("texts", "values", "codes"),
    [
        (["87,5 %", "84,0"], [87.5, 84.0], [None, None]),
        (["0,875", "1", "0"], [87.5, 100.0, 0.0], ["fraction_as_percent"] * 3),
        (["3,7", "0,9"], [3.7, 0.9], [None, None]),
        (["0.084", "1.000"], [8.4, 100.0], ["fraction_as_percent"] * 2),
        (["0,9", "1,0"], [90.0, 100.0], ["fraction_as_percent"] * 2),
        (["87,5 %", "0,84"], [87.5, None], [None, "percent_mixed"]),
    ],
)
def test_percentages_and_fractions_are_distinguished_by_the_whole_column(
    texts: list[str], values: list[float | None], codes: list[str | None]
) -> None:
    parsed = parse(texts, kind=Kind.PERCENT)
    assert (parsed.values.to_list(), parsed.codes.to_list()) == (values, codes)


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("7-9", "7-9", None),
        ("07-sep", "7-9", "class_repaired"),
        ("2026-09-07", "7-9", "class_repaired"),
        ("10-dec", "10-12", "class_repaired"),
        ("8,00E+01", "8E1", "class_repaired"),
        ("8,10E+01", None, "class_ruined"),
        ("8E", "8E", None),
    ],
)
def test_a_class_that_excel_took_for_a_date_or_a_number(
    text: str, value: str | None, code: str | None
) -> None:
    parsed = parse([text], kind=Kind.CLASS)
    assert (parsed.values.to_list(), parsed.codes.to_list()) == ([value], [code])


@pytest.mark.parametrize(
    ("texts", "doubt"),
    [
        (["9/1/2025", "9/5/2025", "9/12/2025"], True),
        (["1/9/2025", "5/9/2025", "12/9/2025"], False),
        (["9/1/2025", "9/5/2025", "13/9/2025"], False),
        (["01-09-2025", "05-09-2025"], False),
    ],
)
def test_dates_that_look_american_are_read_day_first_with_a_warning(texts: list[str], doubt: bool) -> None:
    parsed = parse(texts, kind=Kind.DATE)
    assert parsed.values.null_count() == 0
    assert set(parsed.codes.to_list()) == ({"day_first_guessed"} if doubt else {None})


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("9", 9),
        ("09", 9),
        ("9.", 9),
        ("9. klasse", 9),
        ("9. kl.", 9),
        ("9.kl", 9),
        ("Klasse 9", 9),
        ("0. klassetrin", 0),
        ("Børnehaveklasse", 0),
        ("Bh.kl.", 0),
        ("10. klasse mv.", 10),
        ("9. årgang", 9),
    ],
)
def test_a_class_level_in_every_spelling(text: str, level: int) -> None:
    contract = Column("Klassetrin", kind=Kind.INTEGER, required=True, unit="grade")
    parsed = parse_column(pl.Series([text]), contract)
    assert (parsed.values.to_list(), parsed.failed.to_list()) == ([level], [False])


@pytest.mark.parametrize("text", ["9A", "Modtageklasse", "ni", "7-9"])
def test_what_is_no_class_level(text: str) -> None:
    contract = Column("Klassetrin", kind=Kind.INTEGER, required=True, unit="grade")
    assert parse_column(pl.Series([text]), contract).failed.to_list() == [True]


def test_lost_letters_are_counted_cell_by_cell() -> None:
    assert parse(["K?benhavn", "Esbjerg", "K?benhavn", None, "K?benhavn"]).lost == 3


def test_a_mark_is_left_out_of_numbers_only() -> None:
    assert parse(["44¹", "45"], kind=Kind.INTEGER).values.to_list() == [44, 45]
    assert parse(["Hold 4¹", "7¹"]).values.to_list() == ["Hold 4¹", "7¹"]
