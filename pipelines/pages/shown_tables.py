"""The tables of a publication as the pages about all indicators read them."""

from __future__ import annotations

import polars as pl

from pipelines.publication.mart_tables import DEFINITIONS
from pipelines.publication.release.read_tables import PublicationTables
from pipelines.report.read_indicators import without_hidden
from pipelines.transform.indicator_definitions import with_stages


def shown_tables(publication: PublicationTables) -> dict[str, pl.DataFrame]:
    """Return the tables with the numbers of hidden rows emptied, and the definitions with each indicator's stage."""
    tables = without_hidden(publication.tables)
    return tables | {DEFINITIONS.name: with_stages(tables[DEFINITIONS.name])}
