"""The view `tal` of the published file: the figures in one flat table with Danish names and words.

It is a view on the published tables, so it discloses nothing that they do not. The words are written into it, because
the code lists are not published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from pipelines.publication.mart_tables import DEFINITIONS, INDICATORS, TOTAL
from pipelines.publication.sql_text import quoted
from pipelines.report.labels_da import PERIOD_TYPES, part_name, part_names
from schemas.code_lists import code_list
from schemas.place import place

NAME = "tal"
NEEDS = (INDICATORS.name, DEFINITIONS.name)
TITLE_DA = (
    "Alle udgivne tal i én flad tabel med danske navne og ord. Én række pr. indikator, periode og gruppe; »Alle« "
    "betyder ikke delt op. En tom celle er aldrig nul: status siger hvorfor."
)
_UNITS = {"pct": "procent", "score": "score"}
# Ages are written out where the report writes them: `18-24` is `18–24 år`.
_AGE = "case age_band when 'total' then 'Alle' else replace(age_band, '-', '–') || ' år' end"


@dataclass(frozen=True)
class ViewColumn:
    """One column: its name, the SQL of its value and its comment, both over the tables named in `NEEDS`."""

    name: str
    sql: str
    said: str


def write_flat_view(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the view with its comments in the schema `main` of the current database, which has the tables `NEEDS`."""
    columns = list(view_columns())
    chosen = ", ".join(f'{column.sql} as "{column.name}"' for column in columns)
    newest = f"""
        select indicator_id, arg_max(name_da, definition_version) as name_da
        from main.{DEFINITIONS.name} group by indicator_id
    """  # noqa: S608 - names of our own
    connection.execute(
        f"create view main.{NAME} as select {chosen} from main.{INDICATORS.name} "  # noqa: S608 - names of our own
        f"inner join ({newest}) as definitions using (indicator_id)"
    )
    connection.execute(f"comment on view main.{NAME} is {quoted(TITLE_DA)}")
    for column in columns:
        connection.execute(f'comment on column main.{NAME}."{column.name}" is {quoted(column.said)}')


def view_columns() -> Iterator[ViewColumn]:
    """Yield the columns in order."""
    few = place().few
    yield ViewColumn("indikator", "name_da", "Indikatorens navn.")
    yield ViewColumn("periode", "period", "Perioden, som 2025, 2025/26, 2025K3 eller 2025M09.")
    yield ViewColumn(
        "periodetype", _worded("period_type", PERIOD_TYPES), "måned, kvartal, skoleår eller kalenderår."
    )
    yield ViewColumn("fra", "period_start", "Periodens første dag.")
    yield ViewColumn("til", "period_end", "Periodens sidste dag.")
    yield ViewColumn("område", _part("area"), "Boligområdet.")
    yield ViewColumn("køn", _part("gender"), "Kønnet.")
    yield ViewColumn("alder", _AGE, "Aldersgruppen.")
    yield ViewColumn("skole", _part("school"), "Skolen.")
    yield ViewColumn(
        "værdi", "value", "Værdien i enheden. Læg aldrig procenter sammen: Brug tæller og nævner."
    )
    yield ViewColumn("enhed", _worded("unit", _UNITS), "procent (0-100) eller score.")
    yield ViewColumn(
        "nedre_grænse", "ci_low", "Nedre grænse for 95 pct. usikkerhed; tom, når tallet ikke er en andel."
    )
    yield ViewColumn(
        "øvre_grænse", "ci_high", "Øvre grænse for 95 pct. usikkerhed; tom, når tallet ikke er en andel."
    )
    yield ViewColumn("tæller", "numerator", "Tæller.")
    yield ViewColumn("nævner", "denominator", "Nævner.")
    yield ViewColumn("få", "few", f"Færre end {few} personer: Læs tallet med varsomhed.")
    yield ViewColumn(
        "status", _worded("status", code_list("figure_statuses").codes), "Hvorfor tallet vises eller ej."
    )
    yield ViewColumn("mangler", "missing", "Hvem der ikke har leveret det, tallet skal bruge.")
    yield ViewColumn(
        "rettelse_venter_siden", "waiting_since", "Siden hvornår et rettet tal har ventet på en fastfrysning."
    )
    yield ViewColumn("dækning", "100 * coverage", "Hvor mange procent af tallet der er leveret.")
    yield ViewColumn("tre_år", "pooled_3y", "Værdien for tre år lagt sammen.")
    yield ViewColumn("mål", "target", "Målet i enheden.")
    yield ViewColumn("målår", "target_year", "Året, hvor målet skal være nået.")
    yield ViewColumn("navn_i_data", "indicator_id", "Indikatorens navn i de andre tabeller.")


def _part(part: str) -> str:
    return _worded(part, {TOTAL: part_name(part, TOTAL), **part_names(part)})


def _worded(column: str, words: Mapping[str, str]) -> str:
    """SQL for the word of a code; a code without a word is kept. A map would not be read alike by all versions."""
    cases = " ".join(f"when {quoted(code)} then {quoted(word)}" for code, word in words.items())
    return f"case {column} {cases} else {column} end"
