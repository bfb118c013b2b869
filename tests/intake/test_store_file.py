from __future__ import annotations

import pytest

from pipelines.intake import store_file
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import absence, ingest, put, text

GOOD = text(samples.ABSENCE, absence())


@pytest.mark.parametrize("step", ["decide", "store_drop", "write_receipt"])
def test_a_program_fault_after_reading_stops_no_other_file(
    installation: Settings,
    keys: Keys,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    step: str,
) -> None:
    first = put(installation, GOOD, "a.csv", modified=samples.RECEIVED - 1)
    put(installation, text(samples.ABSENCE, absence(school="561002")), "b.csv", "havneskolen")
    real = getattr(store_file, step)
    calls: list[int] = []

    def faulty(*args: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            raise ValueError("hemmelig 170514-4123")
        return real(*args)

    with monkeypatch.context() as patched:
        patched.setattr(store_file, step, faulty)
        assert [drop.partner for drop in ingest(installation, keys)] == ["havneskolen"]
    assert first.exists()
    assert "hemmelig" not in caplog.text and "170514" not in caplog.text
    assert [(drop.partner, drop.verdict) for drop in ingest(installation, keys)] == [
        ("oestskolen", "accepted")
    ]


def test_a_file_replaced_while_its_receipt_is_written_is_not_removed(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(installation, GOOD)
    newer = text(samples.ABSENCE, absence(sick="3"))
    write_receipt = store_file.write_receipt

    def slow(*args: object) -> None:
        write_receipt(*args)  # type: ignore[arg-type]
        put(installation, newer, "ny").rename(path)

    with monkeypatch.context() as patched:
        patched.setattr(store_file, "write_receipt", slow)
        assert [drop.verdict for drop in ingest(installation, keys)] == ["accepted"]
    assert path.read_bytes() == newer
    assert [drop.verdict for drop in ingest(installation, keys)] == ["accepted"]
