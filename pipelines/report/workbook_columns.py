"""The columns of each sheet of the workbook."""

from __future__ import annotations

from operator import itemgetter

from pipelines.report.indicator_figures import PARTS
from pipelines.report.labels_da import (
    DIRECTIONS,
    MEASURES,
    PERIOD_TYPES,
    VERDICTS,
    cell_name,
    compared_name,
    feed_title,
    figure_status,
    partner_name,
    pathway_statuses,
    place_bases,
    question_name,
)
from pipelines.report.workbook_column import (
    Column,
    count_or_hidden,
    flag,
    group,
    plain,
    worded,
    worded_here,
)

OVERVIEW = [
    plain("Trin på vejen", "stage"),
    plain("Indikator", "name_da"),
    plain("Status", "word"),
    plain("Periode", "period"),
    plain("Værdi", "value", "number"),
    plain("Nedre grænse", "ci_low", "number"),
    plain("Øvre grænse", "ci_high", "number"),
    plain("Tæller", "numerator", "number"),
    plain("Nævner", "denominator", "whole"),
    flag("Under {few}", "few"),
    worded_here("Bemærk", "status", figure_status),
    plain("Rettelse venter siden", "waiting_since", "day"),
    plain("Nyere periode", "newer_period"),
    worded_here("Om den nyere", "newer_status", figure_status),
    plain("Forrige periode", "previous_period"),
    plain("Forrige værdi", "previous_value", "number"),
    plain("Ændring", "change", "number"),
    plain("Siden sidst", "since_last_da"),
    plain("Sammenlignet med", "since_last_compared_with"),
    plain("Gennem årene", "over_years_da"),
    plain("Fra og med", "over_years_compared_with"),
    plain("Mål", "target", "number"),
    plain("Målår", "target_year", "whole"),
    plain("Afstand til mål", "gap_to_target", "number"),
    plain("Om målet", "target_da"),
    plain("{municipality}", "benchmark_municipality", "number"),
    plain("{municipality_genitive} periode", "benchmark_municipality_period"),
    plain("Ved siden af {municipality}", "beside_municipality_da"),
    plain("{country}", "benchmark_country", "number"),
    plain("Landets periode", "benchmark_country_period"),
    plain("Ved siden af landet", "beside_country_da"),
    plain("Navn i data", "indicator_id"),
]

FIGURES = [
    worded("Periodetype", "period_type", PERIOD_TYPES),
    plain("Periode", "period"),
    plain("Fra", "period_start", "day"),
    plain("Til", "period_end", "day"),
    *(group(part) for part in PARTS),
    Column("Status", "text", itemgetter("status"), lambda status: figure_status()[status] or "vist"),
    plain("Værdi", "value", "number"),
    plain("Nedre grænse", "ci_low", "number"),
    plain("Øvre grænse", "ci_high", "number"),
    plain("Tæller", "numerator", "number"),
    plain("Nævner", "denominator", "whole"),
    flag("Under {few}", "few"),
    plain("Dækning", "coverage", "share"),
    plain("Mangler fra", "missing"),
    plain("Rettelse venter siden", "waiting_since", "day"),
    plain("Tre år samlet", "pooled_3y", "number"),
    plain("Mål", "target", "number"),
    plain("Målår", "target_year", "whole"),
    plain("Enhed", "unit"),
    plain("Definition", "definition_version", "whole"),
    plain("Navn i data", "indicator_id"),
]

VERDICTS_OF_FIGURES = [
    Column("Hvem", "text", itemgetter("cell"), cell_name),
    Column("Spørgsmål", "text", itemgetter("question"), question_name),
    plain("Periode", "period"),
    Column("Sammenlignet med", "text", itemgetter("compared_with"), compared_name),
    plain("Svar", "verdict_da", "long"),
    plain("Forskel", "estimate", "number"),
    plain("Fra", "low", "number"),
    plain("Til", "high", "number"),
    plain("Enhed", "unit"),
    plain("Det mindste, vi kan se", "smallest_visible", "number"),
    plain("Tal bag svaret", "periods_used", "whole"),
    plain("Tal, der ikke er med", "periods_left_out", "whole"),
    plain("Navn i data", "indicator_id"),
]

DEFINITIONS = [
    plain("Indikator", "name_da"),
    plain("Version", "definition_version", "whole"),
    plain("Hvad tallet viser", "description_da", "long"),
    plain("Tæller", "numerator_da", "long"),
    plain("Nævner", "denominator_da", "long"),
    plain("Nærmeste officielle tal", "official_source", "long"),
    worded_here("Hvem er med", "place_basis", place_bases),
    worded("Læs tallet sådan", "direction", DIRECTIONS),
    worded("Måler", "measure_of", MEASURES),
    plain("Enhed", "unit"),
    plain("Opdelinger", "dims"),
    plain("Ansvarlig", "owner"),
    plain("Gælder fra", "valid_from", "day"),
    plain("Navn i data", "indicator_id"),
]

BENCHMARKS = [
    plain("Sted", "geography"),
    plain("Periode", "period"),
    plain("Værdi", "value", "number"),
    plain("Tæller", "numerator", "number"),
    plain("Nævner", "denominator", "whole"),
    plain("Kilde", "source"),
    plain("Hentet", "retrieved", "day"),
    plain("Navn i data", "indicator_id"),
]

PATHWAYS = [
    plain("Årgang", "cohort"),
    plain("Måneder efter 9. klasse", "months", "whole"),
    group("gender"),
    worded_here("Hvor", "status", pathway_statuses),
    plain("Antal unge", "persons", "whole"),
    count_or_hidden("Status", "persons"),
    # A publication older than the size of its cohorts has none.
    Column("Unge i årgangen", "whole", lambda row: row.get("cohort_persons")),
    plain("Rettelse venter siden", "waiting_since", "day"),
]

INITIATIVES = [
    plain("Nr.", "initiative_id"),
    plain("Navn", "name"),
    plain("Slags", "kind"),
    plain("Spor", "track"),
    plain("Ansvarlig", "lead_actor"),
    plain("Aktører", "actors"),
    plain("Sigter mod", "indicator_ids"),
    plain("Begyndt", "start_date", "day"),
    plain("Slut", "end_date", "day"),
    plain("Tilstand", "status"),
    plain("Det har vi lært", "learning", "long"),
    plain("År", "year", "whole"),
    group("area"),
    plain("Deltagere", "participants", "whole"),
    count_or_hidden("Deltagere, status", "participants"),
    plain("Gennemført", "completed", "whole"),
    count_or_hidden("Gennemført, status", "completed"),
    plain("Rettelse venter siden", "waiting_since", "day"),
]

REFLECTIONS = [
    plain("Møde", "meeting"),
    plain("Om", "about"),
    plain("Art", "kind"),
    plain("Tekst", "text", "long"),
    plain("Hvem", "owner"),
    plain("Frist", "due", "day"),
    plain("Tilstand", "status"),
    plain("Hvad blev det til", "outcome", "long"),
]

DELIVERIES = [
    Column("Partner", "text", itemgetter("partner"), partner_name),
    Column("Liste", "text", itemgetter("feed"), lambda feed: feed and feed_title(feed)),
    plain("Periode", "period"),
    plain("Aftalt til", "expected_by", "day"),
    plain("Modtaget", "received_at", "moment"),
    worded("Svar", "verdict", VERDICTS),
    plain("Rækker læst", "rows_read", "whole"),
    plain("Rækker med", "rows_loaded", "whole"),
    plain("Rækker til rettelse", "rows_quarantined", "whole"),
    plain("Dage efter fristen", "days_late", "whole"),
    plain("Kvittering", "receipt_id"),
]
