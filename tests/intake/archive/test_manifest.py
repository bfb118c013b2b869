from __future__ import annotations

import json

from pipelines.intake.archive.drop_folder import read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import send, text


def test_a_manifest_is_read_back_as_it_was_written(installation: Settings, keys: Keys) -> None:
    sent_rows = samples.absence(3)
    sent_rows[0][3] = "0"
    drop = send(installation, keys, text(samples.ABSENCE, sent_rows))
    assert list(read_manifests(installation)) == [drop]
    assert Manifest.from_json(json.loads(json.dumps(drop.as_json()))) == drop
    rejected = send(installation, keys, b"")
    assert list(read_manifests(installation)) == [drop, rejected]
