from __future__ import annotations

import re

from pipelines.intake.guides.partner_guide import FILE, render
from schemas.feeds import all_feeds


def test_the_partners_guide_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == render(), "Run `make generate`"


def test_every_feed_has_its_row_and_its_table() -> None:
    for feed in all_feeds().values():
        assert f"| [{feed.title}](#" in render()
        assert f"\n### {feed.title}\n" in render()


def test_every_link_has_its_heading() -> None:
    text = render()
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", h.casefold()).replace(" ", "-") for h in headings}
    assert set(re.findall(r"\(#([^)]*)\)", text)) <= anchors
