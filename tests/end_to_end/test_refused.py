"""What the gate refuses holds back nothing but itself: the rest is published, and readers are told what waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.publication import publish as publish_module
from pipelines.publication.gate import Cell, DisclosedCell, DisclosureKind, Proof
from pipelines.publication.publish import Publication
from tests.end_to_end.small_worlds import Installation, Town
from tests.shared_builds import copy_of

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


def with_correction(hamlet: Installation, hamlet_inbox: Town, root: Path) -> Installation:
    """The hamlet, with a corrected list of absence of last year in the inbox."""
    made = Installation(copy_of(hamlet.root, root))
    sent = [one for one in hamlet_inbox.sent if (one.partner, one.feed) == ("nordskolen", "absence")]
    wrong = max(one for one in sent if one.sent < date(2025, 8, 1))
    days = [row | {"sick_days": 9.0, "authorised_days": 0.0, "unauthorised_days": 0.0} for row in wrong.rows]
    made.settings.inbox.mkdir(exist_ok=True)
    replace(wrong, sent=date(2025, 11, 19), name=f"{wrong.name} rettet", rows=days).write(
        made.settings.inbox, 0
    )
    return made


@pytest.fixture(scope="module")
def refused(
    hamlet: Installation, hamlet_inbox: Town, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Installation, Publication]:
    """The hamlet and its publication after a run whose correction the gate refused."""
    corrected = with_correction(hamlet, hamlet_inbox, tmp_path_factory.mktemp("refused"))
    before = values(corrected)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(publish_module.gate, "attack", refusing(lambda shown: shown == before))
        publication = corrected.run().publication
    assert publication
    return corrected, publication


def values(installation: Installation) -> list[float]:
    return sorted(value for (value,) in installation.published(OF_YEAR, "value"))


def test_a_refused_correction_waits_and_the_rest_is_published(
    hamlet: Installation, refused: tuple[Installation, Publication]
) -> None:
    corrected, publication = refused
    assert "absence_over_10 2024/25" in publication.waiting
    assert values(corrected) == values(hamlet)
    [marked] = corrected.published(OF_YEAR, "distinct status, waiting_since is not null")
    assert marked == ("provisional", True)
    assert "venter på næste fastfrysning" in corrected.ask("status").stdout
    said = corrected.ask("explain", "absence_over_10", "2024/25").stdout
    assert "et rettet tal har ventet på næste fastfrysning siden" in said


def test_what_is_refused_with_its_published_figures_too_is_withdrawn(
    hamlet: Installation, hamlet_inbox: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected = with_correction(hamlet, hamlet_inbox, tmp_path)
    monkeypatch.setattr(publish_module.gate, "attack", refusing(lambda shown: not shown))
    assert corrected.run().publication
    assert values(corrected) == []
    assert len(corrected.published("indicators where status = 'ok'")) > 10


def test_the_freeze_says_what_it_settled(refused: tuple[Installation, Publication], tmp_path: Path) -> None:
    corrected = Installation(copy_of(refused[0].root, tmp_path))
    before = values(corrected)
    corrected.settings.suppression_cache.unlink()
    said = corrected.ask("freeze", "2025K3").stdout
    assert "Rettede tal, der ventede, er med nu: absence_over_10 2024/25" in said
    assert values(corrected) != before
