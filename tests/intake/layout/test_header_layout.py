"""What a header row says of each column: its field, a double, one not used, one that says what a row is about."""

from __future__ import annotations

from pipelines.intake.layout.data_rows import read_data_rows
from pipelines.intake.layout.grid_rows import GridDataRows
from pipelines.intake.layout.recognise import recognise
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits
from schemas.feeds import all_feeds
from tests.intake import samples

ROW = samples.absence(1)[0]


def layout(header: list[str], *rows: list[str]) -> Layout:
    found = recognise(Sheet("", [header, *rows]), all_feeds(), None, Limits())
    assert found is not None
    return found


def text(found: Layout, name: str) -> list[str | None]:
    rows = read_data_rows(found)
    assert isinstance(rows, GridDataRows)
    texts: list[str | None] = rows.text[name].to_list()
    return texts


def test_a_double_that_says_the_same_is_nothing_to_tell() -> None:
    found = layout([*samples.ABSENCE, "Sygdom"], [*ROW, ROW[4]])
    assert (found.columns["sick_days"], found.doubtful, found.others, found.needless) == (4, [], [7], {7})


def test_a_double_that_says_something_else_is_told() -> None:
    found = layout([*samples.ABSENCE, "Sygdom"], [*ROW, "9"])
    assert (found.doubtful, found.others, found.needless) == (["sick_days"], [7], set())


def test_a_column_in_another_unit_is_not_the_field_and_says_why() -> None:
    header = [*samples.ABSENCE]
    header[4] = "Sygdom (timer)"
    found = layout(header, ROW)
    assert "sick_days" not in found.columns and found.missing == ["sick_days"]
    assert found.others == [4] and found.refused[4]


def test_a_column_that_looks_like_a_field_and_is_not_says_why() -> None:
    found = layout([*samples.ABSENCE, "Ugenr", "Bemærkning"], [*ROW, "36", "x"])
    assert found.others == [7, 8] and found.refused.keys() == {7} and "uge" in found.refused[7]


def test_a_column_that_nobody_uses_is_needless() -> None:
    found = layout([*samples.RESIDENTS, "Herkomst"], [*samples.residents(1)[0], "Dansk"])
    assert (found.others, found.needless) == ([6], {6})


PUPILS = ["CPR-nr", "Opgørelsesdato", "Institutionsnr", "Klassetrin", "Klassespor"]
PUPIL = ["0101124321", "05-09-2025", "561001", "05", "A"]


def test_a_class_is_put_together_of_its_level_and_its_letters() -> None:
    found = layout(
        PUPILS, PUPIL, [*PUPIL[:3], "10. klasse", " b "], [*PUPIL[:4], ""], [*PUPIL[:3], "Voksen", "C"]
    )
    assert (found.joined, found.others) == ({"class": (3, 4)}, [])
    assert "class" in found.present
    assert text(found, "class") == ["5A", "10b", None, None]


def test_a_class_with_a_column_of_its_own_is_read_there() -> None:
    found = layout([*PUPILS, "Klasse"], [*PUPIL, "5.A"])
    assert (found.joined, text(found, "class")) == ({}, ["5.A"])


def test_only_the_rows_of_exams_are_kept_where_a_column_says_what_they_are() -> None:
    header = ["CPR-nr", "Institutionsnr", "Skoleår", "Fagdisciplin", "Karakter", "Karaktertype"]
    exam = samples.exams(1)[0]
    found = layout(header, [*exam, "Prøve"], [*exam, "Årskarakter"], [*exam, "PRØVEKARAKTER "], [*exam, " "])
    rows = read_data_rows(found)
    assert rows.rows == 3 and rows.skipped == [(3, "other_kind_of_row")]
