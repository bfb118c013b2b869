"""Official tables as they are downloaded: taken where they are of an indicator, else explained."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.official import cells, long_table, missing_facts, official_sheet, pivot
from pipelines.intake.reading.sheet import Sheet
from schemas.benchmark_sources import BenchmarkSources, SourceTable, benchmark_sources
from tests.intake import samples
from tests.intake.cases.reading import received
from tests.intake.samples import codes, text

CUBE = (
    "[Institution].[Beliggenhedskommune].[Beliggenhedskommune]",
    "[Tid].[Skoleår].[Skoleår]",
    "Gennemsnitligt fravær per skoleår",
)
STATBANK = "OMRÅDE;HFUDD;ALDER;TID;INDHOLD"
PX = """CHARSET="ANSI";
AXIS-VERSION="2006";
CODEPAGE="iso-8859-15";
MATRIX="UDD1";
TITLE="Unge efter område og tid";
UNITS="Pct.";
STUB="område";
HEADING="tid";
VALUES("område")="Hele landet","Esbjerg";
VALUES("tid")="2024","2025";
DATA=
50.5 51.5
40.5 ".." ;
"""


def sent(folder: Path, keys: Keys, data: bytes, name: str = "tal.csv") -> tuple[Manifest, pl.DataFrame]:
    return received(folder, keys, data, "sekretariat", name)


def values(rows: pl.DataFrame) -> list[tuple[str, str, float]]:
    return sorted(rows.select("geography", "period", "value").iter_rows())


def configured(monkeypatch: pytest.MonkeyPatch, **table: Any) -> None:
    """Let one table be the only one that is set up."""
    packaged = benchmark_sources()
    sources = BenchmarkSources(packaged.words, (SourceTable(**table),), packaged.not_ours)
    for module in (cells, long_table, missing_facts, official_sheet, pivot):
        monkeypatch.setattr(module, "benchmark_sources", lambda: sources)


def test_a_cube_is_taken(tmp_path: Path, keys: Keys) -> None:
    rows = [
        ["Esbjerg", "2024/2025", "6,9 %"],
        ["Hele landet", "2024/2025", "6,5 %"],
        ["Odense", "2024/2025", "7,1 %"],
        ["561 Esbjerg", "2023/2024", ".."],
    ]
    drop, loaded = sent(tmp_path, keys, text(CUBE, rows))
    assert (drop.feed, drop.verdict) == ("benchmarks", "accepted")
    assert values(loaded) == [("Esbjerg", "2024/25", 6.9), ("Hele landet", "2024/25", 6.5)]
    assert set(loaded["source"]) == {"Uddannelsesstatistik.dk"}
    assert {str(day) for day in loaded["retrieved"]} == {str(drop.received_at.date())}
    assert codes(drop)[:2] == ["official_read", "not_published"]


def test_a_number_that_excel_destroyed_is_left_out(tmp_path: Path, keys: Keys) -> None:
    rows = [["Esbjerg", "2024/2025", "66.290.983.442.623"], ["Hele landet", "2024/2025", "6,5"]]
    drop, loaded = sent(tmp_path, keys, text(CUBE, rows))
    assert values(loaded) == [("Hele landet", "2024/25", 6.5)]
    assert "række 2" in next(p.message_da for p in drop.problems if p.code == "official_destroyed")


def test_a_measure_of_other_ages_is_not_taken(tmp_path: Path, keys: Keys) -> None:
    headers = (
        "Område",
        "Periode",
        "Køn",
        "Antal personer",
        "Fuldtidspersoner i pct. af befolkningen 16-66 år",
    )
    drop, _ = sent(tmp_path, keys, text(headers, [["Esbjerg", "2025M07", "Køn i alt", "1.234", "1,7"]]))
    assert (drop.verdict, codes(drop)) == ("rejected", ["official_not_used", "official_not_ours"])
    assert "18-29" in drop.problems[1].message_da


def test_one_measure_of_several_and_the_total_of_a_group_are_taken(tmp_path: Path, keys: Keys) -> None:
    headers = (
        "Område",
        "Periode kontanthjælp",
        "Køn",
        "Antal",
        "Fuldtidspersoner i pct. af befolkningen 18-29 år",
    )
    rows = [
        ["Esbjerg", "2025M07", "Køn i alt", "1.234", "1,7"],
        ["Esbjerg", "2025M07", "Kvinder", "600", "1,2"],
    ]
    drop, loaded = sent(tmp_path, keys, text(headers, rows))
    assert (values(loaded), set(loaded["indicator_id"])) == (
        [("Esbjerg", "2025M07", 1.7)],
        {"benefit_share_18_29"},
    )
    assert drop.verdict == "accepted"


def test_a_share_is_two_counts(tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    configured(
        monkeypatch,
        source="Danmarks Statistik",
        indicator_id="upper_sec_by_25",
        value="INDHOLD",
        numerator={"HFUDD": "Gymnasial", "ALDER": "25 år"},
        denominator={"HFUDD": "I alt", "ALDER": "25 år"},
    )
    lines = [STATBANK, "Esbjerg;I alt;25 år;2025;2.000", "Esbjerg;Gymnasial;25 år;2025;1.500"]
    lines += [
        "Esbjerg;I alt;Alder i alt;2025;9.000",
        "Odense;I alt;25 år;2025;5",
        "Odense;Gymnasial;25 år;2025;4",
    ]
    drop, loaded = sent(tmp_path, keys, "\ufeff".encode() + "\r\n".join([*lines, ""]).encode())
    assert values(loaded) == [("Esbjerg", "2025", 75.0)]
    assert loaded.select("numerator", "denominator").rows() == [(1500.0, 2000.0)]
    assert "Danmarks Statistik" in drop.problems[0].message_da


def test_the_statbanks_excel(tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    configured(
        monkeypatch,
        source="Danmarks Statistik",
        indicator_id="upper_sec_by_25",
        table="UDD1",
        where={"køn": "I alt"},
    )
    rows = [
        ["Unge efter køn, område og tid"],
        ["Enhed: Pct."],
        [],
        ["", "", "2024", "2025"],
        ["I alt", "Hele landet", "50,5", "51,5"],
        ["", "Esbjerg", "40,5", ".."],
        ["Kvinder", "Hele landet", "60", "61"],
        ["", "Esbjerg", "62", "63"],
        [],
        ["Kilde: Danmarks Statistik"],
    ]
    drop, loaded = sent(tmp_path, keys, samples.workbook({"UDD1": rows}), "UDD1.xlsx")
    assert values(loaded) == [
        ("Esbjerg", "2024", 40.5),
        ("Hele landet", "2024", 50.5),
        ("Hele landet", "2025", 51.5),
    ]
    assert drop.verdict == "accepted"


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-15"])
def test_a_px_file(tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    configured(monkeypatch, source="Danmarks Statistik", indicator_id="upper_sec_by_25", table="UDD1")
    drop, loaded = sent(tmp_path, keys, PX.encode(encoding), "udd1.px")
    assert values(loaded) == [
        ("Esbjerg", "2024", 40.5),
        ("Hele landet", "2024", 50.5),
        ("Hele landet", "2025", 51.5),
    ]
    assert "UDD1" in drop.problems[0].message_da


def test_a_px_file_whose_rows_have_keys(tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    configured(monkeypatch, source="Danmarks Statistik", indicator_id="upper_sec_by_25", table="UDD1")
    head, _, _ = PX.partition("DATA=")
    data = f'{head}KEYS("område")="VALUES";\nDATA=\n"Esbjerg" 40.5 41.5 ;'
    _, loaded = sent(tmp_path, keys, data.encode(), "udd1.px")
    assert values(loaded) == [("Esbjerg", "2024", 40.5), ("Esbjerg", "2025", 41.5)]


def test_a_px_file_that_is_cut_off(tmp_path: Path, keys: Keys) -> None:
    drop, _ = sent(tmp_path, keys, PX.replace(' ".."', "").encode(), "udd1.px")
    assert (drop.verdict, codes(drop)) == ("rejected", ["broken_table"])


def test_a_table_that_is_not_set_up_is_named(tmp_path: Path, keys: Keys) -> None:
    drop, _ = sent(tmp_path, keys, PX.encode(), "udd1.px")
    assert (drop.verdict, codes(drop)) == ("rejected", ["official_not_used"])
    assert "UDD1 fra Danmarks Statistik" in drop.problems[0].message_da


def test_key_figures_with_places_as_columns(
    tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(monkeypatch, source="VIVE", indicator_id="upper_sec_by_25", value="Unge med uddannelse")
    rows = [
        ["Nøgletal 2024"],
        ["Nøgletal", "Kommunen", "Sammenligningsgruppen", "Hele landet"],
        ["Unge med uddannelse", "70,5", "71", "72,5"],
        ["Andet", "1", "2", "3"],
    ]
    _, loaded = sent(tmp_path, keys, samples.workbook({"ECO": rows}), "eco.xlsx")
    assert values(loaded) == [("Esbjerg", "2024", 70.5), ("Hele landet", "2024", 72.5)]


def test_a_table_without_a_header_is_explained(tmp_path: Path, keys: Keys) -> None:
    data = (
        b'"I alt","2024","Hele landet",601166,404435,105009\r\n"I alt","2024","Esbjerg",12000,8000,2000\r\n'
    )
    drop, _ = sent(tmp_path, keys, data)
    assert (drop.verdict, codes(drop)) == ("rejected", ["official_without_header"])


def test_our_own_list_with_places_and_indicators_as_they_are_called(tmp_path: Path, keys: Keys) -> None:
    headers = ("Indikator", "Geografi", "Periode", "Værdi", "Kilde", "Hentet")
    told = ("Uddannelsesstatistik.dk", "01-10-2025")
    rows = [
        ["Elevfravær", "561 Esbjerg", "2024/2025", "6,9 %", *told],
        ["absence_rate", "Landsplan", "2024/2025", "6,5", *told],
        ["absence_rate", "I alt", "2023/2024", "6,4", *told],
        ["absence_rate", "Esbjerg Kommune", "2020/2021", "..", *told],
        ["absence_rate", "Odense", "2020/2021", "7,1", *told],
    ]
    drop, loaded = sent(tmp_path, keys, text(headers, rows))
    assert values(loaded) == [
        ("Esbjerg", "2024/25", 6.9),
        ("Hele landet", "2023/24", 6.4),
        ("Hele landet", "2024/25", 6.5),
    ]
    assert set(loaded["indicator_id"]) == {"absence_rate"}
    assert set(codes(drop)) == {"not_published", "other_place"}


def test_a_pivot_with_filters_above_it(tmp_path: Path, keys: Keys) -> None:
    lines = [
        "Klassetrin;Alle;;",
        ";;;",
        "Gennemsnitligt fravær per skoleår;2022/2023;2023/2024;2024/2025",
        "Esbjerg;7,1;7,0;6,9",
        "Hele landet;6,8;66.290.983.442.623;6,5",
    ]
    drop, loaded = sent(tmp_path, keys, ("\r\n".join(lines) + "\r\n").encode())
    assert len(loaded) == 5 and set(loaded["indicator_id"]) == {"absence_rate"}
    assert ("Hele landet", "2023/24") not in loaded.select("geography", "period").rows()
    assert "official_destroyed" in codes(drop)


def test_a_pivot_of_one_group_is_not_taken_for_all(tmp_path: Path, keys: Keys) -> None:
    lines = ["Køn;Piger", "Gennemsnitligt fravær per skoleår;2024/2025", "Esbjerg;6,9"]
    drop, _ = sent(tmp_path, keys, ("\r\n".join(lines) + "\r\n").encode())
    assert drop.verdict == "rejected"


def test_a_list_of_persons_is_no_official_table() -> None:
    sheet = Sheet("", [list(samples.ABSENCE), *samples.absence(3, sick="0")])
    assert official_sheet.official(sheet, date(2026, 1, 1)) is None
