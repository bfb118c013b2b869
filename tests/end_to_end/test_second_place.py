"""A second neighbourhood is a configuration folder beside the data folder: no SQL and no Python is edited."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from random import Random

import duckdb
import pytest
from openpyxl import load_workbook

from pipelines.demo.invented_cpr import invented_cpr
from schemas.code_lists import code_list
from schemas.configuration import PACKAGED
from tests.end_to_end.small_worlds import Installation, new_installation

LIST = "code,label_da,valid_from,valid_to,group"
PLACE = """
alliance: Bakkealliancen
neighbourhood: Åbakkens
in_neighbourhood: på Åbakkens
district_schools: Åbakkens' ene distriktsskole
working_hours: 20
few: 10
"""
PARTNERS = """
responsible: {controller: Åby, contact: a@aaby.example, dpo: b@aaby.example}
partners:
  aaby:
    name: Åby
    contact: a@aaby.example
    feeds:
      residents: {basis: x, agreed: 2021-01-01}
      guidance_status: {basis: x, agreed: 2021-01-01}
      benchmarks: {basis: x, agreed: 2021-01-01}
  bakkeskolen:
    name: Bakkeskolen
    contact: b@aaby.example
    feeds:
      wellbeing: {basis: x, agreed: 2021-01-01}
calendar:
  residents:
    - {covers: 10-01, due: 10-20}
"""
CONFIG = {
    "place.yml": PLACE,
    "partners.yml": PARTNERS,
    "targets.csv": "indicator_id,target,target_year\nactive_25_29,35,2028\n",
    "code_lists/areas.csv": f"{LIST}\nB1,Nede,,,neighbourhood\nB2,Oppe,,,neighbourhood\nC,Byen,,,elsewhere\n",
    "code_lists/schools.csv": f"{LIST}\n777001,Bakkeskolen,,,neighbourhood\n777002,Byskolen,,,elsewhere\n",
    "code_lists/geographies.csv": f"{LIST}\nÅby,Åby,,,municipality\nLandet,Danmark,,,country\n",
}
DAY, SENT = date(2025, 10, 1), date(2025, 10, 9)
# Names of the example place, which must not occur here.
EXAMPLE = re.compile(r"[øØ]sterbyen|Esbjerg|Hele landet")


def csv_of(header: str, *rows: str) -> str:
    return "\r\n".join([header, *rows, ""])


def send_everything(installation: Installation) -> None:
    """40 adults aged 25-29: in each area of the neighbourhood 6 work 20 hours, 5 work 19, 9 none; others live
    elsewhere."""
    rng = Random(4)
    residents, statuses = [], []
    for area in ("B1", "B2", "C"):
        for number in range(20):
            cpr = invented_cpr(rng, date(1998, 3, 1 + number), ("female", "male")[number % 2])
            hours = 37 if area == "C" else 20 if number < 6 else 19 if number < 11 else None
            residents.append(f"{cpr};01-10-2025;{area}")
            doing = "beskæftigelse" if hours else "uden tilknytning"
            statuses.append(f"{cpr};01-10-2025;{doing};{hours or ''}")
    installation.put("Befolkning.csv", csv_of("CPR-nr;Opgørelsesdato;Boligområde", *residents), "aaby", SENT)
    installation.put(
        "Status.csv", csv_of("CPR-nr;Statusdato;Status;Ugentlige timer", *statuses), "aaby", SENT
    )
    header = "Indikator;Geografi;Periode;Værdi;Kilde;Hentet"
    others = [
        f"active_25_29;{where};2024;{value};Kilde;01-10-2025"
        for where, value in (("Åby", 71), ("Danmark", 82))
    ]
    installation.put("Sammenligning.csv", csv_of(header, *others), "aaby", SENT)
    scores = ["777001;2024/25;40;3,5", "777002;2024/25;400;4,9"]
    header = "Institutionsnr;Skoleår;Besvarelser;Generel trivsel"
    installation.put("Trivsel.csv", csv_of(header, *scores), "bakkeskolen", SENT)


@pytest.fixture(scope="module")
def second_place(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Another neighbourhood's installation, after one run in a process of its own."""
    installation = new_installation(tmp_path_factory.mktemp("second"))
    for name, content in CONFIG.items():
        path = installation.root / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.lstrip(), encoding="utf-8")
    send_everything(installation)
    ran = installation.ask("run")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return installation


def test_its_drops_are_read_with_its_own_code_lists(second_place: Installation) -> None:
    assert {(drop.feed, drop.accepted) for drop in second_place.manifests()} == {
        (feed, True) for feed in ("residents", "guidance_status", "benchmarks", "wellbeing")
    }


