"""Two freezes with a meeting between them: what was asked and agreed, and what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipelines.vintages import freeze
from tests.end_to_end.built_towns import built_village
from tests.end_to_end.small_worlds import Installation
from tests.shared_builds import copy_of

AGREED = [
    "Elevfravær",
    "indskolingen",
    "aftale om prøvehandling",
    "Vi ringer hjem efter tre dage.",
    "Østskolen",
]


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(copy_of(built_village(tmp_path_factory), tmp_path_factory.mktemp("meetings")))


def send_meeting_sheet(installation: Installation, sheet: Path, *last: str) -> None:
    """Add the agreement to the sheet that lies beside the report, and send it as the secretariat does."""
    book = load_workbook(sheet)
    meeting = book.active.cell(2, 1).value
    book.active.append([meeting, *AGREED, "01-02-2026", *last])
    path = installation.settings.inbox / "sekretariat" / "undren.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def said_in(installation: Installation, meeting: str) -> list[tuple[str, str | None, str | None]]:
    """Kind, status and outcome of everything that a meeting said, as published."""
    rows = installation.published("reflections", "meeting, kind, status, outcome")
    return [row[1:] for row in rows if row[0] == meeting]


def test_a_meeting_is_remembered_and_followed(village: Installation, tmp_path: Path) -> None:
    settings = village.settings
    freeze(settings, "2025K4")
    sheet = tmp_path / "asked.xlsx"
    sheet.write_bytes((settings.releases / "2025K4" / "undren.xlsx").read_bytes())
    send_meeting_sheet(village, sheet, "aftalt")
    village.run()
    agreed = said_in(village, "2025K4")
    assert ("aftale om prøvehandling", "aftalt", None) in agreed
    assert ("spørgsmål", None, None) in agreed, "what the report asked is remembered too"
    send_meeting_sheet(village, sheet, "gjort", "Fraværet begynder senere.")
    village.run()
    freeze(settings, "2026K1")
    followed = said_in(village, "2025K4")
    assert [row[1:] for row in followed if row[1]] == [("gjort", "Fraværet begynder senere.")]
    assert len(followed) == len(agreed), "the sheet that came again replaces the first"
    page = (settings.releases / "2026K1" / "report.html").read_text(encoding="utf-8")
    own = page[page.index('id="i-absence_rate"') :]
    own = own[: own.index("</section>")]
    assert "Fra sidste møde" in own and "Vi ringer hjem efter tre dage." in own
    assert "Det blev til:</b> Fraværet begynder senere." in own
