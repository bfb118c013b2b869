from __future__ import annotations

import duckdb

from pipelines.publication.cells import protect_cells
from pipelines.settings import Settings

CELL = """
    select 'absence_over_10' as indicator_id, '2025/26' as period, 'total' as area, gender, 'total' as age_band,
        'total' as school, 'share' as measure, persons, numerator, persons as denominator,
        100 * numerator / persons as value, 1.0::double as coverage, 1.0::double as largest_unit,
        null::double as largest_cluster
    from (values ('female', 100.0::double, 50.0::double), ('male', 100.0, 4.0)) as counts (gender, persons, numerator)
"""

COUNT = """
    select 'pathways 3 working' as indicator_id, '2025/26' as period, 'total' as area, gender, 'total' as age_band,
        'total' as school, 'share' as measure, 20.0::double as persons, numerator
    from (values ('few', 4.0::double), ('some', 5.0)) as counts (gender, numerator)
"""


def test_the_warehouse_gets_the_protected_cells_each_time_anew(settings: Settings) -> None:
    with duckdb.connect(str(settings.warehouse)) as warehouse:
        warehouse.execute(f"create table cells as {CELL}")
        warehouse.execute(f"create table counts as {COUNT}")
    for _ in range(2):
        protect_cells(settings)
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        query = "select gender, suppressed, numerator, value from protected_cells order by gender"
        rows = warehouse.execute(query).fetchall()
    assert rows == [
        ("female", False, 50.0, 50.0),
        ("few", True, None, None),
        ("male", True, None, None),
        ("some", False, 5.0, None),
    ]
