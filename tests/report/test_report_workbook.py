"""The workbook: numeric cells are numbers, hidden ones are empty beside a word, no formulas, reproducible bytes."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from pipelines.report.report_workbook import write_workbook
from pipelines.text.hidden_da import HIDDEN_MEANS
from tests.publication import example_marts
from tests.report import example_tables
from tests.report.example_tables import ABOUT


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bog") / "medvind.xlsx"
    write_workbook(path, example_tables.tables(), ABOUT)
    return path


@pytest.fixture(scope="module")
def book(written: Path) -> Workbook:
    return load_workbook(written)


def rows(book: Workbook, sheet: str) -> list[dict[str, object]]:
    heading, *found = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in found]


def test_the_sheets(book: Workbook) -> None:
    assert book.sheetnames == [
        "Overblik",
        "Tal",
        "Svar",
        "Definitioner",
        "Sammenligning",
        "Forløb",
        "Indsatser",
        "Møder",
        "Leveringer",
        "Udvikling",
        "Noter",
    ]
    assert next(row["Indikator"] for row in rows(book, "Overblik")) == "Foreningsmedlemskaber pr. 100 børn"
    assert book["Tal"].freeze_panes == "B2"
    assert book["Tal"].tables


def test_it_prints_as_wide_as_the_paper_with_its_headings(book: Workbook) -> None:
    for page in book.worksheets:
        assert page.page_setup.orientation == "landscape" and page.page_setup.paperSize == 9
        assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToHeight == 0
        assert page.print_title_rows == "$1:$1"


def test_the_years_stand_side_by_side_with_a_chart(book: Workbook) -> None:
    by_name = {row["Indikator"]: row for row in rows(book, "Udvikling")}
    shown = [row for row in rows(book, "Tal") if row["Indikator"] == "Elever med over 10 pct. fravær"]
    totals = {
        row["Periode"]: row["Værdi"]
        for row in shown
        if {row[name] for name in ("Boligområde", "Køn", "Skole")} == {"Alle"}
    }
    course = by_name["Elever med over 10 pct. fravær"]
    for period, value in totals.items():
        assert course.get(str(period)[:4]) == value, "a hidden year is empty"
    charts = book["Udvikling"]._charts
    assert len(charts) == len(
        {row["Trin"] for row in by_name.values() if row["Indikator"] != "Generel trivsel (score)"}
    )


def test_hidden_is_empty_beside_a_word(book: Workbook) -> None:
    hidden = [row for row in rows(book, "Tal") if row["Status"] == "skjult"]
    note = next(cell.comment for cell in book["Tal"][1] if cell.value == "Status")
    assert note is not None and note.text == HIDDEN_MEANS
    assert len(hidden) == 2
    assert {row[name] for row in hidden for name in ("Værdi", "Tæller", "Nævner", "Tre år samlet")} == {None}
    assert [row["Antal unge"] for row in rows(book, "Forløb") if row["Status"] == "skjult"] == [None]
    reach = {row["Boligområde"]: row for row in rows(book, "Indsatser")}
    assert reach["Havnekvarteret"]["Deltagere"] is None
    assert reach["Havnekvarteret"]["Deltagere, status"] == "skjult"
    assert reach["Alle"]["Deltagere, status"] is None


def test_nothing_of_what_is_hidden_is_in_any_part_of_the_file(written: Path) -> None:
    with zipfile.ZipFile(written) as parts:
        content = b"".join(parts.read(name) for name in parts.namelist())
    assert str(example_marts.SECRET).encode() not in content


def test_no_text_in_a_column_of_numbers(book: Workbook) -> None:
    for name in (
        "Værdi",
        "Nedre grænse",
        "Øvre grænse",
        "Tæller",
        "Nævner",
        "Dækning",
        "Tre år samlet",
        "Mål",
    ):
        assert {type(row[name]) for row in rows(book, "Tal")} <= {int, float, type(None)}
    assert all(isinstance(row["Fra"], datetime) for row in rows(book, "Tal"))


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    named = example_tables.tables()["initiatives"].with_columns(
        pl.lit("=1+1").alias("name"), pl.lit("http://x.dk").alias("learning")
    )
    write_workbook(tmp_path / "b.xlsx", example_tables.tables(initiatives=named), ABOUT)
    cell = load_workbook(tmp_path / "b.xlsx")["Indsatser"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as parts:
        assert not any(
            b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name) for name in parts.namelist()
        )


def test_the_same_publication_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_workbook(tmp_path / "igen.xlsx", example_tables.tables(), ABOUT)
    assert (tmp_path / "igen.xlsx").read_bytes() == written.read_bytes()


def test_empty_tables_give_a_workbook_all_the_same(tmp_path: Path) -> None:
    empty = {name: table.clear() for name, table in example_tables.tables().items()}
    write_workbook(tmp_path / "tom.xlsx", empty, ABOUT)
    assert load_workbook(tmp_path / "tom.xlsx")["Tal"].max_row <= 2


def test_a_publication_older_than_verdicts_has_a_workbook(tmp_path: Path) -> None:
    tables = example_tables.tables()
    tables.pop("judgements")
    tables["overview"] = tables["overview"].select(
        pl.exclude("^(since_last|over_years|beside|target)_.*(da|with)$")
    )
    write_workbook(tmp_path / "bog.xlsx", tables, ABOUT)
    book = load_workbook(tmp_path / "bog.xlsx")
    assert rows(book, "Svar") == []


def test_the_verdicts_are_in_danish(book: Workbook) -> None:
    mine = [row for row in rows(book, "Svar") if row["Indikator"] == "Elever med over 10 pct. fravær"]
    answers = {(row["Hvem"], row["Spørgsmål"]) for row in mine}
    assert ("Alle", "Siden sidst") in answers and ("Kvarteret Øst", "Forskel mellem grupper") in answers
