"""The columns of the workbook: heading, format, and the value from a row of a published table.

A numeric column holds only numbers; a hidden number is an empty cell beside the word `skjult`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipelines.report.indicator_figures import PARTS
from pipelines.report.labels_da import (
    DIRECTIONS,
    MEASURES,
    PART_TITLES,
    PERIOD_TYPES,
    VERDICTS,
    cell_name,
    compared_name,
    feed_title,
    figure_status,
    part_name,
    partner_name,
    pathway_statuses,
    place_bases,
    question_name,
)
from pipelines.text.hidden_da import HIDDEN
from schemas.place import place

Kind = Literal["text", "long", "whole", "number", "share", "day", "moment"]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column: its heading, the format of its cells, and the function that takes a value from a row.

    The title may hold placeholders for the names and limits of the place.
    """

    title: str
    kind: Kind
    of: Callable[[Row], Any]

    @property
    def heading(self) -> str:
        """The title with its placeholders filled."""
        return place().fill(self.title)


def _plain(title: str, name: str, kind: Kind = "text") -> Column:
    return Column(title, kind, lambda row: row[name])


def _worded(title: str, name: str, words: Mapping[str, str]) -> Column:
    return _worded_here(title, name, lambda: words)


def _worded_here(title: str, name: str, words: Callable[[], Mapping[str, str]]) -> Column:
    return Column(title, "text", lambda row: words().get(row[name], row[name]))


def _flag(title: str, name: str) -> Column:
    return Column(title, "text", lambda row: {True: "ja", False: "nej"}.get(row[name]))


def _group(part: str) -> Column:
    return Column(PART_TITLES[part], "text", lambda row: row[part] and part_name(part, row[part]))


def _count_or_hidden(title: str, name: str) -> Column:
    """A status column for a count: empty means hidden, unless the row has no counts at all."""
    return Column(
        title, "text", lambda row: HIDDEN if row[name] is None and row.get("year", 0) is not None else ""
    )


OVERVIEW = [
    _plain("Trin på vejen", "stage"),
    _plain("Indikator", "name_da"),
    _plain("Status", "word"),
    _plain("Periode", "period"),
    _plain("Værdi", "value", "number"),
    _plain("Nedre grænse", "ci_low", "number"),
    _plain("Øvre grænse", "ci_high", "number"),
    _plain("Tæller", "numerator", "number"),
    _plain("Nævner", "denominator", "whole"),
    _flag("Under {few}", "few"),
    _worded_here("Bemærk", "status", figure_status),
    _plain("Rettelse venter siden", "waiting_since", "day"),
    _plain("Nyere periode", "newer_period"),
    _worded_here("Om den nyere", "newer_status", figure_status),
    _plain("Forrige periode", "previous_period"),
    _plain("Forrige værdi", "previous_value", "number"),
    _plain("Ændring", "change", "number"),
    _plain("Siden sidst", "since_last_da"),
    _plain("Sammenlignet med", "since_last_compared_with"),
    _plain("Gennem årene", "over_years_da"),
    _plain("Fra og med", "over_years_compared_with"),
    _plain("Mål", "target", "number"),
    _plain("Målår", "target_year", "whole"),
    _plain("Afstand til mål", "gap_to_target", "number"),
    _plain("Om målet", "target_da"),
    _plain("{municipality}", "benchmark_municipality", "number"),
    _plain("{municipality_genitive} periode", "benchmark_municipality_period"),
    _plain("Ved siden af {municipality}", "beside_municipality_da"),
    _plain("{country}", "benchmark_country", "number"),
    _plain("Landets periode", "benchmark_country_period"),
    _plain("Ved siden af landet", "beside_country_da"),
    _plain("Navn i data", "indicator_id"),
]

FIGURES = [
    _worded("Periodetype", "period_type", PERIOD_TYPES),
    _plain("Periode", "period"),
    _plain("Fra", "period_start", "day"),
    _plain("Til", "period_end", "day"),
    *(_group(part) for part in PARTS),
    Column("Status", "text", lambda row: figure_status()[row["status"]] or "vist"),
    _plain("Værdi", "value", "number"),
    _plain("Nedre grænse", "ci_low", "number"),
    _plain("Øvre grænse", "ci_high", "number"),
    _plain("Tæller", "numerator", "number"),
    _plain("Nævner", "denominator", "whole"),
    _flag("Under {few}", "few"),
    _plain("Dækning", "coverage", "share"),
    _plain("Mangler fra", "missing"),
    _plain("Rettelse venter siden", "waiting_since", "day"),
    _plain("Tre år samlet", "pooled_3y", "number"),
    _plain("Mål", "target", "number"),
    _plain("Målår", "target_year", "whole"),
    _plain("Enhed", "unit"),
    _plain("Definition", "definition_version", "whole"),
    _plain("Navn i data", "indicator_id"),
]

