"""A receipt names the codes it does not know, where that can be about no single person."""

from __future__ import annotations

from pathlib import Path

from pipelines.intake.identity.keyring import Keys
from tests.intake import samples
from tests.intake.cases.reading import received

RESIDENTS = ("CPR", "Opgørelsesdato", "Boligområde", "Fuldført")


def residents(areas: list[str], completed: str = "") -> bytes:
    people = samples.cprs(len(areas), samples.date(2006, 5, 17))
    rows = [[cpr, "01-01-2026", area, completed] for cpr, area in zip(people, areas, strict=True)]
    return samples.text(RESIDENTS, rows)


def said(tmp_path: Path, keys: Keys, data: bytes, code: str) -> list[str]:
    drop, _ = received(tmp_path, keys, data, "kommunen")
    assert drop.verdict == "accepted_with_warnings"
    return [problem.message_da for problem in drop.problems if problem.code == code]


def test_unknown_areas_are_named_and_who_is_left_out(tmp_path: Path, keys: Keys) -> None:
    sent = residents(["OE1"] * 96 + ["OE9"] * 3 + ["Hansen"])
    [message] = said(tmp_path, keys, sent, "unknown_areas")
    assert "»OE9« (3 rækker) og 1 anden." in message
    assert "De personer er ikke med i noget tal for Østerbyen" in message
    assert "Hansen" not in message


def test_a_birth_date_and_an_address_are_no_codes(tmp_path: Path, keys: Keys) -> None:
    sent = residents(["OE1"] * 97 + ["170506"] + ["Vejen 17"] * 3)
    [message] = said(tmp_path, keys, sent, "unknown_areas")
    assert "170506" not in message and "Vejen" not in message
    assert "2 koder" in message
