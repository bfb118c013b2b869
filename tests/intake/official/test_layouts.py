"""Each documented layout of an official table, set up by one block, is taken with every fact right; and what a table
lacks is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.official import cells, long_table, missing_facts, official_sheet, pivot
from schemas.benchmark_sources import BenchmarkSources, SourceTable, benchmark_sources
from tests.intake import samples
from tests.intake.cases.reading import received
from tests.intake.samples import codes, text

SHARE = {
    "source": "Danmarks Statistik",
    "indicator_id": "upper_sec_by_25",
    "value": "INDHOLD",
    "numerator": {"HFUDD": "H20", "ALDER": "25"},
    "denominator": {"HFUDD": "TOT", "ALDER": "25"},
}
EXCEL = {"source": "Danmarks Statistik", "indicator_id": "upper_sec_by_25", "table": "UDD1"}
FACTS = ("indicator_id", "geography", "period", "value", "numerator", "denominator", "source", "retrieved")
RECEIVED = "2026-01-01"


@pytest.fixture
def set_up(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what lets some tables be the only ones that are set up."""

    def only(*tables: dict[str, Any]) -> None:
        packaged = benchmark_sources()
        sources = BenchmarkSources(
            packaged.words, tuple(SourceTable(**table) for table in tables), packaged.not_ours
        )
        for module in (cells, long_table, missing_facts, official_sheet, pivot):
            monkeypatch.setattr(module, "benchmark_sources", lambda: sources)

    return only


def taken(
    folder: Path, keys: Keys, data: bytes, name: str = "tal.csv"
) -> tuple[Manifest, list[tuple[Any, ...]]]:
    """Ingest an official table; return its manifest, and every fact of its rows but the dates that are all the same."""
    drop, loaded = received(folder, keys, data, "sekretariat", name)
    if loaded.is_empty():
        return drop, []
    facts = loaded.select(FACTS).with_columns(pl.col("retrieved").cast(pl.String))
    return drop, sorted(facts.iter_rows())


def lines(*rows: Sequence[str]) -> bytes:
    return text(rows[0], rows[1:])


@pytest.mark.parametrize("seed", range(6))
def test_the_statbanks_api_with_codes_in_any_order_of_columns(
    tmp_path: Path, keys: Keys, set_up: Any, seed: int
) -> None:
    set_up(SHARE)
    rows = [["OMRÅDE", "HFUDD", "ALDER", "KØN", "TID", "INDHOLD"]]
    for place, whole, part in (("000", "60000", "48000"), ("561", "1200", "900"), ("461", "2000", "1")):
        rows += [
            [place, "TOT", "25", "TOT", "2025", whole],
            [place, "H20", "25", "TOT", "2025", part],
            [place, "H20", "25", "1", "2025", "7"],
            [place, "TOT", "TOT", "TOT", "2025", "99999"],
        ]
    order = Random(seed).sample(range(6), 6)
    drop, facts = taken(tmp_path, keys, lines(*([row[at] for at in order] for row in rows)))
    told = ("Danmarks Statistik", RECEIVED)
    assert facts == [
        ("upper_sec_by_25", "Esbjerg", "2025", 75.0, 900.0, 1200.0, *told),
        ("upper_sec_by_25", "Hele landet", "2025", 80.0, 48000.0, 60000.0, *told),
    ]
    assert drop.verdict == "accepted"


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        ("12", "2.000", 0.6),
        ("1.500", "2.000", 75.0),
        ("1 500", "2 000", 75.0),
        ("1500,5", "2000", 75.025),
        ("-", "2000", 0.0),
    ],
)
def test_a_share_of_two_counts_however_they_are_written(
    tmp_path: Path, keys: Keys, set_up: Any, part: str, whole: str, share: float
) -> None:
    set_up(SHARE)
    header = ["OMRÅDE", "HFUDD", "ALDER", "TID", "INDHOLD"]
    data = lines(header, ["Esbjerg", "TOT", "25", "2025K1", whole], ["Esbjerg", "H20", "25", "2025K1", part])
    _, facts = taken(tmp_path, keys, data)
    assert [(row[2], row[3]) for row in facts] == [("2025K1", share)]


