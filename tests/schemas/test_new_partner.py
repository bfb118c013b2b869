"""A new partner is one entry in partners.yml, as CONTRIBUTING shows it, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipelines.intake.examination.examine import examine
from pipelines.settings import Limits
from schemas import partners
from schemas.configuration import configuration_file

ROOT = Path(__file__).parents[2]


@pytest.fixture
def with_the_shown_partner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Use a partners.yml with the diff of CONTRIBUTING.md applied."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    diff = re.search(r"```diff\n partners:\n(.*?)```", guide, re.DOTALL)
    assert diff is not None
    added = "".join(line[1:] + "\n" for line in diff[1].splitlines() if line.startswith("+"))
    text = (
        configuration_file("partners.yml")
        .read_text(encoding="utf-8")
        .replace("partners:\n", f"partners:\n{added}", 1)
    )
    (tmp_path / "partners.yml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("MEDVIND_CONFIG", str(tmp_path))
    for cached in (partners._file, partners.all_partners, partners.calendar):
        cached.cache_clear()
    yield
    for cached in (partners._file, partners.all_partners, partners.calendar):
        cached.cache_clear()


@pytest.mark.usefixtures("with_the_shown_partner")
def test_the_shown_partner_is_understood_in_its_own_words(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(
        "CPR;Skolenr;Måned;Skoledage;Fravær pga. sygdom;Lovligt;Ulovligt\n170514-4122;561001;2026M09;20;1;0;0\n",
        encoding="utf-8",
    )
    part = examine(file, "soendreskolen", date(2026, 10, 5), Limits())[0]
    assert (part.feed.name if part.feed else None, part.rows.loaded) == ("absence", 1)


def test_without_the_entry_the_folder_belongs_to_nobody(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("CPR;Skolenr\n", encoding="utf-8")
    assert (
        examine(file, "soendreskolen", date(2026, 10, 5), Limits())[0].problems[0].code == "unknown_partner"
    )