def test_its_own_limits_and_areas_make_the_figures(second_place: Installation) -> None:
    """12 of 40 work 20 hours; 19 hours is below the limit, 40 persons are enough, and other areas do not count."""
    figures = second_place.published(
        "indicators where indicator_id = 'active_25_29' and period = '2025' and area = 'total' and gender = 'total'",
        "numerator, denominator, few, target",
    )
    assert figures == [(12.0, 40.0, False, 35.0)]


def test_only_its_own_schools_count(second_place: Installation) -> None:
    scores = second_place.published(
        "indicators where indicator_id = 'wellbeing_general' and period = '2024/25' and value is not null",
        "distinct round(value, 1)",
    )
    assert scores == [(3.5,)]


def test_its_municipality_and_country_stand_beside_its_figures(second_place: Installation) -> None:
    benchmarks = (
        "benchmark_municipality, benchmark_municipality_period, benchmark_country, benchmark_country_period"
    )
    beside = second_place.published("overview where indicator_id = 'active_25_29'", benchmarks)
    assert beside == [(71.0, "2024", 82.0, "2024")]


def test_the_definitions_name_it_and_its_limits(second_place: Installation) -> None:
    texts = " ".join(map(str, second_place.published("indicator_definitions")))
    assert "Unge på 25-29 år, som bor på Åbakkens den 1. oktober" in texts
    assert "arbejder mindst 20 timer om ugen" in texts and "18 timer" not in texts
    assert "Tallet gælder Åbakkens' ene distriktsskole" in texts
    assert "{" not in texts and not EXAMPLE.search(texts)


def test_the_comments_of_the_published_file_name_it(second_place: Installation) -> None:
    with duckdb.connect(str(second_place.settings.published), read_only=True) as published:
        comments = " ".join(
            row[0]
            for row in published.execute(
                "select comment from duckdb_columns() where comment is not null"
                " union all select comment from duckdb_tables() where comment is not null"
            ).fetchall()
        )
    assert "hele Åbakkens" in comments and "Færre end 10 personer" in comments
    assert not EXAMPLE.search(comments)


def test_the_report_and_the_pages_name_it(second_place: Installation) -> None:
    marts = second_place.settings.marts
    report = (marts / "report.html").read_text(encoding="utf-8")
    assert "<title>Bakkealliancen: fælles måling" in report and "alle børn og unge på Åbakkens" in report
    assert "<dt>Åby 2024</dt>" in report and "<dt>Landet 2024</dt>" in report
    assert not EXAMPLE.search(report)
    docs = "".join(path.read_text(encoding="utf-8") for path in (marts / "data_docs").rglob("*.html"))
    assert "Bakkealliancen" in docs and not EXAMPLE.search(docs)


def test_the_workbook_is_headed_in_its_words(second_place: Installation) -> None:
    book = load_workbook(second_place.settings.marts / "medvind.xlsx", read_only=True)
    headings = {cell.value for sheet in book for row in sheet.iter_rows(max_row=1) for cell in row}
    assert {"Åby", "Åbys periode", "Landet", "Under 10"} <= headings
    assert book.properties.title == "Bakkealliancen: fælles måling"


def test_no_code_names_the_example_place() -> None:
    """Areas, schools and geographies occur only in code lists, and names only in place.yml."""
    ours = [name for group in ("areas", "schools", "geographies") for name in _names_in(group)]
    repository = PACKAGED.parent
    code = [
        *repository.glob("dbt_project/m*/**/*.sql"),
        *repository.glob("pipelines/[!d]*/**/*.py"),
        *repository.glob("pipelines/*.py"),
        *repository.glob("schemas/**/*.py"),
        *(path for kind in ("j2", "css") for path in repository.glob(f"pipelines/[!t]*/**/*.{kind}")),
    ]
    assert len(code) > 200
    names = re.compile("|".join([*(rf"\b{re.escape(name)}\b" for name in ours), "sterbyen"]))
    assert [path.name for path in code if names.search(_code(path))] == []


def _names_in(name: str) -> set[str]:
    found = code_list(name).codes
    # A name of one letter cannot be searched for in code.
    return {text for text in (*found, *found.values()) if len(text) > 1} - {"Vest", "Nord", "Syd"}


def _code(path: Path) -> str:
    """A file's code without docstrings and comments, which may use examples."""
    text = path.read_text(encoding="utf-8")
    return (
        re.sub(r'""".*?"""|#.*?$', "", text, flags=re.DOTALL | re.MULTILINE) if path.suffix == ".py" else text
    )