@pytest.mark.parametrize("withheld", ["..", "...", "*"])
def test_a_count_that_is_not_published_gives_no_share(
    tmp_path: Path, keys: Keys, set_up: Any, withheld: str
) -> None:
    set_up(SHARE)
    rows = [[place, "TOT", "25", "2025", "2000"] for place in ("561 Esbjerg", "Hele landet")]
    rows += [["561 Esbjerg", "H20", "25", "2025", withheld], ["Hele landet", "H20", "25", "2025", "1000"]]
    drop, facts = taken(tmp_path, keys, lines(["OMRÅDE", "HFUDD", "ALDER", "TID", "INDHOLD"], *rows))
    assert [row[1] for row in facts] == ["Hele landet"]
    assert "not_published" in codes(drop)


def test_a_breakdown_without_a_total_is_said(tmp_path: Path, keys: Keys, set_up: Any) -> None:
    set_up(SHARE)
    header = ["OMRÅDE", "HFUDD", "ALDER", "HERKOMST", "TID", "INDHOLD"]
    rows = [["561", kind, "25", origin, "2025", "5"] for kind in ("TOT", "H20") for origin in ("1", "24")]
    drop, facts = taken(tmp_path, keys, lines(header, *rows))
    assert (drop.verdict, facts) == ("rejected", [])
    assert "(herkomst)" in next(p.message_da for p in drop.problems if p.code == "official_no_total")


def test_a_group_that_is_missing_is_said(tmp_path: Path, keys: Keys, set_up: Any) -> None:
    set_up(SHARE)
    header = ["OMRÅDE", "HFUDD", "ALDER", "TID", "INDHOLD"]
    drop, facts = taken(tmp_path, keys, lines(header, ["561", "TOT", "25", "2025", "5"]))
    assert (drop.verdict, facts) == ("rejected", [])
    assert "HFUDD: H20 og ALDER: 25" in next(
        p.message_da for p in drop.problems if p.code == "official_no_group"
    )


def test_places_that_are_missing_are_said(tmp_path: Path, keys: Keys, set_up: Any) -> None:
    set_up(SHARE)
    header = ["OMRÅDE", "HFUDD", "ALDER", "TID", "INDHOLD"]
    drop, _ = taken(tmp_path, keys, lines(header, ["Odense", "TOT", "25", "2025", "5"]))
    assert drop.verdict == "rejected"
    assert "Esbjerg, Region Syddanmark og Hele landet" in next(
        p.message_da for p in drop.problems if p.code == "official_no_place"
    )


def excel(unit: str, *rows: Sequence[Any]) -> list[list[Any]]:
    top = [["Unge efter køn, område og tid"], [f"Enhed: {unit}"], []]
    return [*top, *(list(row) for row in rows), [], ["Kilde: Danmarks Statistik"], ["Anm.: Tal er afrundet"]]


def test_the_statbanks_excel_with_nested_stubs_and_quarters(tmp_path: Path, keys: Keys, set_up: Any) -> None:
    set_up(EXCEL)
    rows = excel(
        "Pct.",
        ["", "", "2025K1", "2025K2"],
        ["I alt", "Hele landet", 50.5, 0.9],
        ["", "561 Esbjerg", "..", 41],
        ["Mænd", "Hele landet", 1, 2],
        ["", "561 Esbjerg", 3, 4],
    )
    drop, facts = taken(tmp_path, keys, samples.workbook({"UDD1": rows}), "x.xlsx")
    assert [row[1:4] for row in facts] == [
        ("Esbjerg", "2025K2", 41.0),
        ("Hele landet", "2025K1", 50.5),
        ("Hele landet", "2025K2", 0.9),
    ]
    assert drop.verdict == "accepted"


