"""Dagster, one file per concept, each thin: what is done is in the rooms, and what runs it is here."""
