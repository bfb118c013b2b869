"""Dagster: assets, checks, jobs, sensors and schedules, one file per concept. Other packages do the work."""
