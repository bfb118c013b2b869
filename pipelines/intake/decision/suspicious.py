"""Hold a drop that is older than the rows it replaces, or has the number of another partner's school or institution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import KeptParts, Manifest
from pipelines.intake.decision.versions import LiveScope, named_units
from pipelines.intake.problems.problem import Problem, file_problem
from schemas.code_lists import UNKNOWN
from schemas.contract import Feed

# The last day in a list that is sent whole each time may be corrected by this much.
_EARLIER = timedelta(days=31)


def older_than_live(
    manifest: Manifest, feed: Feed, live: Mapping[str, LiveScope], history: History
) -> Iterator[Problem]:
    """Yield a problem where the drop was sent before a drop that it replaces, or its content ends earlier."""
    replaced = [drop for receipt in manifest.supersedes if (drop := history.find(receipt))]
    sent_before = any(manifest.received_at < drop.received_at for drop in replaced)
    whole = feed.period not in feed.scope
    ends_before = any(
        drop.period_end and manifest.period_end and manifest.period_end < drop.period_end - _EARLIER
        for drop in replaced
    )
    if sent_before or (whole and ends_before):
        yield file_problem("older_than_live")


def units_of_others(manifest: Manifest, feed: Feed, history: History) -> Iterator[Problem]:
    """Yield a problem where a school, institution or initiative has so far been another partner's only."""
    owned = [name for name in feed.scope if name == feed.unit or name in feed.refers_to]
    own, others = set[str](), set[str]()
    for drop in history.drops:
        if drop.feed == feed.name and drop.receipt_id in history.live:
            (own if drop.partner == manifest.partner else others).update(_units(drop, feed, owned))
    if foreign := (_units(manifest, feed, owned) & others) - own:
        yield file_problem("unit_of_another", names=named_units(feed, foreign))


def settled_by_history(
    manifest: Manifest, feed: Feed, history: History, holding: list[Problem]
) -> frozenset[str]:
    """Return the codes of problems that need not be told: that a number is not the agreed one, where the drop is held
    for being another partner's, and where the partner has sent it before."""
    held = any(problem.code == "unit_of_another" for problem in holding)
    before = {unit for drop in history.earlier(manifest.partner, feed.name) for unit in drop.units}
    known = bool(manifest.units) and before.issuperset(manifest.units)
    return frozenset({"constant_contradicted", "other_number"} if held or known else ())


def _units(drop: Manifest, feed: Feed, owned: list[str]) -> set[str]:
    places = [feed.scope.index(name) for name in owned]
    return {KeptParts.scope_values(scope)[place] for scope in drop.scopes for place in places} - {UNKNOWN}
