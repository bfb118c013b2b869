"""Exactly one status for each indicator, and a headline that counts them all."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.report import target_status
from pipelines.report.indicator_figures import Indicator
from pipelines.report.read_indicators import read_indicators, without_hidden
from pipelines.report.sentences_da import headline, sentences, targets
from pipelines.report.significance import differ
from pipelines.report.target_status import status_of
from tests.publication import example_marts
from tests.report import example_tables
from tests.report.example_tables import ABOUT, ABSENCE, hidden, share


def absence(*rows: dict[str, Any], **overview: Any) -> Indicator:
    """The indicator of some rows; `overview` replaces values of its row in the overview."""
    tables = example_tables.tables(
        indicators=example_tables.indicators(*rows),
        indicator_definitions=pl.DataFrame([example_tables.definition(ABSENCE, "Fravær")]),
        overview=pl.DataFrame(
            [example_tables.overview(ABSENCE, **overview)], schema=example_marts.overview().schema
        ),
    )
    return read_indicators(without_hidden(tables), ABOUT.day)[0]


def without_target(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"target": None, "target_year": None}


def word(*rows: dict[str, Any], **overview: Any) -> target_status.Status:
    return status_of(absence(*rows, **overview))


def test_the_way_to_a_target() -> None:
    """From 40 % in 2021/22 to 10 % in 2028: the straight course is at 26 % or so in 2024/25."""
    start = share(2021, 80, 200)
    assert word(start, share(2024, 30, 200)) is target_status.ON_COURSE
    assert word(start, share(2024, 50, 200)) is target_status.UNDECIDED
    assert word(start, share(2024, 78, 200)) is target_status.BEHIND
    assert word(start, share(2024, 84, 200)) is target_status.BEHIND
    assert word(start, share(2024, 120, 200)) is target_status.AWAY
    assert word(start, share(2024, 10, 200), status_da="målet er nået") is target_status.REACHED


def test_the_change_where_there_is_no_target() -> None:
    rows = without_target(share(2023, 40, 200)), without_target(share(2024, 90, 200))
    assert word(*rows, change_da="dårligere end sidst") is target_status.WORSE
    assert word(*rows, change_da="bedre end sidst") is target_status.BETTER
    assert word(*rows, change_da="højere end sidst") is target_status.CHANGED
    assert word(*rows, change_da="kan ikke afgøres") is target_status.UNDECIDED


def test_an_indicator_without_a_status_is_counted_as_such() -> None:
    assert word(share(2024, 30, 200)) is target_status.UNDECIDED
    assert word(hidden(2023), hidden(2024)) is target_status.HIDDEN
    assert word(example_tables.year(2024, status="not_delivered", value=None)) is target_status.SILENT


def test_the_headline_counts_all() -> None:
    words = [target_status.BEHIND, target_status.UNDECIDED, target_status.UNDECIDED, target_status.SILENT]
    assert (
        headline(words)
        == "4 indikatorer: 1 er bag kursen mod målet, 2 kan ikke afgøres og 1 har ingen tal endnu."
    )
    assert sum(number for _, number in target_status.count(words)) == len(words)


def test_targets_are_counted() -> None:
    indicator = absence(share(2021, 40, 200))
    assert targets([indicator], [target_status.BEHIND]) == "1 af dem har et mål; ingen har nået det."
    assert targets([indicator], [target_status.REACHED]) == "1 af dem har et mål; 1 har nået det."
    assert (
        targets([absence(hidden(2021) | {"target": None})], [target_status.HIDDEN])
        == "Ingen af dem har et mål endnu."
    )


def test_the_sentences_of_an_indicator() -> None:
    indicator = absence(share(2021, 40, 200), share(2022, 44, 200), share(2023, 30, 200), hidden(2024))
    text = " ".join(sentences(indicator, status_of(indicator))).replace("\N{NO-BREAK SPACE}", " ")
    assert text.startswith(
        "Skoleåret 2023/24: 15,0 % (30 af 200). Det er 7,0 procentpoint lavere end i skoleåret 2022/23"
    )
    assert "men forskellen kan være tilfældig." in text
    assert "Målet er 10 % i 2028, og afstanden er 5,0 procentpoint." in text
    assert text.endswith("Nyere tal er skjult: skoleåret 2024/25.")


def test_a_significant_change_is_stated() -> None:
    indicator = absence(share(2022, 20, 200), share(2023, 80, 200))
    assert "mere, end tilfældigheder kan forklare" in " ".join(sentences(indicator, status_of(indicator)))


def test_a_missing_figure_is_explained() -> None:
    one, other = (
        absence(hidden(2023), hidden(2024)),
        absence(example_tables.year(2024, status="not_delivered")),
    )
    assert sentences(one, target_status.HIDDEN) == [
        "Tallet er regnet ud, men skjult i alle 2 perioder, så ingen kan genkendes."
    ]
    assert sentences(other, target_status.SILENT) == [
        "Der er endnu ikke leveret data, som tallet kan regnes af."
    ]


@pytest.mark.parametrize(
    ("numerators", "beyond"), [((50, 80), True), ((10, 12), False), ((10, 21), True), ((10, 19), False)]
)
def test_significance_is_as_in_the_marts(numerators: tuple[int, int], beyond: bool) -> None:
    """z of 50 and 80 of 100 is 4.4, of 10 and 21 is 2.15, of 10 and 19 is 1.81, of 10 and 12 is 0.45."""
    figures = absence(share(2022, numerators[0], 100), share(2023, numerators[1], 100)).shown
    assert differ(*figures) is beyond


def test_the_more_pairs_the_larger_a_difference_must_be() -> None:
    figures = absence(share(2022, 10, 100), share(2023, 21, 100)).shown
    assert not differ(*figures, pairs=6)
