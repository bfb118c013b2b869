"""Rows below a header that are not data, beyond totals and footnotes: figures of another place, or not published."""

from __future__ import annotations

import pytest

from pipelines.intake.layout.data_rows import read_data_rows
from pipelines.intake.layout.recognise import recognise
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits
from schemas.feeds import all_feeds
from tests.intake import samples

BENCHMARKS = ["Indikator", "Geografi", "Periode", "Værdi", "Kilde", "Hentet"]
FIGURE = ["absence_over_10", "561", "2024/25", "12,5", "Danmarks Statistik", "01-11-2025"]


def skipped(header: list[str], *rows: list[str]) -> list[tuple[int, str]]:
    found = recognise(Sheet("Ark1", [header, *rows]), all_feeds(), None, Limits())
    assert found is not None
    return read_data_rows(found).skipped


def figure(place: str = "561", value: str = "12,5") -> list[str]:
    return [FIGURE[0], place, FIGURE[2], value, *FIGURE[4:]]


@pytest.mark.parametrize("value", ["..", "<5", ".", " … ", "..."])
def test_a_figure_that_is_not_published_says_nothing(value: str) -> None:
    assert skipped(BENCHMARKS, figure(value=value), figure()) == [(2, "not_published")]


@pytest.mark.parametrize("value", ["", "-", "*", "ukendt"])
def test_a_figure_that_is_left_out_is_not_taken_for_one_that_is_not_published(value: str) -> None:
    assert skipped(BENCHMARKS, figure(value=value), figure()) == []


def test_a_figure_of_another_place_says_nothing() -> None:
    assert skipped(BENCHMARKS, figure("Andeby"), figure(), figure("")) == [(2, "other_place")]


def test_a_row_for_the_whole_country_is_no_total_among_official_figures() -> None:
    rows = [["Hele kommunen", *figure()[1:]], figure()]
    assert [reason for _, reason in skipped(BENCHMARKS, *rows)] == []


def test_a_remark_of_several_cells_is_a_row_that_someone_meant() -> None:
    """It is quarantined and shown, not left out."""
    absence = samples.absence(1)[0]
    assert skipped(list(samples.ABSENCE), absence, ["Note", "561001", "2025M09", "20", "1", "0", "0"]) == []
    assert skipped(list(samples.ABSENCE), absence, ["Note", "", "", " "]) == [(3, "footnote")]


def test_a_header_whose_first_cell_is_a_number_is_known_when_it_is_repeated() -> None:
    header = ["CPR", "Skolenr", "Skoleår", "110", "120"]
    row = [samples.cprs(1)[0], "561001", "2024/25", "7", "4"]
    turned = [header[at] for at in (3, 0, 1, 2, 4)]
    assert skipped(turned, [row[at] for at in (3, 0, 1, 2, 4)], turned) == [(3, "repeated_header")]


def test_a_total_is_one_beside_a_number_of_pupils() -> None:
    absence = samples.absence(1)[0]
    total = ["I alt", "25", "", "", "412", "3", "0", "0"]
    assert skipped(["Bemærkning", *samples.ABSENCE], ["1", *absence], total) == [(3, "total_row")]
