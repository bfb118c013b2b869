from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.intake.archive.row_writer import empty_rows
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from schemas.feeds import all_feeds
from tests.intake import samples
from tests.intake.samples import cprs, quarantine, rows, send, text, workbook

ORIGIN = [
    "receipt_id",
    "partner",
    "sequence",
    "received_at",
    "sheet",
    "source_row",
    "source_column",
    "covers_from",
    "covers_to",
]
PERSON = ["person_key", "birth_date", "gender"]
OWN = {
    "residents": [
        *PERSON,
        "snapshot_date",
        "area",
        "upbringing_municipality",
        "finished_school_dk",
        "highest_completed",
    ],
    "pupils": [
        *PERSON,
        "snapshot_date",
        "school_no",
        "school",
        "class",
        "grade_level",
        "district_school_no",
        "start_date",
        "end_date",
    ],
    "absence": [
        "variant",
        *PERSON,
        "school_no",
        "month",
        "school_days",
        "sick_days",
        "authorised_days",
        "unauthorised_days",
    ],
    "exams": ["variant", *PERSON, "school_no", "school_year", "discipline", "grade", "exam_status"],
}
FILES = {
    "residents": (
        samples.RESIDENTS,
        samples.residents(),
        "kommunen",
        (date(2025, 10, 1), date(2025, 10, 1)),
    ),
    "pupils": (
        samples.PUPILS,
        samples.pupils(),
        "oestskolen",
        (date(2025, 9, 5), date(2025, 9, 5)),
    ),
    "absence": (
        samples.ABSENCE,
        samples.absence(),
        "oestskolen",
        (date(2025, 9, 1), date(2025, 9, 30)),
    ),
    "exams": (
        samples.EXAMS,
        samples.exams(),
        "oestskolen",
        (date(2024, 8, 1), date(2025, 7, 31)),
    ),
}


@pytest.mark.parametrize("feed", FILES)
def test_rows_are_stored_in_the_agreed_columns_and_types(
    installation: Settings, keys: Keys, feed: str
) -> None:
    headers, sent_rows, partner, covered = FILES[feed]
    drop = send(installation, keys, text(headers, sent_rows), partner)
    stored = rows(installation, drop)
    assert (drop.feed, stored.columns) == (feed, [*ORIGIN, *OWN[feed]])
    assert stored.schema == empty_rows(all_feeds()[feed]).schema
    assert stored.schema["received_at"] == pl.Datetime("us")
    assert set(stored.select("covers_from", "covers_to").rows()) == {covered}
    assert stored["source_row"].to_list() == [2, 3, 4]
    assert quarantine(installation, drop).columns == [*ORIGIN, *OWN[feed], "problems"]


def test_a_person_is_a_pseudonym_a_birth_date_and_a_gender(installation: Settings, keys: Keys) -> None:
    (number,) = cprs(1)
    stored = rows(installation, send(installation, keys, text(samples.ABSENCE, samples.absence(1))))
    gender = "male" if int(number[-1]) % 2 else "female"
    assert stored.select(PERSON).row(0) == (keys.person_key(number), date(2014, 5, 17), gender)


def test_a_replacement_number_is_not_linked_across_partners(installation: Settings, keys: Keys) -> None:
    found = set()
    for partner, school in (("oestskolen", "561001"), ("havneskolen", "561002")):
        temporary = [[f"7{samples.cprs(1)[0][1:]}", school, "2025M09", "20", "0", "0", "0"]]
        drop = send(installation, keys, text(samples.ABSENCE, temporary), partner)
        found.add(rows(installation, drop)["person_key"][0])
    assert len(found) == 2


def test_sheets_and_cells_keep_their_place(installation: Settings, keys: Keys) -> None:
    wide = [["CPR", "Skolenr", "Skoleår", "110", "120"]]
    ninth = cprs(2, date(2009, 5, 17))
    book = {
        "9A": [*wide, [ninth[0], "561001", "2024/25", 7, "syg"]],
        "9B": [["9. klasse B"], *wide, [ninth[1], "561001", "2024/25", None, 12]],
    }
    stored = rows(installation, send(installation, keys, workbook(book)))
    assert stored.select("sheet", "source_row", "source_column", "discipline", "grade").rows() == [
        ("9A", 2, "D", "110", 7),
        ("9A", 2, "E", "120", None),
        ("9B", 3, "E", "120", 12),
    ]
