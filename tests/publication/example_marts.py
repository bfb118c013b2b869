"""Small marts that meet every expectation, for tests to publish or to break."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.judgement import judge
from pipelines.publication.disclosure.ledger import empty_ledger
from pipelines.publication.mart_tables import BENCHMARKS, INITIATIVES, OVERVIEW, REACH, REFLECTIONS

SECRET = 987_654  # not in the tables here; a test that breaks an expectation puts it there

_INDICATOR_TYPES = {
    "indicator_id": pl.String,
    "definition_version": pl.String,
    "period_type": pl.String,
    "period": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "area": pl.String,
    "gender": pl.String,
    "age_band": pl.String,
    "school": pl.String,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "value": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "unit": pl.String,
    "status": pl.String,
    "missing": pl.String,
    "waiting_since": pl.Date,
    "few": pl.Boolean,
    "coverage": pl.Float64,
    "pooled_3y": pl.Float64,
    "target": pl.Float64,
    "target_year": pl.Int64,
}


def cell(**changes: object) -> dict[str, object]:
    """One shown row of `indicators`: a person share of a whole school year."""
    row: dict[str, object] = dict.fromkeys(_INDICATOR_TYPES, "total")
    row |= {"indicator_id": "absence_over_10", "definition_version": "1", "period_type": "school_year"}
    row |= {"period": "2025/26", "period_start": date(2025, 8, 1), "period_end": date(2026, 7, 31)}
    row |= {"numerator": 40.0, "denominator": 160.0, "value": 25.0, "ci_low": 18.9, "ci_high": 32.2}
    row |= {
        "unit": "pct",
        "status": "ok",
        "missing": None,
        "waiting_since": None,
        "few": False,
        "coverage": 1.0,
    }
    row |= {"pooled_3y": None, "target": 10.0, "target_year": 2028}
    return row | changes


def hidden(**changes: object) -> dict[str, object]:
    """One suppressed row of `indicators`."""
    gone = dict.fromkeys(("numerator", "denominator", "value", "ci_low", "ci_high", "few", "coverage"))
    return cell(status="suppressed", **gone) | changes


def rate(**changes: object) -> dict[str, object]:
    """One shown row of an indicator that is no person share: without an interval, over 100."""
    no_interval = {"ci_low": None, "ci_high": None}
    return cell(indicator_id="leisure_membership", numerator=200.0, value=125.0, **no_interval) | changes


def cells(*rows: dict[str, object]) -> pl.DataFrame:
    """The table `indicators` of some rows."""
    return pl.DataFrame(list(rows), schema=_INDICATOR_TYPES)


def definitions() -> pl.DataFrame:
    """The table `indicator_definitions` of the two indicators of `tables`."""
    texts = ("name_da", "description_da", "numerator_da", "denominator_da", "official_source")
    words = dict.fromkeys(texts, "Ord")
    rest = {
        "place_basis": "Bopæl",
        "direction": "down",
        "unit": "pct",
        "dims": "K O S",
        "measure_of": "flow",
        "owner": "Sekretariatet",
    }
    row = {"definition_version": "1", **words, **rest, "valid_from": date(2025, 1, 1)}
    ids = ("absence_over_10", "leisure_membership")
    return pl.DataFrame([{"indicator_id": name, **row} for name in ids])


def overview() -> pl.DataFrame:
    """The table `overview`: one row with figures of `tables`, and one without."""
    columns = dict.fromkeys(OVERVIEW.columns, pl.Float64) | {"few": pl.Boolean}
    words = [
        name for name in OVERVIEW.columns if name.endswith(("period", "_verdict", "_da", "_compared_with"))
    ]
    columns |= dict.fromkeys((*OVERVIEW.required, *words, "status", "newer_status"), pl.String)
    numbers = {"period": "2025/26", "numerator": 40.0, "denominator": 160.0, "value": 25.0}
    words = dict.fromkeys(OVERVIEW.required, "Ord")
    shown = words | {"indicator_id": "absence_over_10", **numbers}
    empty = words | {"indicator_id": "leisure_membership"}
    return pl.DataFrame([dict.fromkeys(columns) | row for row in (shown, empty)], schema=columns)


def judgements(of: pl.DataFrame | None = None) -> pl.DataFrame:
    """The table `judgements` of some indicators, by default of those of `tables`."""
    return judge(indicators() if of is None else of, benchmarks(), None, definitions())


def deliveries() -> pl.DataFrame:
    """The table `deliveries`: one received and one missing."""
    came = {
        "expected_by": date(2026, 8, 15),
        "received_at": datetime(2026, 8, 14, 9, 42),
        "verdict": "accepted",
    }
    came |= {"rows_read": 10, "rows_loaded": 9, "rows_quarantined": 1, "days_late": 0, "receipt_id": "r1"}
    missing = dict.fromkeys(came) | {"expected_by": date(2026, 8, 15), "verdict": "missing", "days_late": 3}
    rows = [
        {"partner": "skole", "feed": feed, "period": "2025/26", **row}
        for feed, row in (("absence", came), ("exams", missing))
    ]
    return pl.DataFrame(rows)


def benchmarks() -> pl.DataFrame:
    """The table `benchmarks`: one official figure."""
    row = {"indicator_id": "absence_over_10", "geography": "Esbjerg", "period": "2025/26", "value": 15.6}
    parts = dict.fromkeys(("numerator", "denominator"), pl.lit(None, pl.Float64))
    rest = {"source": "Ord", "retrieved": date(2026, 9, 1)}
    return pl.DataFrame([row | rest]).with_columns(**parts).select(BENCHMARKS.columns)


def pathways() -> pl.DataFrame:
    """The table `pathways`: one count shown and one hidden."""
    address = {"cohort": "2024/25", "months": 3, "gender": "total"}
    counts = {"upper_general": (5, 14), "working": (None, None)}
    names = ("persons", "cohort_persons")
    rows = [
        {**address, "status": name, **dict(zip(names, count, strict=True))} for name, count in counts.items()
    ]
    return pl.DataFrame(rows).with_columns(waiting_since=pl.lit(None, pl.Date))


def initiatives() -> pl.DataFrame:
    """The table `initiatives`: one that is ongoing."""
    words = dict.fromkeys(INITIATIVES.columns, "Ord")
    return pl.DataFrame([words | {"start_date": date(2026, 1, 1), "end_date": None}])


def history() -> pl.DataFrame:
    """The table `initiative_history`: that initiative learnt something, and later something else."""
    said = [(datetime(2026, 2, 1, 9), "Det første"), (datetime(2026, 6, 1, 9), "Ord")]
    return pl.DataFrame(
        [{"initiative_id": "Ord", "since": at, "status": "Ord", "learning": learnt} for at, learnt in said]
    )


def reflections(**changes: object) -> pl.DataFrame:
    """The table `reflections`: one agreement that is open, changed by `changes`."""
    row = {"meeting": "2026K2", "indicator_id": "absence_over_10", "about": None, "text": "Vi ringer hjem."}
    row |= {"kind": "aftale om prøvehandling", "owner": "Skolelederne", "due": date(2026, 9, 1)}
    return pl.DataFrame([row | {"status": "i gang", "outcome": None} | changes]).select(REFLECTIONS.columns)


def reach() -> pl.DataFrame:
    """The table `initiative_reach`: of the one initiative, shown, partly shown and hidden."""
    counts = {"total": (12, 5), "OE1": (7, None), "OE2": (None, None)}
    rows = [("Ord", 2026, area, *count, None) for area, count in counts.items()]
    return pl.DataFrame(rows, list(REACH.columns), orient="row").cast({"waiting_since": pl.Date})


def drops() -> pl.DataFrame:
    """The table `indicator_drops`: the one drop that the figures are based on."""
    row = {"indicator_id": "absence_over_10", "period": "2025/26", "feed": "absence", "partner": "skole"}
    return pl.DataFrame([row | {"receipt_id": "r1", "received_at": datetime(2026, 8, 14, 9, 42)}])


_VINTAGES = {"label": pl.String, "frozen_at": pl.Datetime, "drops": pl.Int64, "sha256": pl.String}


def known() -> pl.DataFrame:
    """The warehouse's cells, before disclosure control: boys and girls make up the total."""
    boys = {"gender": "male", "numerator": 18.0, "denominator": 80.0}
    girls = {"gender": "female", "numerator": 22.0, "denominator": 80.0}
    rows = [cell(), cell(**girls), cell(**boys), rate()]
    nothing = pl.lit(None, pl.Float64)
    labels = {"measure": pl.lit("share"), "persons": pl.col("denominator")}
    return cells(*rows).with_columns(**labels, largest_unit=nothing, largest_cluster=nothing)


