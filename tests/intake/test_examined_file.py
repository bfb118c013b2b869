from __future__ import annotations

import logging
import re

import pytest

from pipelines.intake import examined_file
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import absence, codes, ingest, put, text

GOOD = text(samples.ABSENCE, absence())


def test_a_program_fault_while_reading_is_reported_as_ours(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = put(installation, GOOD)

    def faulty(*args: object) -> None:
        raise ValueError("hemmelig 170514-4123")

    monkeypatch.setattr(examined_file, "examine", faulty)
    with caplog.at_level(logging.DEBUG):
        (drop,) = ingest(installation, keys)
    assert (drop.verdict, codes(drop)) == ("rejected", ["our_error"])
    assert not path.exists()
    assert (installation.raw / drop.folder / "original.age").exists()
    assert "hemmelig" not in caplog.text and "170514" not in caplog.text
    assert re.search(r"oestskolen gav en fejl hos os: ValueError i test_examined_file.py:\d+", caplog.text)


def test_a_file_that_is_replaced_while_it_is_read_is_left_for_the_next_run(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(installation, GOOD)
    newer = text(samples.ABSENCE, absence(sick="3"))
    examine = examined_file.examine

    def slow(*args: object) -> object:
        found = examine(*args)  # type: ignore[arg-type]
        put(installation, newer, "ny").rename(path)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(examined_file, "examine", slow)
        assert ingest(installation, keys) == []
    assert path.read_bytes() == newer
    (drop,) = ingest(installation, keys)
    assert samples.rows(installation, drop)["sick_days"].to_list() == [3.0] * 3
