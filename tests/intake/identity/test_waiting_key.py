from __future__ import annotations

import pyrage

from pipelines.intake.identity.waiting_key import identity_text


def test_the_key_of_waiting_files_is_one_that_age_takes() -> None:
    identity = pyrage.x25519.Identity.from_str(identity_text(bytes(range(32))))
    assert str(identity) == identity_text(bytes(range(32)))
