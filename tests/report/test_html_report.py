"""The HTML report: every indicator counted, nothing fetched, and no hidden number."""

from __future__ import annotations

import itertools
import re
from datetime import datetime
from html.parser import HTMLParser

import polars as pl
import pytest

from pipelines.report.about import About
from pipelines.report.html_report import build_report
from pipelines.text.hidden_da import HIDDEN_GUIDE, HIDDEN_MEANS
from tests.publication import example_marts
from tests.report import example_tables
from tests.report.example_tables import ABOUT, hidden, share

SECRETS = ("987654", "987.654")


class Outline(HTMLParser):
    """The structure of a page: ids, internal links, fetched resources, and heading levels."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.levels: list[int] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids += [found.get("id", "")] * ("id" in found)
        self.links += [found.get("href", "")[1:]] * found.get("href", "").startswith("#")
        self.fetched += [found.get("src", "")] * ("src" in found)
        self.fetched += [found.get("href", "")] * (
            tag == "link" and not found.get("href", "").startswith("data:")
        )
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


@pytest.fixture(scope="module")
def page() -> str:
    return build_report(example_tables.tables(), None, ABOUT)


def test_it_opens_with_all_indicators_counted(page: str) -> None:
    assert "<h1>Af 3 indikatorer har ingen flyttet sig med sikkerhed.</h1>" in page
    assert "<b>1</b> har ingen tal endnu." in page


def test_each_hidden_number_leads_to_the_same_reason(page: str) -> None:
    """Whether a number is hidden for its own sake or for another's is not said."""
    cells = re.findall(r"<td[^>]*>([^/]*)skjult", page)
    assert len(cells) > 3
    assert set(cells) == {f'<a class="soft" href="#skjult" title="{HIDDEN_MEANS}">'}
    assert f'<h3 id="skjult">Det, der er skjult</h3>\n<p>{HIDDEN_MEANS} {HIDDEN_GUIDE}' in page


def test_indicators_are_in_the_order_of_the_path(page: str) -> None:
    names = re.findall(r'<h3 id="n-\w+">([^<]+)</h3>', page)
    assert names == [
        "Foreningsmedlemskaber pr. 100 børn",
        "Elever med over 10 pct. fravær",
        "Generel trivsel (score)",
    ]
    assert page.index("3-5 år: Før skolen") < page.index("6-15 år: I skole")


def test_without_stages_there_is_one() -> None:
    tables = example_tables.tables()
    tables["indicator_definitions"] = tables["indicator_definitions"].drop("stage_da")
    assert build_report(tables, None, ABOUT).count('class="stage"') == 1


def test_what_is_hidden_is_nowhere_in_the_page(page: str) -> None:
    assert not [secret for secret in SECRETS if secret in page]
    assert page.count("skjult") > 3


def test_a_hidden_count_has_always_the_same_shape() -> None:
    """Hidden counts are drawn with the same height whatever their size."""
    address = ("2024/25", 3, "total")
    rows = [(*address, "upper_general", 5, 14), (*address, "working", None, None)]
    columns = ["cohort", "months", "gender", "status", "persons", "cohort_persons"]
    few = pl.DataFrame(rows, columns, orient="row").with_columns(waiting_since=pl.lit(None, pl.Date))
    many = few.with_columns(pl.col("persons") * 40)
    bars = [
        re.findall(
            r'h12" stroke="#eef2f4" stroke-width="([\d.]+)"',
            build_report(tables, None, ABOUT),
        )
        for tables in (example_tables.tables(pathways=few), example_tables.tables(pathways=many))
    ]
    assert bars[0] == bars[1] == ["10.0"]


def test_completed_is_hidden_where_participants_are() -> None:
    reach = pl.DataFrame(
        [("Ord", 2026, "total", None, example_marts.SECRET, None)],
        list(example_marts.REACH.columns),
        orient="row",
    )
    reach = reach.with_columns(pl.col("participants").cast(pl.Int64))
    page = build_report(example_tables.tables(initiative_reach=reach), None, ABOUT)
    assert not [secret for secret in SECRETS if secret in page]


