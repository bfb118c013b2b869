"""Each export of a system is read as its example says, whatever else a partner has in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.intake.identity.keyring import Keys
from schemas.feeds import all_feeds
from schemas.systems import Profile, all_profiles
from tests.intake.cases.reading import received
from tests.intake.samples import codes

PROFILES = {profile.name: profile for profile in all_profiles()}


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_the_example_of_an_export_is_read(tmp_path: Path, keys: Keys, profile: Profile) -> None:
    sent = (profile.partner, profile.file_name)
    drop, loaded = received(tmp_path, keys, profile.example.encode(), *sent)
    assert (drop.feed, len(loaded)) == (profile.feed, len(profile.rows)), drop.problems
    for row, expected in zip(loaded.iter_rows(named=True), profile.rows, strict=True):
        assert {name: row[name] for name in expected} == dict(expected)
    said = [problem.message_da for problem in drop.problems if problem.code == "read_as_system"]
    assert said == [f"Læst som {profile.export} fra {profile.system}."]


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_an_example_needs_nothing_mended(tmp_path: Path, keys: Keys, profile: Profile) -> None:
    drop, _ = received(tmp_path, keys, profile.example.encode(), profile.partner, profile.file_name)
    assert drop.rows.quarantined == 0
    assert "column_not_agreed" not in codes(drop)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_a_profile_speaks_of_columns_that_are(profile: Profile) -> None:
    feed = all_feeds()[profile.feed]
    assert {*profile.columns, *profile.values, *profile.constants, *profile.lacking} <= feed.delivered.keys()
