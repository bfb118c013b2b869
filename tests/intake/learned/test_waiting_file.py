"""A refused file is kept sealed beside its drop, and put back as it was sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.intake.archive.drop_folder import WAITING
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.learned.answers import NoAnswer
from pipelines.intake.learned.waiting_file import (
    discard,
    discard_all,
    has_file,
    put_back,
    refused_drop,
    waiting_drops,
)
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import absence, send, text

HEADERS = ["Dage i sengen" if header == "Sygdom" else header for header in samples.ABSENCE]
SENT = text(HEADERS, absence(3))


@pytest.fixture
def drop(installation: Settings, keys: Keys) -> Manifest:
    return send(installation, keys, SENT)


def test_only_a_refused_file_waits(installation: Settings, keys: Keys, drop: Manifest) -> None:
    accepted = send(installation, keys, text(samples.ABSENCE, absence(3)))
    assert refused_drop(installation, drop.receipt_id) == drop
    assert not has_file(installation, accepted)
    with pytest.raises(NoAnswer, match="Ingen fil venter"):
        refused_drop(installation, accepted.receipt_id)


def test_a_waiting_file_is_sealed(installation: Settings, keys: Keys, drop: Manifest) -> None:
    sealed = installation.raw / drop.folder / WAITING
    assert absence(3)[0][0].encode() not in sealed.read_bytes()
    with pytest.raises(Exception, match=r"(?i)decrypt|key"):
        replace(keys, secret=b"x" * 32).open_waiting(sealed, installation.data / "open")


def test_it_is_put_back_with_its_bytes_and_the_time_it_was_received(
    installation: Settings, keys: Keys, drop: Manifest
) -> None:
    path = put_back(installation, drop, keys)
    assert path.read_bytes() == SENT
    assert path.stat().st_mtime == drop.received_at.timestamp()
    assert [file for file in path.parent.iterdir() if file.is_file()] == [path]


def test_its_name_says_which_receipt_it_had_last(installation: Settings, keys: Keys, drop: Manifest) -> None:
    again = replace(drop, file_name="Fravær (20260101-abcdefgh).csv")
    assert put_back(installation, again, keys).name == f"Fravær ({drop.receipt_id}).csv"


def test_one_is_discarded_or_all(installation: Settings, keys: Keys, drop: Manifest) -> None:
    other = send(installation, keys, text(HEADERS, absence(4)), "havneskolen")
    discard(installation, drop)
    discard(installation, drop)
    assert waiting_drops(installation) == [other]
    discard_all(installation)
    assert waiting_drops(installation) == []
