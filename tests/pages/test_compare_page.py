"""Several groups in one chart: their figures and intervals, the benchmark, and choices that make no chart."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from pipelines.pages.compared_groups import compared, group_choices
from pipelines.publication.release.read_tables import PublicationTables
from tests.pages.published_demo import Visitor
from tests.report import example_tables
from tests.report.example_tables import ABSENCE, hidden, share


def cells() -> pl.DataFrame:
    """Absence over two years: areas shown, one of them hidden in the last; genders; and the total."""
    rows = [share(year, 40, 200) for year in (2023, 2024)]
    rows += [share(year, 10, 100, area="OE1") for year in (2023, 2024)]
    rows += [share(2023, 30, 100, area="OE2"), hidden(2024, area="OE2")]
    rows += [share(2024, 15, 90, gender=gender) for gender in ("female", "male")]
    return example_tables.indicators(*rows)


def publication() -> PublicationTables:
    at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    return PublicationTables(example_tables.tables(indicators=cells()), {}, at)


def test_two_areas_with_their_intervals() -> None:
    found = compared(publication(), ABSENCE, ["area=OE1", "area=OE2"], with_others=False)
    assert found.chart is not None
    first, second = found.chart.series
    assert (len(first.points), len(second.points)) == (2, 1)
    assert all(point.top is not None and point.low is not None for point in first.points)
    assert first.points[0].x < second.points[0].x
    assert second.hidden == ["skoleåret 2024/25"]
    assert found.rows[0][1][1] == "skjult"
    assert found.rows[1] == ("Skoleåret 2023/24", ["10,0\xa0% (4,0–16,0\xa0%)", "30,0\xa0% (24,0–36,0\xa0%)"])


def test_groups_are_told_apart_without_colour() -> None:
    found = compared(publication(), ABSENCE, ["gender=female", "gender=male", "total"], with_others=True)
    assert found.chart is not None
    assert len({(one.dashes, one.shape) for one in found.chart.series}) == 3
    assert found.names[-1] == "Hele Østerbyen"


def test_the_choices_are_groups_with_a_shown_figure() -> None:
    choices = dict(group_choices(cells(), ABSENCE))
    assert choices == {
        "Boligområde": [("area=OE1", "Kvarteret Øst"), ("area=OE2", "Havnekvarteret")],
        "Køn": [("gender=female", "Piger og kvinder"), ("gender=male", "Drenge og mænd")],
    }


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (["area=OE1"], "Vælg to til fire grupper; I har valgt 1."),
        (["area=OE1", "gender=male"], "samme slags"),
    ],
)
def test_choices_that_make_no_chart(chosen: list[str], said: str) -> None:
    found = compared(publication(), ABSENCE, chosen, with_others=False)
    assert found.chart is None and said in found.problem


def test_a_group_that_is_not_there() -> None:
    with pytest.raises(LookupError):
        compared(publication(), ABSENCE, ["area=OE9", "total"], with_others=False)


def test_the_page(visitor: Visitor) -> None:
    page = visitor.get("/sammenlign?indikator=absence_over_10&gruppe=area%3DOE1&gruppe=total&andre=ja")
    assert visitor.status == 200 and "<figure" in page and "Hele Østerbyen" in page
    assert "987" not in page
    visitor.get("/sammenlign?indikator=absence_over_10&gruppe=area%3D%27")
    assert visitor.status == 404
