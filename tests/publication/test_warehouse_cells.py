from __future__ import annotations

from datetime import UTC, datetime, timedelta

import duckdb
import polars as pl
import pytest

from pipelines.publication.warehouse_cells import protect_cells, published_ledger
from pipelines.settings import Settings

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
CELL = """
    select 'absence_over_10' as indicator_id, '2025/26' as period, 'total' as area, gender, 'total' as age_band,
        'total' as school, 'share' as measure, persons, numerator, persons as denominator,
        100 * numerator / persons as value, 1.0::double as largest_unit,
        null::double as largest_cluster, false as provisional, '' as links
    from (values ('female', 100.0::double, 50.0::double), ('male', 100.0, 4.0)) as counts (gender, persons, numerator)
"""

COUNT = """
    select 'pathways 3 working' as indicator_id, '2025/26' as period, 'total' as area, gender, 'total' as age_band,
        'total' as school, 'share' as measure, 20.0::double as persons, numerator, 'part of pathways 3' as links
    from (values ('few', 4.0::double), ('some', 5.0)) as counts (gender, numerator)
"""


@pytest.fixture
def installation(settings: Settings) -> Settings:
    """An installation with two cells and two counts to protect."""
    settings.dbt.mkdir(parents=True)
    with duckdb.connect(str(settings.warehouse)) as warehouse:
        warehouse.execute(f"create or replace table cells as {CELL}")
        warehouse.execute(f"create or replace table counts as {COUNT}")
        warehouse.execute(
            "create or replace table int_completeness as select *, true as is_shown from cells where false"
        )
    return settings


def rows(installation: Settings, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(installation.warehouse), read_only=True) as warehouse:
        return warehouse.execute(query).fetchall()


def publish(installation: Settings) -> None:
    """Store the ledger of the warehouse in the current publication."""
    (installation.publications / "1" / "parquet").mkdir(parents=True)
    (installation.marts / "parquet").symlink_to("publications/1/parquet")
    with duckdb.connect(str(installation.warehouse), read_only=True) as warehouse:
        warehouse.sql("select * from ledger").pl().write_parquet(
            installation.publications / "1" / "ledger.parquet"
        )


def test_the_warehouse_gets_the_protected_cells_each_time_anew(installation: Settings) -> None:
    for _ in range(2):
        assert protect_cells(installation, AT) == 2
    assert rows(
        installation, "select gender, suppressed, numerator, value from protected_cells order by gender"
    ) == [
        ("female", False, 50.0, 50.0),
        ("few", True, None, None),
        ("male", True, None, None),
        ("some", False, 5.0, None),
    ]


def test_the_ledger_grows_by_what_is_about_to_be_published(installation: Settings) -> None:
    protect_cells(installation, AT)
    ledger = "select gender, suppressed, numerator, published_at from ledger order by gender"
    first = rows(installation, ledger)
    assert [row[:3] for row in first] == [
        ("female", False, 50.0),
        ("few", True, None),
        ("male", True, None),
        ("some", False, 5.0),
    ]
    assert {row[3] for row in first} == {AT}
    publish(installation)
    protect_cells(installation, AT + timedelta(days=1))
    assert rows(installation, ledger) == first


def test_the_ledger_of_an_unpublished_build_is_not_used(installation: Settings) -> None:
    protect_cells(installation, AT)
    assert published_ledger(installation).is_empty()


def test_the_ledger_of_a_publication_is_used(installation: Settings) -> None:
    protect_cells(installation, AT)
    publish(installation)
    with duckdb.connect(str(installation.warehouse)) as warehouse:
        warehouse.execute("update cells set numerator = 40 where gender = 'male'")
    protect_cells(installation, AT + timedelta(days=1))
    hidden = pl.DataFrame(
        rows(installation, "select gender from protected_cells where suppressed"), orient="row"
    )
    assert set(hidden["column_0"]) == {"few", "male"}


def test_a_cell_that_lacks_too_much_is_not_published(installation: Settings) -> None:
    """The women's cell is withheld; that of the men lacks little, and is judged as always."""
    with duckdb.connect(str(installation.warehouse)) as warehouse:
        warehouse.execute(
            "insert into int_completeness by name select *, gender = 'male' as is_shown from cells"
        )
    protect_cells(installation, AT)
    assert rows(installation, "select gender, suppressed from protected_cells order by gender") == [
        ("few", True),
        ("male", True),
        ("some", False),
    ]
