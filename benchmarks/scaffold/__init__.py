"""What a team would write first: a sensor, dagster-dbt as its guide shows it, 25 models and 50 tests. To measure by."""
