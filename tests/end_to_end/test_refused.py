"""What the gate refuses holds back nothing but itself: the rest is published, and readers are told what waits."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.publication import publish as publish_module
from pipelines.publication.gate import Cell, DisclosedCell, DisclosureKind, Proof
from tests.end_to_end.small_worlds import Installation, Town

ATTACK = publish_module.gate.attack
OF_YEAR = "indicators where indicator_id = 'absence_over_10' and period = '2024/25' and value is not null"


def refusing(may_pass: Callable[[list[float]], bool]) -> Callable[..., Proof]:
    """A gate that refuses a year's absence, unless its shown values may pass."""

    def attack(tables: Any, *rest: Any) -> Proof:
        shown = tables["indicators"].filter(indicator_id="absence_over_10", period="2024/25")
        if may_pass(sorted(shown["value"].drop_nulls())):
            return ATTACK(tables, *rest)
        return Proof((DisclosedCell(Cell("absence_over_10", "2024/25"), DisclosureKind.NARROW),))

    return attack


@pytest.fixture
def corrected(hamlet: Installation, hamlet_inbox: Town, tmp_path: Path) -> Installation:
    """The hamlet, with a corrected list of absence of last year in the inbox."""
    made = Installation(tmp_path / "corrected")
    shutil.copytree(hamlet.root, made.root, symlinks=True)
    sent = [one for one in hamlet_inbox.sent if (one.partner, one.feed) == ("nordskolen", "absence")]
    wrong = max(one for one in sent if one.sent < date(2025, 8, 1))
    days = [row | {"sick_days": 9.0, "authorised_days": 0.0, "unauthorised_days": 0.0} for row in wrong.rows]
    made.settings.inbox.mkdir(exist_ok=True)
    replace(wrong, sent=date(2025, 11, 19), name=f"{wrong.name} rettet", rows=days).write(
        made.settings.inbox, 0
    )
    return made


def values(installation: Installation) -> list[float]:
    return sorted(value for (value,) in installation.published(OF_YEAR, "value"))


def test_a_refused_correction_waits_and_the_rest_is_published(
    corrected: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = values(corrected)
    monkeypatch.setattr(publish_module.gate, "attack", refusing(lambda shown: shown == before))
    publication = corrected.run().publication
    assert publication
    assert "absence_over_10 2024/25" in publication.waiting
    assert values(corrected) == before
    [marked] = corrected.published(OF_YEAR, "distinct status, waiting_since is not null")
    assert marked == ("provisional", True)
    assert "venter på næste fastfrysning" in corrected.call("status").stdout
    said = corrected.call("explain", "absence_over_10", "2024/25").stdout
    assert "et rettet tal har ventet på næste fastfrysning siden" in said


def test_what_is_refused_with_its_published_figures_too_is_withdrawn(
    corrected: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish_module.gate, "attack", refusing(lambda shown: not shown))
    assert corrected.run().publication
    assert values(corrected) == []
    assert len(corrected.published("indicators where status = 'ok'")) > 10


def test_the_freeze_says_what_it_settled(corrected: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    before = values(corrected)
    with monkeypatch.context() as patched:
        patched.setattr(publish_module.gate, "attack", refusing(lambda shown: shown == before))
        corrected.run()
    corrected.settings.suppression_cache.unlink()
    said = corrected.call("freeze", "2025K3").stdout
    assert "Rettede tal, der ventede, er med nu: absence_over_10 2024/25" in said
    assert values(corrected) != before
