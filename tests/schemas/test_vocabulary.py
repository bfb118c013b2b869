"""The headers that partners' systems write are known, each as the column it is or as one that it is not."""

from __future__ import annotations

from itertools import combinations

import pytest

from pipelines.intake.layout.header_rows import meaning
from schemas.feeds import all_feeds
from schemas.headers import readings
from schemas.vocabulary import vocabulary, wrong_unit

SCHOOL_NO = "Institutionsnummer, Afdelingsnummer, INST_NR, SkoleID, Skolenummer, Skolekode, Skolenr"
SCHOOL = "Skolenavn, INST_NAVN, Institutionsnavn, Afdeling"
# The tables of the systems, feed by feed; several headers are separated by commas.
KNOWN = {
    "pupils.school_no": SCHOOL_NO,
    "absence.school_no": f"{SCHOOL_NO}, {SCHOOL}",
    "exams.school_no": SCHOOL_NO,
    "wellbeing.school_no": f"{SCHOOL_NO}, [Institution].[Afdelingsnummer].[Afdelingsnummer], Skolenavn",
    "pupils.school": SCHOOL,
    "pupils.class": "Stamklasse, Stamhold, Klassenavn",
    "pupils.grade_level": "Trin første halvår, Trin sidste halvår",
    "pupils.start_date": "Tilgang dato, Indmeldelsesdato, Indmeldt dato, Indmeldt",
    "pupils.end_date": "Afgang dato, Udmeldelsesdato",
    "pupils.snapshot_date": "Udtræksdato, Tælledato, Skæringsdato",
    "absence.school_days": "Antal skoledage, Antal skoledage i måned",
    "absence.authorised_days": "Lovligt fravær, Tilladt fravær",
    "absence.unauthorised_days": "Ugyldigt fravær",
    "absence.month": "Dato",
    "exams.discipline": "Fag, Skolefag, Prøve, Fagkode",
    "exams.grade": "Prøvekarakter, Resultat",
    "exams.school_year": "Termin",
    "enrolments.institution_no": "Institutionsnummer, DSnr, DSafdeling, Skolekode, Skolenr",
    "enrolments.education_type": "CØSA, CØSA-formål, coesaformaal, Uddannelsesnr, Udd_betegnelse, Uddannelse_betegn, "
    "Uddannelse / betegnelse",
    "enrolments.part": "GH, Skoleperiode, Forløbstype, Periodetype",
    "enrolments.start_date": "Studiestart, studiestart, GF1_start, GF2_start, Periodestart, Holdstart",
    "enrolments.end_date": "GF1_slut, Periodeslut",
    "enrolments.exit_code": "Lokal afgangsårsag, afgangs_betegnelse, Afgangsårsag_betegn",
    "enrolments.contract_date": "Aftalestart, Underskriftsdato",
    "memberships.member_no": "Medlemsnummer, Medlems-id",
    "memberships.joined": "Indmeldelsesdato",
    "memberships.left": "Udmeldelsesdato",
    "memberships.birth_date": "Fødselsdag",
    "memberships.club": "Foreningsnavn",
    "wellbeing.school_year": "[Skoleår].[Skoleår].[Skoleår], År",
    "wellbeing.mean_score": "Indikatorsvar",
    "benefits.start_date": "Ydelse startdato",
    "benefits.end_date": "Ydelse slutdato",
    "benefits.benefit_type": "Ydelsestype, Ydelsesvariant",
    "guidance_status.status_date": "Udtræksdato, Pr. dato, Dato",
    "guidance_status.weekly_hours": "Sidst gældende antal ugentlige timer, Ugentlige timer",
    "participation.start_date": "Iværksættelsesdato",
    "participation.end_date": "Stopdato",
    "participation.initiative_id": "Indsats ID",
    "participation.completed": "Fuldført",
    "residents.highest_completed": "Højest fuldførte uddannelse, HFUDD",
    "residents.area": "Skoledistrikt, Børnedistrikt, Kvarter, Boligafdeling",
    "part_time_jobs.cvr": "CVR-nummer",
    "part_time_jobs.employer": "Arbejdsgiver",
    "part_time_jobs.weekly_hours": "Ugentlige timer, Timer/uge",
}
NOT_USED = {
    "absence": "Uge, Skema timer, Timer, Fraværsprocent",
    "enrolments": "forventet_slut, Forventet slutdato",
    "memberships": "Fødselsår, Postnummer",
    "guidance_status": "Beskæftigelsesgrad",
    "participation": "Barn/ung ID",
    "exams": "Standpunkt, Årskarakter",
}
KEPT = {
    "exams": "Karaktertype",
    "wellbeing": "Indikator, [Trivselsindikator].[Trivselsindikator].[Trivselsindikator]",
}


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, header) for name, headers in table.items() for header in headers.split(", ")]


