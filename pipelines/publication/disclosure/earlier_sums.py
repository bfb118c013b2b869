"""Constraints from earlier publications: sums of cells that were suppressed together.

Where the figures shown beside them have changed and the changes cancel out, the suppressed cells may have the same sum
today. An attacker is assumed to assume so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.publication.disclosure.linear_system import SLACK, Floats, Row, System


def with_earlier_sums(system: System, seen: Sequence[Floats]) -> System:
    """Return the system with these constraints added. `seen`: for each earlier publication, the numerators shown, NaN
    where suppressed."""
    sums = dict.fromkeys(row for numerators in seen for row in _sums(system, numerators))
    return replace(system, rows=(*system.rows, *sums))


def _sums(system: System, seen: Floats) -> Iterator[Row]:
    for row in system.rows:
        shown = [(column, factor) for column, factor in row.terms if _is_seen(seen, column)]
        unseen = tuple((column, factor) for column, factor in row.terms if not _is_seen(seen, column))
        steps = [factor * (system.truth[column] - seen[column]) for column, factor in shown]
        has_changed = any(abs(step) > SLACK for step in steps)
        if row.is_equation and unseen and has_changed and abs(math.fsum(steps)) <= SLACK:
            activity = math.fsum(factor * system.truth[column] for column, factor in unseen)
            yield Row(unseen, activity, activity)


def _is_seen(seen: Floats, column: int) -> bool:
    return column < len(seen) and not math.isnan(seen[column])