def test_nothing_is_fetched_and_every_link_is_valid(page: str) -> None:
    outline = Outline(page)
    assert outline.fetched == []
    assert set(outline.links) <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))
    assert "<script" not in page
    assert "@import" not in page


def test_headings_skip_no_level(page: str) -> None:
    levels = Outline(page).levels
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_line_never_crosses_what_is_hidden() -> None:
    rows = [share(2020, 40, 200), share(2021, 40, 200), hidden(2022), share(2023, 44, 200)]
    page = build_report(example_tables.tables(indicators=example_tables.indicators(*rows)), None, ABOUT)
    lines = re.findall(r'<path d="(M[^"]+)" fill="none" stroke="#14607a" stroke-width="2.5"', page)
    assert [line.count("L") for line in lines] == [1, 0]


def test_a_provisional_figure_is_marked() -> None:
    rows = [share(2023, 40, 200), share(2024, 44, 200, status="provisional")]
    page = build_report(example_tables.tables(indicators=example_tables.indicators(*rows)), None, ABOUT)
    assert "Skoleåret 2024/25, foreløbigt" in page
    assert "</svg>Foreløbigt</li>" in page


def test_a_period_that_is_not_over_is_not_missing() -> None:
    """2025/26 was over when this was published and lacks a school; 2026/27 was not."""
    gone = dict.fromkeys(("numerator", "denominator", "value", "ci_low", "ci_high"))
    rows = [
        share(2024, 40, 200),
        example_tables.year(2025, status="incomplete", missing="Nordskolen", **gone),
        example_tables.year(2026, status="not_yet", **gone),
    ]
    page = build_report(example_tables.tables(indicators=example_tables.indicators(*rows)), None, ABOUT)
    assert "Tallet for skoleåret 2025/26 er ikke helt endnu: Nordskolen mangler at levere." in page
    assert "koleåret 2026/27" not in page


def test_what_has_changed_since_the_last_freeze() -> None:
    about = About(ABOUT.publication, ABOUT.published_at, None, "2026K3", datetime(2026, 9, 1, 9, 0))
    before = [share(2022, 60, 200), share(2023, 41, 200), hidden(2021)]
    now = [share(2022, 64, 200), hidden(2023), share(2021, 50, 200), share(2024, 30, 200)]
    page = build_report(
        example_tables.tables(indicators=example_tables.indicators(*now)),
        example_tables.tables(indicators=example_tables.indicators(*before)),
        about,
    ).replace("\N{NO-BREAK SPACE}", " ")
    assert "Siden 2026K3 (1. september 2026) er der noget nyt om 1 af 3 indikatorer." in page
    assert "Nye perioder: skoleåret 2024/25." in page
    assert "Skoleåret 2022/23: 30,0 % er blevet til 32,0 %. Der er kommet rettede eller flere data." in page
    assert "Skoleåret 2023/24 er nu skjult, så ingen kan genkendes." in page
    assert "Skoleåret 2021/22 var skjult og er nu 25,0 %." in page
    assert "Ingen tal er ændret siden 2026K3." in page


def test_a_missing_list_is_asked_for_kindly(page: str) -> None:
    assert "1 partner har sendt 1 fil, som tallene bygger på. Tak." in page
    assert "Vi venter på 1 leverance fra 1 partner." in page
    assert "så finder vi en løsning sammen" in page


def test_empty_tables_give_a_page() -> None:
    empty = {
        name: table.clear()
        for name, table in example_tables.tables().items()
        if name != "indicator_definitions"
    }
    page = build_report(example_tables.tables(**empty), None, ABOUT)
    assert "<h1>Der er endnu ingen tal, der kan vises.</h1>" in page
