"""A minimal Dagster and dbt project as reference for benchmarks: a sensor, dagster-dbt as in its guide, 25 models, 50
tests."""
