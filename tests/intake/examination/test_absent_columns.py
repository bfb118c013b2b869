"""A receipt says which optional columns are missing, and what cannot be computed without them."""

from __future__ import annotations

from pathlib import Path

from pipelines.intake.identity.keyring import Keys
from tests.intake import samples
from tests.intake.cases.reading import received


def absent(tmp_path: Path, keys: Keys, partner: str, headers: tuple[str, ...], *cells: str) -> dict[str, str]:
    """The receipt's sentences, by absent column, about a list of ten persons who have the same cells."""
    people = samples.cprs(10, samples.date(2006, 5, 17))
    data = samples.text(headers, [[cpr, *cells] for cpr in people])
    drop, _ = received(tmp_path, keys, data, partner)
    assert drop.verdict == "accepted", drop.problems
    messages = [problem.message_da for problem in drop.problems if problem.code == "column_not_sent"]
    assert len(messages) == len(drop.absent)
    return dict(zip(drop.absent, messages, strict=True))


def test_a_population_list_without_education_and_school(tmp_path: Path, keys: Keys) -> None:
    said = absent(tmp_path, keys, "kommunen", ("CPR", "Opgørelsesdato", "Boligområde"), "01-01-2026", "OE1")
    assert set(said) == {"finished_school_dk", "highest_completed"}
    assert "har ikke kolonnen Grundskole i DK; uden den kan vi ikke opgøre" in said["finished_school_dk"]


SPELLS = ("CPR", "Institutionsnr", "Uddannelse", "Startdato", "Slutdato", "Afgangsårsag")


def test_a_gymnasium_has_no_apprenticeships_to_send(tmp_path: Path, keys: Keys) -> None:
    assert absent(tmp_path, keys, "gymnasium", SPELLS, "561300", "STX", "01-08-2024", "", "") == {}


def test_a_vocational_college_has(tmp_path: Path, keys: Keys) -> None:
    said = absent(tmp_path, keys, "erhvervsskole", SPELLS, "561301", "EUD", "01-08-2024", "", "")
    assert set(said) == {"part", "contract_date"}
    assert "læreplads efter GF2" in said["contract_date"]


def test_spells_without_ends_are_not_all_running(tmp_path: Path, keys: Keys) -> None:
    said = absent(tmp_path, keys, "gymnasium", SPELLS[:4], "561300", "STX", "01-08-2024")
    assert set(said) == {"end_date", "exit_code"}
