from __future__ import annotations

import pytest

from pipelines.transform.indicator_definitions import indicator_ids
from pipelines.transform.indicator_guide import FILE, feeds_of, render


def test_the_guide_to_the_indicators_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == render(), "Run `make generate`"


def test_every_indicator_has_its_own_place() -> None:
    guide = render()
    for indicator_id in indicator_ids():
        assert guide.count(f"\n`{indicator_id}`, udgave ") == 1


@pytest.mark.parametrize(
    ("indicator_id", "feeds"),
    [
        ("absence_rate", {"residents", "absence", "pupils"}),
        ("benefit_exit_3m", {"residents", "benefits", "guidance_status"}),
        ("transition_15m", {"residents", "pupils", "enrolments"}),
        ("grade9_all_exams", {"residents", "pupils", "exams"}),
        ("wellbeing_general", {"wellbeing"}),
    ],
)
def test_an_indicator_reads_its_feeds_through_models_and_macros(indicator_id: str, feeds: set[str]) -> None:
    assert feeds_of(indicator_id) == feeds


def test_no_text_says_twice_what_it_says_elsewhere() -> None:
    guide = render()
    assert "må ikke sammenlignes" in guide
    assert guide.count("Her efter bopæl") == 0
