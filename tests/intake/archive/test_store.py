from __future__ import annotations

from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import quarantine, rows, send, text


def test_bad_rows_are_quarantined_with_their_codes(installation: Settings, keys: Keys) -> None:
    sent_rows = samples.absence(3)
    sent_rows[1][4], sent_rows[1][2] = "-1", "2025M13"
    drop = send(installation, keys, text(samples.ABSENCE, sent_rows))
    aside = quarantine(installation, drop)
    assert aside["source_row"].to_list() == [3]
    assert aside["problems"].to_list() == [["month_unreadable", "not_allowed"]]
    assert rows(installation, drop)["source_row"].to_list() == [2, 4]
