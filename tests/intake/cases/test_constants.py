"""What is the same in all rows of a partner's files: agreed once, or following from the folder and the delivery."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from pipelines.intake.guides.partner_folders import fill_folders
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from schemas.configuration import configuration_file
from tests.intake import samples
from tests.intake.cases.reading import received
from tests.intake.samples import absence, codes, text

MEMBERS = ("Medlemsnr", "Fødselsdato", "Køn", "Indmeldt")
ANNA = ["1001", "13-05-2012", "K", "01-08-2023"]
NOVEMBER, JANUARY = datetime(2025, 11, 3).timestamp(), datetime(2026, 1, 20).timestamp()


def without(place: int, rows: list[list[str]]) -> list[list[str]]:
    return [[cell for at, cell in enumerate(row) if at != place] for row in rows]


def test_a_school_need_not_send_its_own_number(tmp_path: Path, keys: Keys) -> None:
    headers, *rows = without(1, [list(samples.ABSENCE), *absence(3)])
    drop, loaded = received(tmp_path, keys, text(headers, rows), "havneskolen")
    assert (drop.verdict, codes(drop)) == ("accepted", ["from_agreement"])
    assert set(loaded["school_no"]) == {"561002"}
    assert "561002" in drop.problems[0].message_da


def test_a_college_need_not_send_its_own_number(tmp_path: Path, keys: Keys) -> None:
    headers = ("CPR", "Uddannelse", "Startdato")
    _, loaded = received(tmp_path, keys, text(headers, [["0101074000", "STX", "01-08-2024"]]), "gymnasium")
    assert set(loaded["institution_no"]) == {"561401"}


def test_the_file_goes_before_what_is_agreed_and_the_sender_is_told(tmp_path: Path, keys: Keys) -> None:
    drop, loaded = received(tmp_path, keys, text(samples.ABSENCE, absence(3, school="561002")))
    assert (drop.verdict, codes(drop)) == ("accepted_with_warnings", ["constant_contradicted"])
    assert set(loaded["school_no"]) == {"561002"}


@pytest.mark.parametrize(
    ("name", "sent", "year", "origin"),
    [
        ("Medlemmer 2024.csv", NOVEMBER, 2024, "from_file_name"),
        ("Medlemmer.csv", NOVEMBER, 2025, "from_delivery"),
        # The list of a year is due at the end of the January after it.
        ("Medlemmer.csv", JANUARY, 2025, "from_delivery"),
    ],
)
def test_a_club_need_not_send_its_name_and_year(
    tmp_path: Path, keys: Keys, name: str, sent: float, year: int, origin: str
) -> None:
    drop, loaded = received(tmp_path, keys, text(MEMBERS, [ANNA]), "klub-x", name, sent)
    assert (loaded["club"].to_list(), loaded["year"].to_list()) == (["klub-x"], [year])
    assert (drop.verdict, set(codes(drop))) == ("accepted", {"from_folder", origin, "column_not_sent"})


def test_a_year_in_the_title_goes_before_the_file_name(tmp_path: Path, keys: Keys) -> None:
    sent = b"Medlemsliste for FC \xc3\x98st 2025;;;\r\n" + text(MEMBERS, [ANNA])
    _, loaded = received(tmp_path, keys, sent, "klub-x", "Medlemmer 2024.csv", NOVEMBER)
    assert loaded["year"].to_list() == [2025]


@pytest.mark.parametrize(
    ("code", "codes_", "gender"), [("0", {"0": "mand"}, "male"), ("1", {"1": "mand"}, "male")]
)
def test_gender_by_the_partners_own_codes(
    tmp_path: Path,
    keys: Keys,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    codes_: dict[str, str],
    gender: str,
) -> None:
    from dataclasses import replace

    from pipelines.intake.examination import examine
    from schemas.partners import find_partner

    club = find_partner("klub-x")
    assert club is not None
    monkeypatch.setattr(examine, "find_partner", lambda _: replace(club, gender_codes=codes_))
    row = [ANNA[0], ANNA[1], code, ANNA[3]]
    _, loaded = received(tmp_path, keys, text(MEMBERS, [row]), "klub-x", "Medlemmer 2025.csv", NOVEMBER)
    assert loaded["gender"].to_list() == [gender]


def test_gender_codes_are_not_guessed(tmp_path: Path, keys: Keys) -> None:
    row = [ANNA[0], ANNA[1], "1", ANNA[3]]
    drop, loaded = received(tmp_path, keys, text(MEMBERS, [row]), "klub-x", "Medlemmer 2025.csv", NOVEMBER)
    assert (loaded["gender"].to_list(), drop.verdict) == ([None], "accepted_with_warnings")
    assert "gender_numbered" in codes(drop)


def test_another_gender_is_an_answer_and_counts_in_totals(tmp_path: Path, keys: Keys) -> None:
    row = [ANNA[0], ANNA[1], "Andet", ANNA[3]]
    drop, loaded = received(tmp_path, keys, text(MEMBERS, [row]), "klub-x", "Medlemmer 2025.csv", NOVEMBER)
    assert (loaded["gender"].to_list(), drop.verdict) == (["other"], "accepted")


@pytest.mark.parametrize(
    ("title", "month", "day"),
    [("Fravær 2025", "september", "2025-09-01"), ("Skoleåret 2024/25", "Jan", "2025-01-01")],
)
def test_a_month_without_a_year_is_of_the_year_in_the_title(
    tmp_path: Path, keys: Keys, title: str, month: str, day: str
) -> None:
    sent = f"{title};;;;;;\r\n\r\n".encode() + text(samples.ABSENCE, absence(2, month=month))
    drop, loaded = received(tmp_path, keys, sent)
    assert ({str(each) for each in loaded["month"]}, drop.verdict) == ({day}, "accepted")


def test_two_trades_of_one_person_and_day_are_not_one(tmp_path: Path, keys: Keys) -> None:
    rows = [
        ["0101074000", "STX", "01-08-2023"],
        *(["1508074070", t, "01-08-2023"] for t in ("Tømrer", "Smed")),
    ]
    drop, _ = received(tmp_path, keys, text(("CPR", "Uddannelse", "Startdato"), rows), "gymnasium")
    assert (drop.rows.loaded, drop.rows.quarantined, "key_conflict" in codes(drop)) == (3, 0, False)


def test_a_club_without_a_name_is_the_one_it_was_before(installation: Settings, keys: Keys) -> None:
    named = text(("Forening", "År", *MEMBERS), [["FC Øst", "2024", *ANNA]])
    samples.put(installation, named, "Medlemmer 2024.csv", "klub-x", NOVEMBER)
    samples.put(installation, text(MEMBERS, [ANNA]), "Medlemmer 2025.csv", "klub-x", NOVEMBER + 1)
    first, second = samples.ingest(installation, keys)
    assert [set(samples.rows(installation, drop)["club"]) for drop in (second,)] == [{"FC Øst"}], (
        first.problems
    )


def test_another_club_than_agreed_is_told_of_every_time(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured = installation.data / "config"
    configured.mkdir(parents=True)
    agreed = configuration_file("partners.yml").read_text(encoding="utf-8")
    own = agreed.replace("    name: Forening\n", "    name: Forening\n    constants: {club: FC Øst}\n", 1)
    (configured / "partners.yml").write_text(own, encoding="utf-8")
    monkeypatch.setenv("MEDVIND_CONFIG", str(configured))
    for year in ("2024", "2025"):
        sent = text(("Forening", "År", *MEMBERS), [["FC Vest", year, *ANNA]])
        samples.put(installation, sent, f"Medlemmer {year}.csv", "klub-x", JANUARY)
        (drop,) = samples.ingest(installation, keys)
        assert (drop.rows.loaded, "constant_contradicted" in codes(drop)) == (1, True)


@pytest.fixture
def one_list_of_another_school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """partners.yml, where Østskolen's wellbeing survey is that of Havneskolen."""
    told = 'constants: {school_no: "561001"}'
    agreed = configuration_file("partners.yml").read_text(encoding="utf-8")
    assert agreed.count(told) == 1
    own = f"{told[:-1]}, wellbeing: {{school_no: 561002}}}}"
    (tmp_path / "partners.yml").write_text(agreed.replace(told, own), encoding="utf-8")
    monkeypatch.setenv("MEDVIND_CONFIG", str(tmp_path))


@pytest.mark.usefixtures("one_list_of_another_school")
def test_a_constant_may_be_of_one_list_alone(tmp_path: Path, keys: Keys) -> None:
    headers, *rows = without(1, [list(samples.ABSENCE), *absence(3)])
    _, loaded = received(tmp_path / "a", keys, text(headers, rows))
    assert set(loaded["school_no"]) == {"561001"}
    survey = text(("Skoleår", "Besvarelser", "Generel trivsel"), [["2024/25", "120", "3,7"]])
    drop, loaded = received(tmp_path / "b", keys, survey)
    assert set(loaded["school_no"]) == {"561002"}
    assert "561002" in next(p.message_da for p in drop.problems if p.code == "from_agreement")


@pytest.mark.usefixtures("one_list_of_another_school")
def test_the_note_in_the_folder_says_which_list_has_which_number(installation: Settings) -> None:
    fill_folders(installation)
    note = (installation.inbox / "oestskolen" / "skabeloner" / "Læs mig.txt").read_text(encoding="utf-8")
    assert "Institutionsnr er 561002 i Trivsel og skal ikke skrives." in note
    assert "Institutionsnr er 561001 i Elever, Fravær og 9.-klasseprøver og skal ikke skrives." in note
