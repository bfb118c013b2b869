from __future__ import annotations

from pathlib import Path

import pytest

from schemas.configuration import PACKAGED, ConfigurationInvalid
from schemas.partners_file import read_partners_file

FILE = """\
responsible: {controller: Kommunen, contact: a@b.dk, dpo: c@b.dk}
partners:
  oestskolen: &school
    name: Østskolen
    contact: kontor@oestskolen.example
    feeds:
      absence: {basis: Art. 6, agreed: 2021-01-01}
    aliases:
      absence:
        sick_days: [Fravær pga. sygdom]
    parts: {absence: klasse}
  havneskolen:
    <<: *school
    name: Havneskolen
calendar:
  absence:
    - {covers: 01-01/03-31, due: 04-20}
"""


def read(folder: Path, text: str) -> str:
    """The message of the mistake in a file, without the file's name; empty where there is none."""
    file = folder / "partners.yml"
    file.write_text(text, encoding="utf-8")
    try:
        read_partners_file(file)
    except ConfigurationInvalid as problem:
        return str(problem).removeprefix(str(file))
    return ""


def test_the_packaged_file_is_valid() -> None:
    assert read_partners_file(PACKAGED / "partners.yml").partners


def test_a_partner_may_take_over_what_another_has_agreed(tmp_path: Path) -> None:
    assert read(tmp_path, FILE) == ""
    _, harbour = read_partners_file(tmp_path / "partners.yml").partners
    assert (harbour.folder, harbour.name, set(harbour.feeds)) == ("havneskolen", "Havneskolen", {"absence"})


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "      absence: {basis",
            "      abscence: {basis",
            ", linje 7: listen abscence kendes ikke. Mente I absence?",
        ),
        ("    name: Østskolen", "    navn: Østskolen", ", linje 4: navn er ikke en nøgle, filen kan have"),
        (
            "    name: Østskolen",
            "    name: Østskolen\n    by: X",
            ", linje 5: by er ikke en nøgle, filen kan have",
        ),
        (
            "    aliases:",
            "    constants: {school_no: '999999'}\n    aliases:",
            ", linje 8: skolen 999999 kendes ikke",
        ),
        (
            "    aliases:",
            "    constants: {skole: '561001'}\n    aliases:",
            ", linje 8: skole er ikke en nøgle, filen kan have",
        ),
        (
            "    aliases:",
            "    constants: {pupils: {school_no: '561001'}}\n    aliases:",
            ", linje 3: aftalen om pupils kendes ikke",
        ),
        (
            "    aliases:",
            "    constants: {absense: {school_no: '561001'}}\n    aliases:",
            ", linje 8: listen absense kendes ikke. Mente I absence?",
        ),
        (
            "    aliases:",
            "    constants: {absence: {club: FC Øst}}\n    aliases:",
            ", linje 3: kolonnen i absence club kendes ikke",
        ),
        (
            "    aliases:",
            "    gender_codes: {0: male}\n    aliases:",
            ", linje 8: 0 har en værdi, der ikke kan bruges",
        ),
        (
            "agreed: 2021-01-01}",
            "agreed: 2021-01-01, until: 2020-12-31}",
            ", linje 7: until ligger før agreed",
        ),
        ("agreed: 2021-01-01}", "agreed: i går}", ", linje 7: agreed har en værdi, der ikke kan bruges"),
        ("agreed: 2021-01-01}", "agred: 2021-01-01}", ", linje 7: agred er ikke en nøgle, filen kan have"),
        (
            "        sick_days:",
            "        sick_day:",
            ", linje 3: kolonnen i absence sick_day kendes ikke. Mente I sick_days?",
        ),
        (
            "      absence:\n        sick",
            "      pupils:\n        sick",
            ", linje 3: aftalen om pupils kendes ikke",
        ),
        (
            "    parts: {absence: klasse}",
            "    parts: {pupils: klasse}",
            ", linje 3: aftalen om pupils kendes ikke",
        ),
        (
            "    parts: {absence: klasse}",
            "    parts: {absence: 3}",
            ", linje 11: absence har en værdi, der ikke kan bruges",
        ),
        ("due: 04-20", "due: 04-31", ", linje 17: 04-31 er ikke en dag i året (MM-DD)"),
        ("    name: Havneskolen", "    name: A\n    name: B", ", linje 15: name står to gange"),
        ("responsible:", "responsible: [", ", linje 2: filen kan ikke læses som YAML"),
    ],
)
def test_a_mistake_names_its_line(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in FILE
    assert read(tmp_path, FILE.replace(right, wrong, 1)) == said


def test_an_empty_file_is_a_mistake(tmp_path: Path) -> None:
    assert read(tmp_path, "")


def test_what_the_guide_shows_can_be_written_into_the_file(tmp_path: Path) -> None:
    guide = (PACKAGED.parent / "docs" / "sekretariat.md").read_text(encoding="utf-8")
    shown = [block.split("```")[0] for block in guide.split("```yaml\n")[1:]]
    assert len(shown) >= 3
    written = [
        FILE.replace("calendar:\n", f"{block}calendar:\n") if block.startswith("  ") else FILE + block
        for block in shown
    ]
    assert [read(tmp_path, text) for text in written] == [""] * len(shown)


def test_a_partner_has_its_constants(tmp_path: Path) -> None:
    told = 'constants: {school_no: 561001, year: 2025}\n    gender_codes: {0: mand, "1": kvinde}'
    assert read(tmp_path, FILE.replace("    aliases:", f"    {told}\n    aliases:")) == ""
    school, _ = read_partners_file(tmp_path / "partners.yml").partners
    assert school.constants.by_column() == {"school_no": "561001", "year": "2025"}
    assert school.gender_codes == {"0": "mand", "1": "kvinde"}


def test_a_list_may_have_constants_of_its_own(tmp_path: Path) -> None:
    told = "constants: {school_no: 561001, absence: {school_no: 561002}}"
    assert read(tmp_path, FILE.replace("    aliases:", f"    {told}\n    aliases:")) == ""
    school, _ = read_partners_file(tmp_path / "partners.yml").partners
    assert school.constants.of_feed("absence") == {"school_no": "561002"}
    assert school.constants.of_feed("pupils") == {"school_no": "561001"}
