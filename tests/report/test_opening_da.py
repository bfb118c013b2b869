"""The first screen names the indicators that moved, are behind or differ, and has a line for each of the rest."""

from __future__ import annotations

import pytest

from pipelines.report.opening_da import Line, Opening, opening
from pipelines.report.read_indicators import read_indicators, without_hidden
from tests.report import example_tables
from tests.report.example_tables import ABOUT, share


@pytest.fixture(scope="module")
def found() -> Opening:
    return opening(read_indicators(without_hidden(example_tables.every_status()), ABOUT.day))


def said(lines: list[Line]) -> dict[str, str]:
    return {line.indicator.id: line.said.replace("\N{NO-BREAK SPACE}", " ") for line in lines}


def test_the_headline_counts_what_is_named(found: Opening) -> None:
    counts = len(found.moved), len(found.behind), len(found.apart)
    assert found.headline == (
        f"Af 13 indikatorer har {counts[0]} flyttet sig, {'én' if counts[1] == 1 else counts[1]} når på denne kurs "
        f"ikke målet og {counts[2]} skiller sig ud fra kommunen eller landet."
    )


def test_what_moved_is_named_with_both_figures(found: Opening) -> None:
    moved = said(found.moved)
    assert {"improving", "worsening", "rising", "falling"} <= set(moved)
    assert moved["improving"].startswith(
        "går fremad siden sidst, fra 39,5 % (skoleåret 2023/24) til 10,0 % (skoleåret 2024/25)"
    )


def test_what_is_behind_says_the_needed_course(found: Opening) -> None:
    line = said(found.behind)["behind"]
    assert line.startswith(
        "40,5 % (skoleåret 2024/25), målet er 10 % i 2028. Der er 30,5 procentpoint til målet; "
    )
    assert "det kræver 10,2 procentpoint om året" in line


def test_what_differs_names_the_place_and_its_figure(found: Opening) -> None:
    assert said(found.apart) == {
        "above": "20,0 % (skoleåret 2024/25) er klart over Esbjerg (5,0 %)",
        "below": "10,0 % (skoleåret 2024/25) er klart under Esbjerg (25,0 %)",
    }


def test_a_target_with_too_few_figures_has_its_distance() -> None:
    rows = example_tables.indicators(share(2023, 40, 200), share(2024, 41, 200))
    indicators = read_indicators(without_hidden(example_tables.tables(indicators=rows)), ABOUT.day)
    line = said(opening(indicators).rest)[example_tables.ABSENCE]
    assert ". Der er 10,5 procentpoint til målet; det kræver " in line


def test_every_other_indicator_has_a_line_with_what_could_have_been_seen(found: Opening) -> None:
    rest = said(found.rest)
    assert rest["uncertain"].startswith("ingen sikker ændring. Med 200 i gruppen kan vi se en ændring på ")
    assert rest["perhaps"].endswith(" målinger. På denne kurs nås målet måske")
    assert rest["untested"] == "kan ikke sammenlignes og for få målinger"
    assert {line.indicator.id for line in found.silent} == {example_tables.SILENT, example_tables.HIDDEN}
    lists = (found.moved, found.behind, found.apart, found.rest, found.silent)
    assert len({line.indicator.id for lines in lists for line in lines}) == 13