@pytest.mark.parametrize(("name", "header"), pairs(KNOWN))
def test_a_header_of_a_system_is_known(name: str, header: str) -> None:
    feed, _, column = name.partition(".")
    assert meaning(readings(header), all_feeds()[feed].headers) == column


@pytest.mark.parametrize(("feed", "header"), pairs(NOT_USED))
def test_a_header_that_only_looks_like_a_column_is_told_from_it(feed: str, header: str) -> None:
    assert meaning(readings(header), all_feeds()[feed].headers) is None
    assert meaning(readings(header), all_feeds()[feed].not_used)


@pytest.mark.parametrize(("feed", "header"), pairs(KEPT))
def test_a_header_that_says_what_a_row_is_about_is_known(feed: str, header: str) -> None:
    assert meaning(readings(header), all_feeds()[feed].rows_kept)


@pytest.mark.parametrize("ending", ["nummer", "nr", "nr.", " nr", "-nr.", "_NR", " no", "no.", " id", "-ID"])
def test_the_endings_for_a_number_are_one(ending: str) -> None:
    assert meaning(readings(f"Medlems{ending}"), all_feeds()["memberships"].headers) == "member_no"
    assert meaning(readings(f"Institutions{ending}"), all_feeds()["enrolments"].headers) == "institution_no"


@pytest.mark.parametrize(
    "header", ["Indmeldt", "Indmeldt dato", "Indmeldtdag", "indmeldt_dato", "Dato for indmeldelse"]
)
def test_the_endings_for_a_day_are_one(header: str) -> None:
    assert meaning(readings(header), all_feeds()["memberships"].headers) == "joined"


def test_a_number_is_not_the_name_without_it() -> None:
    assert meaning(readings("Institution"), all_feeds()["enrolments"].headers) == "institution"
    assert meaning(readings("Status"), all_feeds()["guidance_status"].headers) == "status"
    assert meaning(readings("Status dag"), all_feeds()["guidance_status"].headers) == "status_date"


def test_the_day_of_typing_is_no_start_of_an_enrolment() -> None:
    assert meaning(readings("indmeldt"), all_feeds()["enrolments"].headers) is None


@pytest.mark.parametrize("header", ["Sygdom (timer)", "Sygdom [%]", "Skoledage (lektioner)"])
def test_a_unit_that_makes_it_another_amount(header: str) -> None:
    assert wrong_unit(header, "days")
    assert not wrong_unit("Sygdom (dage)", "days")


def test_every_entry_is_of_columns_that_are() -> None:
    feeds = all_feeds()
    names = {
        n for name, feed in feeds.items() for column in feed.delivered for n in (column, f"{name}.{column}")
    }
    words = vocabulary()
    assert {column for kind in words.columns for column in kind.columns} <= names
    assert {feed for entry in (*words.not_used, *words.rows_kept) for feed in entry.columns} <= feeds.keys()


def test_no_header_that_is_not_used_is_a_column() -> None:
    for feed in all_feeds().values():
        exact = {header for name, column in feed.delivered.items() for header in column.headers(name)}
        for one, other in combinations([exact, {*feed.not_used}, {*feed.rows_kept}], 2):
            assert not one & other
