"""Files as partners really write them, from the title to the last cell: taken as they are, with every value right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from pipelines.intake.identity.keyring import Keys
from tests.intake.cases.reading import received
from tests.intake.samples import codes


def taken(
    folder: Path, keys: Keys, lines: str, partner: str, name: str = "fil.csv"
) -> tuple[list[str], pl.DataFrame]:
    drop, rows = received(folder, keys, lines.encode(), partner, name)
    assert (drop.rows.loaded, drop.rows.quarantined) == (len(rows), 0), drop.problems
    return codes(drop), rows


def test_a_school_list_with_a_title_and_nothing_needless(tmp_path: Path, keys: Keys) -> None:
    lines = (
        "Elevliste Østskolen pr. 05-09-2025\n\nCPR-nr;Klasse;Klassetrin\n0112068880;9A;9\n0112068881;9A;9\n"
    )
    told, rows = taken(tmp_path, keys, lines, "oestskolen", "Elevliste Østskolen 05-09-2025.csv")
    assert set(rows["snapshot_date"]) == {date(2025, 9, 5)} and set(rows["school_no"]) == {"561001"}
    assert (rows["class"].to_list(), rows["grade_level"].to_list()) == (["9A", "9A"], [9, 9])
    assert sorted(told) == ["column_not_sent", "from_agreement", "period_from_title"]


def test_a_clubs_list_with_a_title(tmp_path: Path, keys: Keys) -> None:
    lines = (
        "Medlemsliste for FC Øst 2025\n\nMedlemsnr;Fødselsdato;Køn;Indmeldt\n1001;13-05-2012;K;01-08-2023\n"
    )
    told, rows = taken(tmp_path, keys, lines, "klub-x", "Medlemmer FC Øst 2025.csv")
    names = ("club", "year", "member_no", "birth_date", "gender", "joined")
    assert rows.select(names).rows() == [
        ("klub-x", 2025, "1001", date(2012, 5, 13), "female", date(2023, 8, 1))
    ]
    assert sorted(told) == ["column_not_sent", "from_folder", "period_from_title"]


def test_class_levels_and_a_school_by_its_name(tmp_path: Path, keys: Keys) -> None:
    lines = "CPR-nr;Opgørelsesdato;Institutionsnr;Skole;Klasse;Klassetrin\n"
    levels = {"0112068880": "9. klasse", "0112168882": "Børnehaveklasse", "0112168883": "0. klassetrin"}
    lines += "".join(f"{cpr};05-09-2025;Østskolen;Østskolen;A;{level}\n" for cpr, level in levels.items())
    told, rows = taken(tmp_path, keys, lines, "oestskolen")
    assert (rows["grade_level"].to_list(), set(rows["school_no"]), told) == (
        [9, 0, 0],
        {"561001"},
        ["column_not_sent"],
    )


def test_months_in_every_notation(tmp_path: Path, keys: Keys) -> None:
    lines = "CPR-nr;Institutionsnr;Måned;Skoledage;Sygdom;Lovligt;Ulovligt\n"
    months = ("September 2025", "2025-09", "202509", "9/2025", "Sep-25", "09.2025")
    lines += "".join(f"01120688{80 + n};561001;{month};21;1;0;0\n" for n, month in enumerate(months))
    told, rows = taken(tmp_path, keys, lines, "oestskolen")
    assert (set(rows["month"]), len(rows), told) == ({date(2025, 9, 1)}, 6, [])


def test_days_and_genders_of_a_clubs_system(tmp_path: Path, keys: Keys) -> None:
    lines = "Forening;År;Medlemsnr;Fødselsdato;Køn;Indmeldt;Udmeldt\n"
    lines += "FC Øst;2025;1001;120512;Dreng;010823;31-12-2025\n"
    lines += "FC Øst;2025;1002;2012-05-13T00:00:00;Kvinde;01-08-2023;\n"
    _, rows = taken(tmp_path, keys, lines, "klub-x")
    assert rows["birth_date"].to_list() == [date(2012, 5, 12), date(2012, 5, 13)]
    assert rows["gender"].to_list() == ["male", "female"]
    assert rows["left"].to_list() == [date(2025, 12, 31), None]


def test_a_code_and_its_text_in_two_columns(tmp_path: Path, keys: Keys) -> None:
    lines = "CPR;Uddannelse;Uddannelse_betegn;Startdato\n0112068880;7777;Tømrer;01-08-2025\n"
    _, rows = taken(tmp_path, keys, lines, "erhvervsskole")
    assert rows["education_type"].to_list() == ["EUD"]
