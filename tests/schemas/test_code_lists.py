"""Which code of a list a text stands for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schemas.code_lists import PACKAGED, CodeList, code_list, packaged_code_list

LIST = CodeList(
    "education_types",
    codes={
        "EUD": "Erhvervsuddannelse",
        "25": "Afbrudt/udmeldt",
        "STX": "Gymnasiet (stx)",
        "10": "Andet forløb",
    },
    validity={},
    groups={"EUD": "youth", "25": "", "STX": "youth", "10": ""},
    aliases={"Tømrer": "EUD", "stx": "10", "Gone": "XYZ"},
    narrower=frozenset({"toemrer"}),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EUD", "EUD"),
        ("eud.", "EUD"),
        ("Erhvervs-uddannelse", "EUD"),
        ("tømrer", "EUD"),
        ("Tømrer (Odense)", "EUD"),
        ("afbrudt udmeldt", None),
        ("Afbrudt-udmeldt", "25"),
        # A sign that joins words where the label has a space.
        ("andet/forløb", "10"),
        ("25 Afbrudt", "25"),
        ("25: hvad som helst", "25"),
        ("25", "25"),
        # A number of its own is no code with a name after it.
        ("25 30", None),
        ("2500", None),
        ("", None),
        ("Noget andet", None),
    ],
)
def test_a_text_is_found_by_code_label_or_alias(text: str, code: str | None) -> None:
    assert LIST.find(text) == code


def test_a_code_goes_before_an_alias_that_is_written_alike() -> None:
    assert LIST.find("stx") == "STX"


def test_an_alias_of_a_code_that_the_list_has_not_is_none() -> None:
    """A place's own list may be shorter than the packaged one."""
    assert LIST.find("gone") is None


def test_one_of_several_things_under_a_code_is_narrower() -> None:
    assert LIST.is_narrower("TØMRER (Odense)")
    assert not LIST.is_narrower("EUD")


def test_the_codes_of_a_group_are_in_the_order_of_the_file() -> None:
    assert LIST.in_group("youth") == ["EUD", "STX"]
    assert LIST.in_group("none") == []


def test_a_place_has_its_own_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "code_lists").mkdir()
    own = (
        "code,label_da,valid_from,valid_to,group\nX1,Vores,2025-01-01,,neighbourhood\nX2,Gamle,,2024-12-31,\n"
    )
    (tmp_path / "code_lists" / "areas.csv").write_text(own, encoding="utf-8")
    monkeypatch.setattr(
        "schemas.code_lists.configuration_file", lambda name: _own_or_packaged(tmp_path, name)
    )
    found = code_list("areas")
    assert found.codes == {"X1": "Vores", "X2": "Gamle"}
    assert found.validity == {"X1": (date(2025, 1, 1), date.max), "X2": (date.min, date(2024, 12, 31))}
    assert found.in_group("neighbourhood") == ["X1"]
    assert packaged_code_list("areas").codes != found.codes


def _own_or_packaged(folder: Path, name: str) -> Path:
    return folder / name if (folder / name).exists() else PACKAGED / name
