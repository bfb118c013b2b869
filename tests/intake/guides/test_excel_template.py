from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from pipelines.intake.guides.column_guide import fields_of
from pipelines.intake.guides.excel_template import write_template
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from schemas.contract import Feed
from schemas.feeds import all_feeds
from schemas.kinds import Kind
from schemas.partners import all_partners
from tests.intake.guides.template_filling import valid_rows
from tests.intake.samples import ingest, put

FEEDS = list(all_feeds().values())
RECEIVED = datetime(2026, 1, 2).timestamp()


def template(feed: Feed, folder: Path) -> Workbook:
    path = folder / f"{feed.name}.xlsx"
    write_template(feed, path)
    return openpyxl.load_workbook(path)


def filled(feed: Feed, folder: Path, count: int) -> bytes:
    book = template(feed, folder)
    for number, row in enumerate(valid_rows(feed, count), 2):
        for place, value in enumerate(row, 1):
            cell = book.worksheets[0].cell(number, place, value)
            cell.number_format = book.worksheets[0].column_dimensions[cell.column_letter].number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def partner_of(feed: Feed) -> str:
    return next(p.folder for p in all_partners() if feed.name in p.feeds).replace("*", "boldklub")


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_a_filled_template_is_accepted_without_problems(
    feed: Feed, installation: Settings, keys: Keys, tmp_path: Path
) -> None:
    for name in feed.refers_to.values():
        known = all_feeds()[name]
        put(installation, filled(known, tmp_path, 3), "kendte.xlsx", partner_of(known), RECEIVED - 1)
    put(installation, filled(feed, tmp_path, 3), "skabelon.xlsx", partner_of(feed), RECEIVED)
    drop = ingest(installation, keys)[-1]
    assert [(p.code, p.row, p.column) for p in drop.problems if p.severity != "info"] == []
    assert (drop.feed, drop.verdict, drop.rows.loaded) == (feed.name, "accepted", 3)
    assert drop.rows.read == 3


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_the_example_of_a_template_is_accepted_as_it_is(
    feed: Feed, installation: Settings, keys: Keys, tmp_path: Path
) -> None:
    for each in (*(all_feeds()[name] for name in feed.refers_to.values()), feed):
        book = template(each, tmp_path)
        for place, cell in enumerate(book["Eksempel"][5], 1):
            book.worksheets[0].cell(2, place, cell.value)
        book.save(tmp_path / "eksempel.xlsx")
        put(installation, (tmp_path / "eksempel.xlsx").read_bytes(), "a.xlsx", partner_of(each), RECEIVED)
        (drop,) = ingest(installation, keys)
    assert [(p.code, p.row, p.column) for p in drop.problems] == []
    assert (drop.feed, drop.verdict, drop.rows.loaded) == (feed.name, "accepted", 1)


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_an_empty_template_holds_no_row_and_is_recognised(
    feed: Feed, installation: Settings, keys: Keys, tmp_path: Path
) -> None:
    path = tmp_path / "tom.xlsx"
    write_template(feed, path)
    put(installation, path.read_bytes(), "tom.xlsx", partner_of(feed), RECEIVED)
    (drop,) = ingest(installation, keys)
    assert (drop.feed, [p.code for p in drop.problems], drop.rows.read) == (feed.name, ["no_rows"], 0)


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_every_column_has_its_header_format_and_choices(feed: Feed, tmp_path: Path) -> None:
    book = template(feed, tmp_path)
    sheet = book.worksheets[0]
    fields = fields_of(feed)
    assert [cell.value for cell in sheet[1]] == [field.title for field in fields]
    rules = {str(rule.sqref).split("2:")[0]: rule for rule in sheet.data_validations.dataValidation}
    for cell, field in zip(sheet[1], fields, strict=True):
        numeric = field.kind in (Kind.DATE, Kind.DECIMAL, Kind.INTEGER, Kind.PERCENT)
        assert (sheet.column_dimensions[cell.column_letter].number_format == "@") != numeric
        assert (rules[cell.column_letter].type == "list") == bool(field.choices)
        assert field.how[:40] in rules[cell.column_letter].prompt


def test_the_choices_of_a_drop_down_are_those_of_the_code_list(tmp_path: Path) -> None:
    sheet = template(all_feeds()["absence"], tmp_path)["Koder"]
    assert [cell.value for cell in sheet["A"]][:3] == ["Valg til Institutionsnr", "Østskolen", "Havneskolen"]


def test_the_guide_and_the_example_have_every_column(tmp_path: Path) -> None:
    feed = all_feeds()["absence"]
    book = template(feed, tmp_path)
    assert book.sheetnames == ["Fravær", "Vejledning", "Eksempel", "Koder"]
    guide = [row[:3] for row in book["Vejledning"].iter_rows(min_row=7, values_only=True)]
    assert [(f.title, "ja" if f.required else "nej") for f in fields_of(feed)] == [
        (str(title)[4:], required) for title, required, _ in guide
    ]
    assert [cell.value for cell in book["Eksempel"][5]] == [field.example for field in fields_of(feed)]
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
