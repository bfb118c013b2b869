"""The schema of the published tables: columns in order, keys and required columns."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.code_lists import packaged_code_list

# The label of a cell in a dimension that it is not broken down by.
TOTAL = "total"
BREAKDOWNS = ("area", "gender", "age_band", "school")

FIGURE_STATUSES = packaged_code_list("figure_statuses")
SHOWN = tuple(FIGURE_STATUSES.in_group("shown"))
(SUPPRESSED,) = FIGURE_STATUSES.in_group("hidden")
NOT_COMPUTED = tuple(FIGURE_STATUSES.in_group("not_computed"))

PATHWAY_MONTHS = (3, 15, 27)
PATHWAY_STATUSES = tuple(packaged_code_list("pathway_statuses").codes)

PERIOD_TYPES = ("month", "quarter", "school_year", "calendar_year")
UNITS = ("pct", "score")


@dataclass(frozen=True)
class PublishedTable:
    """One table of the shared file: its columns in order, its key, what is never null, its Danish title."""

    name: str
    title_da: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    required: tuple[str, ...]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


INDICATORS = PublishedTable(
    "indicators",
    "Indikatorernes tal",
    columns=_names(
        "indicator_id definition_version period_type period period_start period_end area gender age_band "
        "school numerator denominator value ci_low ci_high unit status missing waiting_since few coverage pooled_3y "
        "target target_year"
    ),
    key=("indicator_id", "period", *BREAKDOWNS),
    required=_names(
        "indicator_id definition_version period_type period period_start period_end area gender age_band "
        "school unit status"
    ),
)

DEFINITIONS = PublishedTable(
    "indicator_definitions",
    "Indikatorernes definitioner",
    columns=_names(
        "indicator_id definition_version name_da description_da numerator_da denominator_da official_source "
        "place_basis direction unit dims measure_of owner valid_from"
    ),
    key=("indicator_id", "definition_version"),
    required=_names(
        "indicator_id definition_version name_da description_da numerator_da denominator_da direction unit "
        "measure_of owner"
    ),
)

OVERVIEW = PublishedTable(
    "overview",
    "Overblikket",
    columns=_names(
        "indicator_id name_da unit direction period numerator denominator value ci_low ci_high status "
        "waiting_since few newer_period newer_status previous_period previous_value change "
        "target target_year gap_to_target "
        "benchmark_municipality benchmark_municipality_period benchmark_country benchmark_country_period "
        "since_last_verdict since_last_da since_last_period since_last_compared_with "
        "over_years_verdict over_years_da over_years_period over_years_compared_with "
        "beside_municipality_verdict beside_municipality_da beside_municipality_period "
        "beside_country_verdict beside_country_da beside_country_period "
        "target_verdict target_da target_period"
    ),
    key=("indicator_id",),
    required=_names(
        "indicator_id name_da unit direction since_last_verdict since_last_da over_years_verdict over_years_da "
        "beside_municipality_verdict beside_municipality_da beside_country_verdict beside_country_da "
        "target_verdict target_da"
    ),
)

JUDGEMENTS = PublishedTable(
    "judgements",
    "Hvad tallene siger",
    columns=_names(
        "indicator_id cell question period compared_with estimate low high unit verdict verdict_da "
        "smallest_visible periods_used periods_left_out"
    ),
    key=("indicator_id", "cell", "question"),
    required=_names("indicator_id cell question unit verdict verdict_da periods_used periods_left_out"),
)

# A missing delivery has no receipt; a file that could not be read has neither feed nor period.
DELIVERIES = PublishedTable(
    "deliveries",
    "Partnernes leverancer",
    columns=_names(
        "partner feed period expected_by received_at verdict rows_read rows_loaded rows_quarantined "
        "days_late receipt_id"
    ),
    key=("partner", "feed", "period", "receipt_id"),
    required=("partner", "verdict"),
)

BENCHMARKS = PublishedTable(
    "benchmarks",
    "Sammenligningstal",
    columns=_names("indicator_id geography period value numerator denominator source retrieved"),
    key=("indicator_id", "geography", "period"),
    required=_names("indicator_id geography period value source retrieved"),
)

PATHWAYS = PublishedTable(
    "pathways",
    "Veje efter 9. klasse",
    columns=_names("cohort months gender status persons cohort_persons waiting_since"),
    key=("cohort", "months", "gender", "status"),
    required=_names("cohort months gender status"),
)

INITIATIVES = PublishedTable(
    "initiatives",
    "Indsatser og prøvehandlinger",
    columns=_names(
        "initiative_id name kind track lead_actor actors indicator_ids start_date end_date status learning"
    ),
    key=("initiative_id",),
    required=_names("initiative_id name kind lead_actor start_date status"),
)

REACH = PublishedTable(
    "initiative_reach",
    "Hvem indsatserne når",
    columns=_names("initiative_id year area participants completed waiting_since"),
    key=("initiative_id", "year", "area"),
    required=_names("initiative_id year area"),
)

INITIATIVE_HISTORY = PublishedTable(
    "initiative_history",
    "Hvad indsatserne har lært, over tid",
    columns=_names("initiative_id since status learning"),
    key=("initiative_id", "since"),
    required=_names("initiative_id since status"),
)

REFLECTIONS = PublishedTable(
    "reflections",
    "Undren og aftaler fra møderne",
    columns=_names("meeting indicator_id about kind text owner due status outcome"),
    key=_names("meeting indicator_id about kind text"),
    required=_names("meeting kind text"),
)

INDICATOR_DROPS = PublishedTable(
    "indicator_drops",
    "Hvilke filer tallene hviler på",
    columns=_names("indicator_id period feed partner receipt_id received_at"),
    key=("indicator_id", "period", "receipt_id"),
    required=_names("indicator_id period partner receipt_id received_at"),
)

VINTAGES = PublishedTable(
    "vintages",
    "Fastfrysninger",
    columns=_names("label frozen_at drops sha256"),
    key=("label",),
    required=_names("label frozen_at drops sha256"),
)

PUBLISHED = (
    INDICATORS,
    DEFINITIONS,
    OVERVIEW,
    JUDGEMENTS,
    BENCHMARKS,
    PATHWAYS,
    INITIATIVES,
    REACH,
    INITIATIVE_HISTORY,
    REFLECTIONS,
    DELIVERIES,
    INDICATOR_DROPS,
    VINTAGES,
)
