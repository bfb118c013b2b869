"""What earlier publications tell by sums: cells that were hidden together with what they add up to.

Where the figures shown beside them have changed since, and the changes cancel out, what was hidden adds up to the same
today. Readers may well suppose so, and here they do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.publication.disclosure.linear_system import SLACK, Floats, Row, System


def with_earlier_sums(system: System, seen: Sequence[Floats]) -> System:
    """The system with every such sum. `seen`: for each earlier publication, the numerators that it showed, NaN where
    it showed none."""
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
