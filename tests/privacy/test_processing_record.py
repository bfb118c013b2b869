from __future__ import annotations

import re

import pytest

from pipelines.privacy.processing_record import (
    PAPERS,
    RECORD,
    SHEETS,
    out_of_date,
    render_papers,
    render_record,
    render_sheets,
)
from pipelines.settings import Limits
from schemas.contract import Feed
from schemas.feeds import all_feeds
from schemas.partners import all_partners, responsible


def test_the_record_and_the_sheets_are_up_to_date() -> None:
    assert out_of_date() == [], "Run `make generate`"


def test_the_record_says_what_article_30_asks_for() -> None:
    text = render_record()
    who = responsible()
    assert f"| Dataansvarlig | {who.controller}, {who.contact} |" in text
    assert f"| Databeskyttelsesrådgiver | {who.dpo} |" in text
    for heading in ("Formål", "Registrerede", "Modtagere", "Tredjelande", "Hvor længe", "Sikkerhed"):
        assert heading in text
    assert f"{Limits().originals_days} dage efter modtagelsen" in text


def section(feed: Feed) -> str:
    return render_sheets().split(f'<a id="{feed.name}"></a>')[1].split("<a id=")[0]


@pytest.mark.parametrize("feed", all_feeds().values(), ids=lambda feed: feed.name)
def test_a_sheet_has_every_column_and_every_partner(feed: Feed) -> None:
    sheet = section(feed)
    for column in feed.columns.values():
        assert f"\n| {column.title} |" in sheet
    senders = [partner for partner in all_partners() if feed.name in partner.feeds]
    assert senders
    for partner in senders:
        assert f"| {partner.name} | {partner.feeds[feed.name].basis} |" in sheet


@pytest.mark.parametrize("feed", all_feeds().values(), ids=lambda feed: feed.name)
def test_feeds_with_persons_are_in_the_record(feed: Feed) -> None:
    listed = f"| [{feed.title}](datablade.md#{feed.name}) |" in render_record()
    assert listed == (feed.has_personal_numbers or feed.name == "memberships")
    assert ("nummeret gemmes ikke" in section(feed)) == feed.has_personal_numbers


def test_links_are_valid() -> None:
    anchors = set(re.findall(r'<a id="(\w+)">', render_sheets()))
    assert set(re.findall(r"datablade\.md#(\w+)", render_record())) <= anchors
    for page in (RECORD, SHEETS, *PAPERS.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r"datablade\.md#(\w+)", text)) <= anchors
        for name in re.findall(r"\]\(([\w./-]+\.md)", text):
            assert (page.parent / name).exists(), name


def test_there_is_a_paper_for_each_duty() -> None:
    wanted = (
        "brud-paa-persondatasikkerheden",
        "databehandleraftale",
        "gendannelsesoevelse",
        "konsekvensanalyse",
    )
    assert [*wanted, "noegleforvaltning", "stikproeve-af-log"] == sorted(
        name.removesuffix(".md") for name in render_papers()
    )
    assert sorted(path.name for path in PAPERS.iterdir()) == sorted(render_papers())


def test_the_papers_name_what_the_contracts_hold() -> None:
    papers, who = render_papers(), responsible()
    for name, text in papers.items():
        assert who.controller in text or who.dpo in text or "gendannelse" in name
    for name in ("konsekvensanalyse.md", "databehandleraftale.md", "brud-paa-persondatasikkerheden.md"):
        for feed in all_feeds().values():
            if feed.has_personal_numbers:
                assert f"{feed.title}" in papers[name]
    assert f"{Limits().originals_days} dage" in papers["databehandleraftale.md"]
    assert "**72 timer**" in papers["brud-paa-persondatasikkerheden.md"]


def test_what_a_lawyer_decides_is_marked_and_the_rest_is_filled_in() -> None:
    for name, text in render_papers().items():
        assert "TODO" not in text and "{" not in text.replace("${", ""), name
    marked = [name for name, text in render_papers().items() if "**Afgøres" in text]
    assert len(marked) == 6
