"""Exports with their columns in another order, under other known names, and among columns that nobody knows.

Every value that is loaded is the right one."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.intake.examination.examine import examine
from pipelines.intake.layout.header_rows import meaning
from pipelines.settings import Limits
from schemas.feeds import all_feeds
from schemas.headers import readings
from schemas.systems import Profile, all_profiles
from schemas.vocabulary import headers_for

RECEIVED = date(2026, 1, 1)
PROFILES = [profile for profile in all_profiles() if profile.without_header is None]
# What says that a file is of one system is no other name for a column of another's.
OF_ONE_SYSTEM = {header for profile in PROFILES for header in profile.recognised_by}
ENDINGS = {"nr": ["nr", "nummer", "nr.", " nr", "-no", "Nr"], "dato": ["dato", " dato", "_dato", "dag"]}


@st.composite
def exports(draw: st.DrawFn, profile: Profile) -> bytes:
    """An export of the profile that a partner has changed."""
    headers, *rows = csv.reader(io.StringIO(profile.example), delimiter=";")
    table = [list(column) for column in zip([renamed(draw, profile, h) for h in headers], *rows, strict=True)]
    for number in range(draw(st.integers(0, 3))):
        name = draw(st.sampled_from(["Bemærkning", "Kontakt", "Farve", "Rækkenr", "Sidst ændret", "Ekstra"]))
        table.append(
            [f"{name} {number}", *(draw(st.sampled_from(["", "x", "17", "01-01-2020"])) for _ in rows)]
        )
    table = draw(st.permutations(table))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(zip(*table, strict=True))
    return out.getvalue().encode()


def renamed(draw: st.DrawFn, profile: Profile, header: str) -> str:
    """Return a header, or another one that means the same in the feed."""
    feed = all_feeds()[profile.feed]
    name = meaning(readings(header), feed.headers)
    if name is None or header in {*profile.not_used, *profile.needless} or not draw(st.booleans()):
        return header
    names = [feed.columns[name].title, *headers_for(feed.name, name)]
    chosen = draw(st.sampled_from([each for each in names if each not in OF_ONE_SYSTEM]))
    for ending, others in ENDINGS.items():
        if chosen.endswith(ending) and len(chosen) > len(ending) + 3:
            return chosen.removesuffix(ending) + draw(st.sampled_from(others))
    return draw(st.sampled_from([chosen, chosen.upper(), f" {chosen} ", f"{chosen}:"]))


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_value_is_wrong(tmp_path: Path, profile: Profile, data: st.DataObject) -> None:
    path = tmp_path / profile.file_name
    path.write_bytes(data.draw(exports(profile)))
    for part in examine(path, profile.partner, RECEIVED, Limits()):
        if part.rejected or part.checked is None:
            continue
        assert part.feed is not None and part.feed.name == profile.feed
        for row in part.checked.loaded.iter_rows(named=True):
            assert is_expected(row, profile), (row, path.read_text(encoding="utf-8"))


def is_expected(row: dict[str, Any], profile: Profile) -> bool:
    """Say whether a loaded row is the one that the example has at its place, value by value."""
    kept = [each for each in profile.rows if all(row[name] == value for name, value in each.items())]
    return bool(kept)
