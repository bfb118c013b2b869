"""The way in: a partner's file becomes a drop in the archive, and the partner gets a receipt.

Here: settling, reading, recognising, parsing, validating, pseudonymising, archiving, answering.
Not here: arithmetic on what was taken (dbt), anything about Dagster, anything about one particular feed
(its file in `schemas/feeds/`).
"""