def test_two_sheets_and_two_tables_in_one(tmp_path: Path, keys: Keys, set_up: Any) -> None:
    set_up(EXCEL, {**EXCEL, "table": "UDD2", "indicator_id": "active_25_29"})
    one = excel("Pct.", ["", "", "2024"], ["I alt", "Esbjerg", 40])
    two = excel("Pct.", ["", "", "2025"], ["I alt", "Esbjerg", 41])
    other = excel("Pct.", ["", "", "2025"], ["I alt", "Esbjerg", 70])
    _, facts = taken(tmp_path, keys, samples.workbook({"UDD1": [*one, *two], "UDD2": other}), "x.xlsx")
    assert [row[:4] for row in facts] == [
        ("active_25_29", "Esbjerg", "2025", 70.0),
        ("upper_sec_by_25", "Esbjerg", "2024", 40.0),
        ("upper_sec_by_25", "Esbjerg", "2025", 41.0),
    ]


def test_the_total_of_an_unnamed_stub_is_no_place(tmp_path: Path, keys: Keys, set_up: Any) -> None:
    set_up(EXCEL)
    rows = [["Enhed: Pct."], ["", "", "2025"], ["I alt", "Esbjerg", 40], ["", "Hele landet", 50]]
    _, facts = taken(tmp_path, keys, samples.workbook({"UDD1": rows}), "x.xlsx")
    assert [row[1:4] for row in facts] == [("Esbjerg", "2025", 40.0), ("Hele landet", "2025", 50.0)]


def test_counts_where_a_percentage_is_set_up_are_refused(tmp_path: Path, keys: Keys, set_up: Any) -> None:
    set_up(EXCEL)
    rows = excel("Antal", ["", "", "2025"], ["I alt", "Esbjerg", 40])
    drop, facts = taken(tmp_path, keys, samples.workbook({"UDD1": rows}), "x.xlsx")
    assert (drop.verdict, facts, "official_not_percent" in codes(drop)) == ("rejected", [], True)


def test_a_px_file_says_its_day_and_its_decimals(tmp_path: Path, keys: Keys, set_up: Any) -> None:
    set_up(EXCEL)
    px = """CHARSET="ANSI";\nAXIS-VERSION="2006";\nCREATION-DATE="20251102 09:00";\nMATRIX="UDD1";
TITLE="Unge efter område og tid";\nUNITS="Pct.";\nSTUB="område";\nHEADING="tid";
VALUES("område")="000 Hele landet",\n"561 Esbjerg";\nVALUES("tid")="2024","2025";\nDATA=\n50.125 51 "-" ".." ;\n"""
    _, facts = taken(tmp_path, keys, px.encode(), "udd1.px")
    assert [(*row[1:4], row[7]) for row in facts] == [
        ("Esbjerg", "2024", 0.0, "2025-11-02"),
        ("Hele landet", "2024", 50.125, "2025-11-02"),
        ("Hele landet", "2025", 51.0, "2025-11-02"),
    ]


def test_jobindsats_in_english_with_measures_beside_each_other(
    tmp_path: Path, keys: Keys, set_up: Any
) -> None:
    measure = "Fuldtidspersoner i pct. af befolkningen 18-29 år"
    set_up({"source": "Jobindsats", "indicator_id": "benefit_share_18_29", "value": measure})
    header = ["Area", "Periode kontanthjælp", "Køn", "Antal personer", measure]
    rows = [["Hele landet", "2025M07", "Køn i alt", "31.234", "0,9"], ["Esbjerg", "2025M07", "1", "9", "5"]]
    rows += [["Esbjerg", "2025M08", "Køn i alt", "1.234", "0,7"]]
    _, facts = taken(tmp_path, keys, lines(header, *rows))
    assert [row[1:4] for row in facts] == [("Esbjerg", "2025M08", 0.7), ("Hele landet", "2025M07", 0.9)]


INSTITUTION = "[Institution].[Administrerende Kommune].[Administrerende Kommune]"
WELLBEING = "[Trivselsindikator].[Trivselsindikator].[Trivselsindikator]"
YEAR = "[Skoleår].[Skoleår].[Skoleår]"