def indicators() -> pl.DataFrame:
    """The table `indicators`: a total with one gender shown and one hidden, and a rate."""
    return cells(
        cell(),
        cell(gender="female", numerator=22.0, denominator=80.0, value=27.5, few=True),
        hidden(gender="male"),
        rate(),
    )


def tables() -> dict[str, pl.DataFrame]:
    """Marts that meet every expectation."""
    return {
        "indicators": indicators(),
        "indicator_definitions": definitions(),
        "overview": overview(),
        "judgements": judgements(),
        "benchmarks": benchmarks(),
        "pathways": pathways(),
        "initiatives": initiatives(),
        "initiative_reach": reach(),
        "initiative_history": history(),
        "reflections": reflections(),
        "deliveries": deliveries(),
        "indicator_drops": drops(),
        "vintages": pl.DataFrame(schema=_VINTAGES),
    }


def write_warehouse(path: Path, marts: dict[str, pl.DataFrame]) -> None:
    """Write the marts into a warehouse, with comments, beside a table that must not be published."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as warehouse:
        warehouse.begin()
        for name, frame in marts.items():
            warehouse.register("frame", frame.to_arrow())
            warehouse.execute(f'create table "{name}" as from frame')
            warehouse.execute(f"comment on table \"{name}\" is 'Tabellen {name}: sådan læses den'")
            for column in frame.columns:
                warehouse.execute(f'comment on column "{name}"."{column}" is \'Lokalets {column}\'')
        warehouse.execute("create table person as select 'abc' as person_key")
        warehouse.register("known", known().to_arrow())
        warehouse.execute("create table cells as from known")
        warehouse.execute("create table counts as from cells where false")
        warehouse.execute(
            "create table int_completeness as select *, true as is_shown from cells where false"
        )
        warehouse.register("nothing", empty_ledger().to_arrow())
        warehouse.execute("create table ledger as from nothing")
        warehouse.commit()
