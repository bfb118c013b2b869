"""Codes of the published tables in the words of their readers."""

from __future__ import annotations

from functools import cache

from pipelines.report.indicator_figures import TOTAL
from schemas.code_lists import code_list
from schemas.feeds import all_feeds
from schemas.partners import find_partner

PART_TITLES = {"area": "Boligområde", "gender": "Køn", "age_band": "Alder", "school": "Skole"}
FIGURE_STATUS = {
    "ok": "",
    "provisional": "foreløbigt",
    "suppressed": "skjult",
    "not_delivered": "mangler data",
}
PERIOD_TYPES = {
    "month": "måned",
    "quarter": "kvartal",
    "school_year": "skoleår",
    "calendar_year": "kalenderår",
}
PLACE_BASIS = {
    "residence_at_status": "Bopæl i Østerbyen på opgørelsesdagen",
    "residence_at_cohort_entry": "Bopæl i Østerbyen, da årgangen eller forløbet begyndte",
    "school": "Østerbyens skoler, uanset bopæl",
}
DIRECTIONS = {
    "up": "Højere er bedre",
    "down": "Lavere er bedre",
    "neutral": "Hverken højt eller lavt er bedst",
}
PATHWAY_STATUSES = {
    "upper_general": "Gymnasial uddannelse",
    "upper_vocational": "Erhvervsuddannelse",
    "preparatory": "10. klasse, FGU mv.",
    "working": "Arbejde, mindst 18 timer",
    "unattached": "Ingen af delene",
    "unknown": "Det ved vi ikke",
}
VERDICTS = {
    "accepted": "godkendt",
    "accepted_with_warnings": "godkendt med bemærkninger",
    "held": "afventer",
    "rejected": "afvist",
    "duplicate": "allerede modtaget",
    "missing": "ikke modtaget",
}
_GENDERS = {"female": "Piger og kvinder", "male": "Drenge og mænd"}


def part_name(part: str, code: str) -> str:
    """One group of a breakdown: `Kvarteret Øst`, `Piger og kvinder`, `13-15 år`; all of them for `total`."""
    if code == TOTAL:
        return "Alle"
    if part == "age_band":
        return f"{code.replace('-', '–')} år"
    return _names(part).get(code, code)


def place_of(part: str, code: str) -> tuple[int, str]:
    """Where a group stands among its likes: as in its code list, ages from the youngest."""
    if part == "age_band":
        return int(code.split("-", maxsplit=1)[0]), code
    names = list(_names(part))
    return names.index(code) if code in names else len(names), code


def _names(part: str) -> dict[str, str]:
    if part == "gender":
        return _GENDERS
    return code_list({"area": "areas", "school": "schools"}[part]).codes


@cache
def feed_title(feed: str) -> str:
    """The Danish title of a feed."""
    return all_feeds()[feed].title if feed in all_feeds() else feed


@cache
def partner_name(folder: str) -> str:
    """The name of a partner; the folder where several share one agreement."""
    partner = find_partner(folder)
    return partner.name if partner and "*" not in partner.folder else folder