def test_a_cube_with_one_of_several_indicators(tmp_path: Path, keys: Keys) -> None:
    header = [INSTITUTION, YEAR, WELLBEING, "Indikatorsvar - Kommunetal", "Indikatorsvar - Landstal"]
    rows = [
        ["Esbjerg", "2024/2025", name, score, "3,9"]
        for name, score in (("Generel trivsel", "3,7"), ("Ro og orden", "3,2"))
    ]
    _, facts = taken(tmp_path, keys, lines(header, *rows))
    assert [row[:4] for row in facts] == [("wellbeing_general", "Esbjerg", "2024/25", 3.7)]


@pytest.mark.parametrize(
    ("measure", "indicator"),
    [
        ("Over 10 procent", "absence_over_10"),
        ("Andel elever med mindst 2 i dansk og matematik", "grade9_min02_dan_mat"),
        ("Gennemsnitligt fravær per skoleår", "absence_rate"),
    ],
)
def test_the_cubes_that_are_set_up(tmp_path: Path, keys: Keys, measure: str, indicator: str) -> None:
    header = ["[Institution].[Beliggenhedskommune].[Beliggenhedskommune]", YEAR, measure]
    rows = [
        ["Esbjerg", "2023/2024", "20,4 %"],
        ["<fejl>", "2023/2024", "9,1 %"],
        ["Fanø", "2023/2024", "1,0 %"],
    ]
    _, facts = taken(tmp_path, keys, lines(header, *rows))
    told = (None, None, "Uddannelsesstatistik.dk", RECEIVED)
    assert facts == [(indicator, "Esbjerg", "2023/24", 20.4, *told)]


def test_figures_of_schools_are_not_taken_for_those_of_the_municipality(tmp_path: Path, keys: Keys) -> None:
    header = ["Kommune", "Skole", "Skoleår", "Samlet fravær", "Karaktergennemsnit"]
    rows = [["Esbjerg", name, "2024/25", "6,9", "7,1"] for name in ("Østskolen", "Havneskolen")]
    drop, facts = taken(tmp_path, keys, lines(header, *rows))
    assert (drop.verdict, facts) == ("rejected", [])
    assert "(skole)" in next(p.message_da for p in drop.problems if p.code == "official_no_total")


def test_several_indicators_as_columns(tmp_path: Path, keys: Keys) -> None:
    header = ["Skoleår", "Over 10 procent", "Kommune", "Samlet fravær", "Klassekvotient"]
    rows = [["2024/25", "21,5", "Esbjerg Kommune", "7,3", "21"], ["2024/25", "0,5", "Landsplan", "7,0", "21"]]
    _, facts = taken(tmp_path, keys, lines(header, *rows))
    assert [row[:4] for row in facts] == [
        ("absence_over_10", "Esbjerg", "2024/25", 21.5),
        ("absence_over_10", "Hele landet", "2024/25", 0.5),
        ("absence_rate", "Esbjerg", "2024/25", 7.3),
        ("absence_rate", "Hele landet", "2024/25", 7.0),
    ]


def test_key_figures_with_places_as_columns_say_their_year(tmp_path: Path, keys: Keys, set_up: Any) -> None:
    set_up({"source": "VIVE", "indicator_id": "upper_sec_by_25", "value": "Unge med uddannelse"})
    rows = [
        ["Nøgletal", "Kommunen", "Regionen", "Hele landet"],
        ["Unge med uddannelse", "70,5", "71", "72,5"],
    ]
    drop, facts = taken(tmp_path / "a", keys, samples.workbook({"ECO": rows}), "eco.xlsx")
    assert (drop.verdict, facts, "official_no_year" in codes(drop)) == ("rejected", [], True)
    _, facts = taken(tmp_path / "b", keys, samples.workbook({"ECO": [["ECO 2024"], *rows]}), "eco.xlsx")
    assert [row[1:4] + row[6:7] for row in facts] == [
        ("Esbjerg", "2024", 70.5, "VIVE"),
        ("Hele landet", "2024", 72.5, "VIVE"),
        ("Region Syddanmark", "2024", 71.0, "VIVE"),
    ]


