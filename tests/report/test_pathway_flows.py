"""Pathways of a cohort: what is shown, what is hidden, and the hidden statuses together."""

from __future__ import annotations

import polars as pl

from pipelines.report.pathway_flows import cohorts
from tests.publication.example_marts import pathways


def test_hidden_statuses_are_told_together() -> None:
    """5 of 14 are in a status that is shown."""
    (cohort,) = cohorts(pathways())
    assert cohort.hidden_together == {3: 9}
    assert "(tilsammen 9)" in cohort.alt


def test_a_cohort_of_which_nothing_is_shown_has_no_sum() -> None:
    nothing = [pl.lit(None, pl.Int64).alias(name) for name in ("persons", "cohort_persons")]
    (cohort,) = cohorts(pathways().with_columns(nothing))
    assert cohort.hidden_together == {}


def test_a_publication_without_sizes_is_read() -> None:
    (cohort,) = cohorts(pathways().drop("cohort_persons"))
    assert cohort.hidden_together == {}
