"""`medvind explain` helps where there is no such figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.commands.explain import explain
from pipelines.settings import Settings
from tests.pages.published_demo import published

NOTHING = dict.fromkeys(("area", "gender", "age_band", "school"))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("published")
    return published(folder)


@pytest.mark.parametrize("given", ["absence_ovr_10", "Elever med over 10 pct fravær", "fravær"])
def test_a_near_name_or_title_is_suggested(
    settings: Settings, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not explain(settings, given, "2024/25", NOTHING)
    assert "Mente I absence_over_10 (Elever med over 10 pct. fravær)?" in capsys.readouterr().err


def test_nothing_is_suggested_where_nothing_is_near(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not explain(settings, "xyzzy", "2024/25", NOTHING)
    said = capsys.readouterr().err
    assert "Mente I" not in said and "absence_over_10" in said


def test_a_wrong_area_lists_those_there_are(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert not explain(settings, "absence_over_10", "2024/25", {**NOTHING, "area": "Nabobyen"})
    assert "Der er: --area OE1 (Kvarteret Øst)." in capsys.readouterr().err