@pytest.mark.parametrize("values", ["601166", "601166,404435"])
def test_without_headers_it_is_said_how_to_fetch_it(tmp_path: Path, keys: Keys, values: str) -> None:
    data = f'"I alt","2024","Hele landet",{values}\r\n"I alt","2024","Esbjerg",{values}\r\n'
    drop, _ = taken(tmp_path, keys, data.encode("latin-1"))
    assert codes(drop) == ["official_without_header"]


@pytest.mark.parametrize("table", ["HFUDD11", "NEET1"])
def test_a_table_of_others_is_explained(tmp_path: Path, keys: Keys, table: str) -> None:
    rows = excel("Antal", ["", "", "2025"], ["I alt", "Esbjerg", 40])
    drop, _ = taken(tmp_path, keys, samples.workbook({table: rows}), "x.xlsx")
    assert (drop.verdict, codes(drop)) == ("rejected", ["official_not_used", "official_not_ours"])


def test_a_list_with_the_municipality_in_two_cells_is_no_official_table(tmp_path: Path, keys: Keys) -> None:
    header = ["Indsats-id", "Navn", "Type", "Ansvarlig", "Deltagende aktører", "Startdato", "Status"]
    actors = ["Esbjerg Kommune", "Esbjerg Kommune"]
    data = lines(header, ["1", "Lektiecafé", "indsats", *actors, "01-08-2024", "i gang"])
    drop, _ = received(tmp_path, keys, data, "sekretariat")
    assert (drop.feed, drop.verdict, drop.rows.loaded) == ("initiatives", "accepted", 1)


PX = 'AXIS-VERSION="2006";\nMATRIX="UDD1";\nUNITS="Pct.";\nSTUB="område";\nHEADING="{}";\nVALUES("område")="Esbjerg";\n'


@pytest.mark.parametrize(
    ("heading", "values", "data", "code"),
    [
        ("tid", '"2024"', "1 " * 1_000_001, "too_many_rows"),
        ("tid", ",".join(f'"{number}"' for number in range(600)), "1 " * 600, "too_many_columns"),
        ('tid","a","b', ",".join(['"2024"'] * 5000), "1", "too_many_columns"),
    ],
)
def test_a_px_file_larger_than_any_is_refused(
    tmp_path: Path, keys: Keys, heading: str, values: str, data: str, code: str
) -> None:
    names = heading.replace('"', "").split(",")
    told = "".join(f'VALUES("{name}")={values};\n' for name in names)
    drop, _ = received(
        tmp_path, keys, (PX.format(heading) + told + f"DATA=\n{data};").encode(), "sekretariat"
    )
    assert codes(drop) == [code]


@pytest.mark.parametrize(
    ("measure", "values", "percentages"),
    [
        ("Samlet fravær", ("0,0689", "0,071"), [6.89, 7.1]),
        ("Over 10 procent", ("0,18", "0,21"), [18.0, 21.0]),
        ("Samlet fravær", ("0,9", "7,1"), [0.9, 7.1]),
        ("Samlet fravær", ("0,9 %", "0,8 %"), [0.9, 0.8]),
    ],
)
def test_a_table_of_shares_is_not_one_of_percentages(
    tmp_path: Path, keys: Keys, measure: str, values: tuple[str, str], percentages: list[float]
) -> None:
    rows = [f"Esbjerg;2024/2025;{values[0]}", f"Hele landet;2024/2025;{values[1]}"]
    sent = "\n".join([f"Kommune;Skoleår;{measure}", *rows]).encode()
    drop, loaded = received(tmp_path, keys, sent, "sekretariat", "tal.csv")
    assert drop.verdict.startswith("accepted")
    assert sorted(loaded["value"]) == pytest.approx(sorted(percentages))


def test_a_total_of_a_part_is_not_the_total(tmp_path: Path, keys: Keys) -> None:
    rows = ["Esbjerg;2024/2025;Drenge i alt;7,9", "Esbjerg;2024/2025;Køn i alt;6,9"]
    sent = "\n".join(["Kommune;Skoleår;Køn;Samlet fravær", *rows]).encode()
    _, loaded = received(tmp_path, keys, sent, "sekretariat", "tal.csv")
    assert list(loaded["value"]) == pytest.approx([6.9])
