"""Measure how much disclosure control hides, and how long it and the gate take, for 10,000 invented neighbours.

    .venv/bin/python -m benchmarks.disclosure [--tables 88 435]

Tables have three-dimensional crossings (area by gender by age band), more than the catalogue allows. Goals: at most 24
% of 20,000 cells hidden, where 11-12 % are small in themselves, within 20 seconds; 100,000 cells within a minute, and
proven by the gate within another; unchanged tables are not solved or proven again.
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from itertools import product

import numpy as np
import polars as pl

from pipelines.publication.disclosure.ledger import empty_ledger
from pipelines.publication.disclosure.pattern_cache import PatternCache
from pipelines.publication.disclosure.primary_rules import primary
from pipelines.publication.disclosure.protect import protect
from pipelines.publication.gate import attack
from pipelines.publication.mart_tables import INDICATORS

PERSONS = 10_000
AREAS = [f"OE{number}" for number in range(1, 11)]
GENDERS = ["female", "male"]
BANDS = ["0-5", "6-12", "13-15", "16-17", "18-24", "25-29"]
LABELS = ("area", "gender", "age_band")
# Seconds that the gate is given.
_PATIENCE = 600.0


def neighbourhood(tables: int, seed: int = 1) -> pl.DataFrame:
    """Cells of the given number of tables; a table is an indicator in a period, counted over the current residents."""
    dice = np.random.default_rng(seed)
    areas = dice.dirichlet(np.full(len(AREAS), 8.0))
    frames = []
    for table in range(tables):
        persons = pl.DataFrame(
            {
                "area": dice.choice(AREAS, PERSONS, p=areas),
                "gender": dice.choice(GENDERS, PERSONS),
                "age_band": dice.choice(BANDS, PERSONS, p=[0.19, 0.22, 0.1, 0.08, 0.23, 0.18]),
                "inside": dice.random(PERSONS) < dice.uniform(0.02, 0.27),
            }
        )
        frames.append(_crossed(persons).with_columns(indicator_id=pl.lit(f"i{table:03}")))
    return pl.concat(frames).with_columns(
        pl.lit("2025").alias("period"),
        pl.lit("total").alias("school"),
        pl.lit("share").alias("measure"),
        pl.lit("").alias("links"),
        pl.lit(1.0).alias("coverage"),
        pl.lit(1.0).alias("largest_unit"),
        pl.lit(None).cast(pl.Float64).alias("largest_cluster"),
        denominator="persons",
        value=100 * pl.col("numerator") / pl.col("persons"),
    )


def _crossed(persons: pl.DataFrame) -> pl.DataFrame:
    counted = []
    for broken in product((True, False), repeat=len(LABELS)):
        totals = [
            pl.lit("total").alias(label) for label, kept in zip(LABELS, broken, strict=True) if not kept
        ]
        numbers = {"persons": pl.len().cast(pl.Float64), "numerator": pl.col("inside").sum().cast(pl.Float64)}
        counted.append(persons.with_columns(totals).group_by(LABELS).agg(**numbers).select(*LABELS, *numbers))
    return pl.concat(counted)


def measure(tables: int) -> None:
    """Print how disclosure control and the gate do: at first, unchanged, and with one table corrected."""
    cells, cache, proven = neighbourhood(tables), PatternCache(), frozenset[str]()
    small = _share_hidden(primary(cells.with_columns(suppressed=pl.lit(value=False))))
    occasions = {"at first": cells, "unchanged": cells, "one table corrected": _corrected(cells)}
    for occasion, table in occasions.items():
        cache = PatternCache(cache.used)
        begun = time.perf_counter()
        protected = protect(table, empty_ledger(), pattern_cache=cache)
        seconds = time.perf_counter() - begun
        proof = attack({INDICATORS.name: published(protected)}, [], table, _PATIENCE, proven)
        assert proof.holds
        proven = proof.proven
        print(
            f"| {cells.height:,} | {occasion} | {small:.1%} | {_share_hidden(protected):.1%} | {seconds:.1f} "
            f"| {cache.programs:,} | {proof.seconds:.1f} | {proof.programs:,} |"
        )


def published(protected: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of the mart `indicators` that the gate reads."""
    numbers = ("numerator", "denominator", "value")
    return protected.select(
        *("indicator_id", "period", *LABELS, "school", "coverage"),
        *(pl.when(~pl.col("suppressed")).then(name).alias(name) for name in numbers),
        status=pl.when("suppressed").then(pl.lit("suppressed")).otherwise(pl.lit("ok")),
        unit=pl.lit("pct"),
        period_start=pl.lit(date(2025, 1, 1)),
        pooled_3y=pl.lit(None, pl.Float64),
    )


def _share_hidden(cells: pl.DataFrame) -> float:
    return float(cells["suppressed"].sum()) / cells.height


def _corrected(cells: pl.DataFrame) -> pl.DataFrame:
    """One table recounted with the numerator inverted: persons in the numerator and the others change places."""
    other = pl.when(pl.col("indicator_id") == "i000").then(pl.col("persons") - pl.col("numerator"))
    return cells.with_columns(numerator=other.otherwise(pl.col("numerator")))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tables", type=int, nargs="+", default=[88, 435], help="231 cells each")
    print("| Cells | Occasion | Small | Hidden | Control, s | Programs | Gate, s | Programs |")
    print("|---|---|---|---|---|---|---|---|")
    for tables in parser.parse_args().tables:
        measure(tables)
