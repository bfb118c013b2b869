"""Danish labels of the codes in the published tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from pipelines.intake.learned.answers import Answer
from pipelines.report.indicator_figures import PARTS, TOTAL
from pipelines.text.danish import day
from schemas.code_lists import code_list
from schemas.feeds import all_feeds
from schemas.partners import find_partner
from schemas.place import place

PART_TITLES = {"area": "Boligområde", "gender": "Køn", "age_band": "Alder", "school": "Skole"}
PERIOD_TYPES = {
    "month": "måned",
    "quarter": "kvartal",
    "school_year": "skoleår",
    "calendar_year": "kalenderår",
}
_PLACE_BASES = {
    "residence_at_status": "Bopæl {in_neighbourhood} på opgørelsesdagen",
    "residence_at_cohort_entry": "Bopæl {in_neighbourhood}, da årgangen eller forløbet begyndte",
    "school": "{neighbourhood_genitive} skoler, uanset bopæl",
}
DIRECTIONS = {
    "up": "Højere er bedre",
    "down": "Lavere er bedre",
    "neutral": "Hverken højt eller lavt er bedst",
}
MEASURES = {
    "stock": "dem, der er der på opgørelsesdagen",
    "flow": "nye personer, forløb eller hændelser i perioden",
}
_QUESTIONS = {
    "since_last": "Siden sidst",
    "over_years": "Gennem årene",
    "target": "Målet",
    "gap": "Forskel mellem grupper",
}
VERDICTS = {
    "accepted": "godkendt",
    "accepted_with_warnings": "godkendt med bemærkninger",
    "held": "tilbageholdt",
    "rejected": "afvist",
    "duplicate": "allerede modtaget",
    "missing": "ikke leveret",
}
_GENDERS = {"female": "Piger og kvinder", "male": "Drenge og mænd"}


def figure_status() -> dict[str, str]:
    """Return the words for a figure's status; nothing where it is shown without reservation."""
    return code_list("figure_statuses").codes | {"ok": ""}


def waiting_text(since: date) -> str:
    """Return what the reader must know of a figure whose correction waits."""
    return f"et rettet tal har ventet på næste fastfrysning siden {day(since)}; her står tallet fra før rettelsen"


def place_bases() -> dict[str, str]:
    """Return the population of an indicator by the code of its place basis, with the names of the place."""
    return _here(_PLACE_BASES)


def pathway_statuses() -> dict[str, str]:
    """Return the pathway statuses by code, in display order."""
    return _here(code_list("pathway_statuses").codes)


def _here(words: Mapping[str, str]) -> dict[str, str]:
    return {code: place().fill(text) for code, text in words.items()}


def part_name(part: str, code: str) -> str:
    """Return the label of a group: `Kvarteret Øst`, `Piger og kvinder`, `13-15 år`; that of the whole for `total`."""
    if code == TOTAL:
        return "Alle"
    if part == "age_band":
        return f"{code.replace('-', '–')} år"
    return part_names(part).get(code, code)


def question_name(question: str) -> str:
    """Return a question of the table `judgements` in Danish."""
    here = place()
    beside = in_sentence(here.country) if question == "beside_country" else here.municipality
    return _QUESTIONS.get(question) or f"Ved siden af {beside}"


def question_position(question: str) -> int:
    """Return the position of a question in a list of all: in time, beside others, ahead, within."""
    asked = list(_QUESTIONS)
    return asked.index(question) if question in asked else 1


def in_sentence(geography: str) -> str:
    """Return the name of a place within a sentence: `hele landet`, `Esbjerg`."""
    return geography[:1].lower() + geography[1:] if geography == place().country else geography


def cell_code(row: Mapping[str, Any]) -> str:
    """Return the cell of a figure's row as the table `judgements` names it: `total`, `area=OE1 gender=female`."""
    return " ".join(f"{part}={row[part]}" for part in PARTS if row[part] != TOTAL) or TOTAL


def cell_name(cell: str) -> str:
    """Return the groups of a cell of the table `judgements` in Danish: `Kvarteret Øst, Drenge og mænd`, or `Alle`."""
    return ", ".join(_cell_part(*part.partition("=")) for part in cell.split(" "))


def _cell_part(part: str, sign: str, code: str) -> str:
    if not sign:
        return PART_TITLES.get(part, "Alle")
    return part_name(part, code)


def compared_name(compared: str | None) -> str | None:
    """Return what a verdict compares with in Danish: a group's name; a period, place or year as it is."""
    if compared == TOTAL:
        return "Alle"
    cells = (compared or "").split(" - ")
    return " og ".join(map(cell_name, cells)) if "=" in cells[0] else compared


def place_of(part: str, code: str) -> tuple[int, str]:
    """Return the sort key of a group in its breakdown: the order of its code list, ages from the youngest."""
    if part == "age_band":
        return int(code.split("-", maxsplit=1)[0]), code
    names = list(part_names(part))
    return names.index(code) if code in names else len(names), code


def part_names(part: str) -> dict[str, str]:
    """Return the labels of the groups of a breakdown by code, in order; there are none of ages."""
    if part == "gender":
        return _GENDERS
    return code_list({"area": "areas", "school": "schools"}[part]).codes


@cache
def feed_title(feed: str) -> str:
    """Return the Danish title of a feed."""
    return all_feeds()[feed].title if feed in all_feeds() else feed


@cache
def partner_name(folder: str) -> str:
    """Return the name of a partner; the folder name where several share one agreement."""
    partner = find_partner(folder)
    return partner.name if partner and "*" not in partner.folder else folder


def answer_text(answer: Answer) -> str:
    """Return what an answer on a partner's own header or code says."""
    title = all_feeds()[answer.feed].columns[answer.column].title
    where = f"{feed_title(answer.feed)} fra {partner_name(answer.partner)}"
    if answer.code is None:
        return f"»{answer.text}« er kolonnen {title} i {where}"
    return f"»{answer.text}« er {answer.code} i kolonnen {title} i {where}"
