"""Ingest partners' files: read, check, pseudonymise and archive each drop, and write the partner's receipt.

Stages: inbox, reading, layout, values, validation, examination, identity, decision, archive, receipt. Not here:
calculations on archived rows (dbt), anything about Dagster, anything about one particular feed (its file in
`schemas/feeds/`).
"""
