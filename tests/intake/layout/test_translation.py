"""What a partner's and a system's texts mean."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from pipelines.intake.layout.recognise import recognise
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.layout.translation import known_indicators, translate
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits
from schemas.feeds import all_feeds
from schemas.partners import Partner, find_partner
from tests.intake import samples

EAST = find_partner("oestskolen")


def layout(title: str, headers: tuple[str, ...] = samples.ABSENCE, partner: Partner | None = EAST) -> Layout:
    found = recognise(Sheet("Ark1", [[title], list(headers)]), all_feeds(), partner, Limits())
    assert found is not None
    return found


def translated(found: Layout, name: str, *texts: str | None) -> list[str | None]:
    chunk = pl.DataFrame({name: pl.Series(texts, dtype=pl.String)})
    of_one = replace(found, translations={name: found.translations.get(name, {})})
    return translate(chunk, of_one)[name].to_list()


@pytest.mark.parametrize(
    ("month", "meant"),
    [
        ("august", "2025M08"),
        ("Dec", "2025M12"),
        ("januar", "2026M01"),
        ("juli", "2026M07"),
        ("sept", "2025M09"),
        ("september 2024", "september 2024"),
        (None, None),
    ],
)
def test_a_month_is_of_the_school_year_in_the_title(month: str | None, meant: str | None) -> None:
    assert translated(layout("Skoleåret 2025/26"), "month", month) == [meant]


def test_a_month_is_of_the_year_in_the_title() -> None:
    assert translated(layout("Fravær 2025"), "month", "august", "juli") == ["2025M08", "2025M07"]


def test_a_school_year_goes_before_a_year_beside_it() -> None:
    assert translated(layout("Skoleåret 2025/26, plan af 2025"), "month", "juli") == ["2026M07"]


def test_without_a_year_a_month_means_nothing() -> None:
    assert translated(layout("Fravær"), "month", "august") == ["august"]


def test_a_partners_own_code_goes_before_all_others() -> None:
    assert EAST is not None
    own = replace(EAST, codes={"absence": {"month": {"August": "2020M08", "Skoleferie": ""}}})
    found = layout("Fravær 2025", partner=own)
    assert translated(found, "month", "august", "juli", "skoleferie") == ["2020M08", "2025M07", None]


def test_indicators_are_named_also_where_a_name_has_commas_in_it() -> None:
    contract = all_feeds()["initiatives"]
    found = layout("Indsatser", tuple(column.title for column in contract.columns.values()), None)
    minimum, youth = "grade9_min02_dan_mat_of_all", "youth_unattached_quarter"
    assert {minimum, youth} <= known_indicators()
    named = "Mindst 02 i dansk og matematik, af alle 9.-klasser, Unge uden tilknytning, lokalt kvartalsskøn"
    assert translated(found, "indicator_ids", named, f"{minimum}; noget andet , ukendt", None) == [
        f"{minimum}; {youth}",
        f"{minimum}; noget andet; ukendt",
        None,
    ]