VERDICTS_OF_FIGURES = [
    Column("Hvem", "text", lambda row: cell_name(row["cell"])),
    Column("Spørgsmål", "text", lambda row: question_name(row["question"])),
    _plain("Periode", "period"),
    Column("Sammenlignet med", "text", lambda row: compared_name(row["compared_with"])),
    _plain("Svar", "verdict_da", "long"),
    _plain("Forskel", "estimate", "number"),
    _plain("Fra", "low", "number"),
    _plain("Til", "high", "number"),
    _plain("Enhed", "unit"),
    _plain("Det mindste, vi kan se", "smallest_visible", "number"),
    _plain("Tal bag svaret", "periods_used", "whole"),
    _plain("Tal, der ikke er med", "periods_left_out", "whole"),
    _plain("Navn i data", "indicator_id"),
]

DEFINITIONS = [
    _plain("Indikator", "name_da"),
    _plain("Version", "definition_version", "whole"),
    _plain("Hvad tallet viser", "description_da", "long"),
    _plain("Tæller", "numerator_da", "long"),
    _plain("Nævner", "denominator_da", "long"),
    _plain("Nærmeste officielle tal", "official_source", "long"),
    _worded_here("Hvem er med", "place_basis", place_bases),
    _worded("Læs tallet sådan", "direction", DIRECTIONS),
    _worded("Måler", "measure_of", MEASURES),
    _plain("Enhed", "unit"),
    _plain("Opdelinger", "dims"),
    _plain("Ansvarlig", "owner"),
    _plain("Gælder fra", "valid_from", "day"),
    _plain("Navn i data", "indicator_id"),
]

BENCHMARKS = [
    _plain("Sted", "geography"),
    _plain("Periode", "period"),
    _plain("Værdi", "value", "number"),
    _plain("Tæller", "numerator", "number"),
    _plain("Nævner", "denominator", "whole"),
    _plain("Kilde", "source"),
    _plain("Hentet", "retrieved", "day"),
    _plain("Navn i data", "indicator_id"),
]

PATHWAYS = [
    _plain("Årgang", "cohort"),
    _plain("Måneder efter 9. klasse", "months", "whole"),
    _group("gender"),
    _worded_here("Hvor", "status", pathway_statuses),
    _plain("Antal unge", "persons", "whole"),
    _count_or_hidden("Status", "persons"),
    # A publication older than the size of its cohorts has none.
    Column("Unge i årgangen", "whole", lambda row: row.get("cohort_persons")),
    _plain("Rettelse venter siden", "waiting_since", "day"),
]

INITIATIVES = [
    _plain("Nr.", "initiative_id"),
    _plain("Navn", "name"),
    _plain("Slags", "kind"),
    _plain("Spor", "track"),
    _plain("Ansvarlig", "lead_actor"),
    _plain("Aktører", "actors"),
    _plain("Sigter mod", "indicator_ids"),
    _plain("Begyndt", "start_date", "day"),
    _plain("Slut", "end_date", "day"),
    _plain("Tilstand", "status"),
    _plain("Det har vi lært", "learning", "long"),
    _plain("År", "year", "whole"),
    _group("area"),
    _plain("Deltagere", "participants", "whole"),
    _count_or_hidden("Deltagere, status", "participants"),
    _plain("Gennemført", "completed", "whole"),
    _count_or_hidden("Gennemført, status", "completed"),
    _plain("Rettelse venter siden", "waiting_since", "day"),
]

REFLECTIONS = [
    _plain("Møde", "meeting"),
    _plain("Om", "about"),
    _plain("Art", "kind"),
    _plain("Tekst", "text", "long"),
    _plain("Hvem", "owner"),
    _plain("Frist", "due", "day"),
    _plain("Tilstand", "status"),
    _plain("Hvad blev det til", "outcome", "long"),
]

DELIVERIES = [
    Column("Partner", "text", lambda row: partner_name(row["partner"])),
    Column("Liste", "text", lambda row: feed_title(row["feed"]) if row["feed"] else None),
    _plain("Periode", "period"),
    _plain("Aftalt til", "expected_by", "day"),
    _plain("Modtaget", "received_at", "moment"),
    _worded("Svar", "verdict", VERDICTS),
    _plain("Rækker læst", "rows_read", "whole"),
    _plain("Rækker med", "rows_loaded", "whole"),
    _plain("Rækker til rettelse", "rows_quarantined", "whole"),
    _plain("Dage efter fristen", "days_late", "whole"),
    _plain("Kvittering", "receipt_id"),
]
