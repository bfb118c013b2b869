"""Hold a drop whose numbers may be a thousand times too large or too small."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipelines.intake.archive.history import History
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.validation.checked_rows import Checked
from schemas.contract import Feed
from schemas.kinds import Kind

_GUESSES = ("thousands_guessed", "decimals_guessed")
# A count that is this many times the last one is read with the wrong decimal sign rather than true.
_LEAP = 500


def guessed_sign(checked: Checked) -> Iterator[Problem]:
    """Yield a problem where the file leaves open whether a dot or a comma separates decimals or thousands."""
    guessed = checked.cell_problems.filter(pl.col("code").is_in(_GUESSES))["index"]
    if not guessed.is_in(checked.bad.implode()).all():
        yield file_problem("sign_in_doubt")


def leaps(feed: Feed, checked: Checked, partner: str, history: History) -> Iterator[Problem]:
    """Yield a problem naming the columns of counts that are about a thousand times those of the partner's last rows
    about the same thing, or a thousandth of them."""
    counts = [
        name for name, contract in feed.columns.items() if contract.kind in (Kind.DECIMAL, Kind.INTEGER)
    ]
    counts = [name for name in counts if (feed.columns[name].most or _LEAP) >= _LEAP]
    if feed.has_personal_numbers or not counts:
        return
    same = [name for name in feed.key if name != feed.period]
    columns = [*feed.key, *counts]
    before = history.rows(partner, feed.name, columns)
    if before is None:
        return
    last = before.sort(feed.period, descending=True).unique(same, keep="first", maintain_order=True)
    now = pl.concat([rows.select(columns) for rows in checked.loaded_chunks(columns)])
    both = now.join(last, on=same, nulls_equal=True, suffix="_before")
    if leapt := [name for name in counts if both.select(_has_leapt(name)).item()]:
        yield file_problem("leap", names=", ".join(feed.columns[name].title for name in leapt))


def _has_leapt(name: str) -> pl.Expr:
    now, before = pl.col(name), pl.col(f"{name}_before")
    leapt = (now >= _LEAP * before) | (before >= _LEAP * now)
    return (leapt & (now > 0) & (before > 0)).any()
