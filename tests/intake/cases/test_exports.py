"""Whole files as partners' systems write them, through the whole intake."""

from __future__ import annotations

from pathlib import Path

from pipelines.intake.identity.keyring import Keys
from tests.intake.cases.reading import received
from tests.intake.samples import codes, text

Z8500 = (
    "cpr",
    "fornavn",
    "efternavn",
    "indmeldt",
    "studiestart",
    "forventet_slut",
    "afgangsdato",
    "afgangs_betegnelse",
    "coesaformaal",
    "afdeling",
)


def test_a_number_that_nobody_has_explained_is_named(tmp_path: Path, keys: Keys) -> None:
    row = ["0112068880", "A", "B", "01-08-2024", "05-08-2024", "30-06-2026", "", "", "8001", "Esbjerg"]
    drop, _ = received(tmp_path, keys, text(Z8500, [row]), "erhvervsskole")
    (unknown,) = [problem for problem in drop.problems if problem.code == "too_many_unknown"]
    assert (drop.verdict, unknown.row, unknown.column) == ("rejected", 2, "I")


def test_a_profile_is_known_among_other_columns_in_another_order(tmp_path: Path, keys: Keys) -> None:
    row = ["0112068880", "A", "B", "01-08-2024", "05-08-2024", "30-06-2026", "", "", "338", "Esbjerg"]
    headers, cells = [*reversed(Z8500), "Bemærkning"], [*reversed(row), "x"]
    drop, loaded = received(tmp_path, keys, text(headers, [cells]), "erhvervsskole")
    assert (drop.verdict, codes(drop)[0]) == ("accepted_with_warnings", "read_as_system")
    assert [str(day) for day in loaded["start_date"]] == ["2024-08-05"]
    assert loaded["end_date"].to_list() == [None]


def test_wellbeing_without_the_number_of_answers_says_what_is_missing(tmp_path: Path, keys: Keys) -> None:
    headers = (
        "[Institution].[Afdelingsnummer].[Afdelingsnummer]",
        "Trivselsindikator",
        "Skoleår",
        "Indikatorsvar",
    )
    drop, _ = received(tmp_path, keys, text(headers, [["561001", "Generel trivsel", "2024/2025", "3,7"]]))
    assert "har ikke antallet af svar" in drop.problems[0].message_da
    assert (drop.feed, drop.verdict) == ("wellbeing", "rejected")


def test_a_latin_file_of_tabulex(tmp_path: Path, keys: Keys) -> None:
    row = "561001¤280202¤Østskolen¤Test¤Testesen¤0112068880¤Vej 1¤Lund¤8700¤By¤9¤Y¤2011¤Y10¤"
    data = f"2025\r\n{row}\r\n".encode("latin-1")
    drop, loaded = received(tmp_path, keys, data, name="Elev 05-09-2025.txt")
    assert (loaded["school"].to_list(), loaded["class"].to_list()) == (["Østskolen"], ["Y10"])
    assert drop.verdict == "accepted"


def test_a_member_of_two_teams_is_one_member(tmp_path: Path, keys: Keys) -> None:
    headers = ("Medlemsnr", "Fødselsdato", "Køn", "Indmeldt", "Udmeldt")
    rows = [
        ["1001", "13-05-2012", "K", "01-08-2023", "31-12-2023"],
        ["1001", "13-05-2012", "K", "01-02-2024", ""],
        ["1002", "14-05-2012", "M", "01-02-2024", ""],
    ]
    drop, loaded = received(tmp_path, keys, text(headers, rows), "klub-x", "Medlemmer 2025.csv")
    assert (sorted(loaded["member_no"]), drop.rows.collapsed, drop.rows.quarantined) == (
        ["1001", "1002"],
        1,
        0,
    )
    assert loaded["left"].to_list() == [None, None]
