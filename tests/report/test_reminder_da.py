"""The e-mail to a partner names what it owes, what waits for it, and nobody else's."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.report.labels_da import partner_name
from pipelines.report.reminder_da import late_partners, reminder
from tests.publication import example_marts

GYMNASIUM, SCHOOL = "gymnasium", "nordskolen"
NOTHING = dict.fromkeys(("numerator", "denominator", "value", "coverage"))


def owed(partner: str, feed: str, period: str, due: date) -> dict[str, object]:
    return {"partner": partner, "feed": feed, "period": period, "expected_by": due, "verdict": "missing"}


@pytest.fixture
def tables() -> dict[str, pl.DataFrame]:
    who = partner_name(GYMNASIUM)
    totals = [
        example_marts.cell(period=f"{year}/{year % 100 + 1}", status="incomplete", missing=missing, **NOTHING)
        for year, missing in ((2024, f"{partner_name(SCHOOL)}, {who} (280001)"), (2025, partner_name(SCHOOL)))
    ]
    missing = [
        owed(GYMNASIUM, "enrolments", "halvåret", date(2026, 10, 20)),
        owed(SCHOOL, "absence", "2026K2", date(2026, 7, 10)),
    ]
    overview = pl.DataFrame({"indicator_id": ["absence_over_10"], "name_da": ["Fravær"]})
    return {
        "deliveries": pl.DataFrame(missing),
        "indicators": example_marts.cells(*totals),
        "overview": overview,
    }


def test_whoever_has_waited_longest_is_written_to_first(tables: dict[str, pl.DataFrame]) -> None:
    assert late_partners(tables) == [SCHOOL, GYMNASIUM]


def test_it_names_the_lists_and_the_figures_that_wait(tables: dict[str, pl.DataFrame]) -> None:
    text = reminder(tables, GYMNASIUM, "MedVind")
    name = partner_name(GYMNASIUM)
    assert text.startswith(f"Emne: Vi mangler Ungdomsuddannelse fra {name}\n\nKære {name}\n")
    assert "- Ungdomsuddannelse for halvåret (fristen var den 20. oktober 2026)" in text
    assert "- Fravær, 2024/25" in text
    assert "2025/26" not in text and partner_name(SCHOOL) not in text
    assert text.endswith("Venlig hilsen\nMedVind")


def test_who_owes_nothing_gets_no_letter(tables: dict[str, pl.DataFrame]) -> None:
    with pytest.raises(ValueError, match="havneskolen"):
        reminder(tables, "havneskolen", "MedVind")
