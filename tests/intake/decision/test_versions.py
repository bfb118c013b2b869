"""A newer drop in comparison with earlier ones, through the whole of intake."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest

from pipelines.intake.archive.drop_folder import ROWS, is_live
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision.release import NotHeld, release
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import absence, codes, cprs, ingest, pupils, put, residents, send, text


def send_rows(
    installation: Settings, keys: Keys, rows: list[list[str]], headers: tuple[str, ...]
) -> Manifest:
    partner = "kommunen" if headers == samples.RESIDENTS else "oestskolen"
    return send(installation, keys, text(headers, rows), partner)


def test_the_first_delivery_is_accepted(installation: Settings, keys: Keys) -> None:
    drop = send_rows(installation, keys, absence(2), samples.ABSENCE)
    assert (drop.verdict, drop.supersedes, drop.rows.loaded) == ("accepted", [], 2)
    assert (str(drop.period_start), str(drop.period_end)) == ("2025-09-01", "2025-09-30")
    assert drop.scopes == {'["561001", "2025-09-01"]': 2}


def test_the_same_bytes_again_are_a_duplicate(installation: Settings, keys: Keys) -> None:
    first = send_rows(installation, keys, absence(), samples.ABSENCE)
    again = send_rows(installation, keys, absence(), samples.ABSENCE)
    assert (again.verdict, codes(again), again.rows.loaded) == ("duplicate", ["duplicate"], 0)
    assert first.receipt_id in again.problems[0].message_da
    assert again.rows.read == first.rows.read
    assert not is_live(installation, again)
    assert not (installation.raw / again.folder / "original.age").exists()


def test_a_correction_supersedes(installation: Settings, keys: Keys) -> None:
    first = send_rows(installation, keys, absence(), samples.ABSENCE)
    second = send_rows(installation, keys, absence(sick="3"), samples.ABSENCE)
    assert (second.verdict, second.supersedes) == ("accepted", [first.receipt_id])
    assert second.sequence > first.sequence
    assert is_live(installation, first)


def test_the_bytes_of_a_superseded_version_are_a_new_version(installation: Settings, keys: Keys) -> None:
    send_rows(installation, keys, absence(), samples.ABSENCE)
    second = send_rows(installation, keys, absence(sick="3"), samples.ABSENCE)
    third = send_rows(installation, keys, absence(), samples.ABSENCE)
    assert (third.verdict, third.supersedes) == ("accepted", [second.receipt_id])


def test_other_scopes_and_other_partners_replace_nothing(installation: Settings, keys: Keys) -> None:
    send_rows(installation, keys, absence(), samples.ABSENCE)
    assert send_rows(installation, keys, absence(month="2025M10"), samples.ABSENCE).supersedes == []
    other = send(installation, keys, text(samples.ABSENCE, absence(school="561002")), "havneskolen")
    assert (other.verdict, other.supersedes) == ("accepted", [])


@pytest.mark.parametrize(("rows", "verdict"), [(8, "accepted"), (7, "held")])
def test_a_correction_under_80_percent_is_held(
    installation: Settings, keys: Keys, rows: int, verdict: str
) -> None:
    send_rows(installation, keys, absence(10), samples.ABSENCE)
    assert send_rows(installation, keys, absence(10)[:rows], samples.ABSENCE).verdict == verdict


def test_a_held_drop_counts_only_once_it_is_released(installation: Settings, keys: Keys) -> None:
    first = send_rows(installation, keys, absence(10), samples.ABSENCE)
    held = send_rows(installation, keys, absence(10)[:5], samples.ABSENCE)
    assert (held.verdict, codes(held), held.rows.loaded, held.rows.read) == ("held", ["shrunk"], 0, 5)
    assert "50 %" in held.problems[0].message_da
    assert not is_live(installation, held)
    again = send_rows(installation, keys, absence(10), samples.ABSENCE)
    assert (again.verdict, first.receipt_id in again.problems[0].message_da) == ("duplicate", True)
    release(installation, held.receipt_id, "Mette", "Fem er flyttet")
    assert is_live(installation, held)
    assert len(samples.rows(installation, held)) == 5
    after = send_rows(installation, keys, absence(10), samples.ABSENCE)
    assert (after.verdict, after.supersedes) == ("accepted", [held.receipt_id])


def test_only_what_is_held_can_be_released_and_only_once(installation: Settings, keys: Keys) -> None:
    first = send_rows(installation, keys, absence(10), samples.ABSENCE)
    held = send_rows(installation, keys, absence(10)[:5], samples.ABSENCE)
    release(installation, held.receipt_id, "Mette", "ja")
    for receipt in (held.receipt_id, first.receipt_id, "20260101-findes", "../../x"):
        with pytest.raises(NotHeld):
            release(installation, receipt, "Mette", "ja")


@pytest.mark.parametrize(
    ("before", "now", "verdict"), [(20, 15, "held"), (20, 16, "accepted"), (19, 2, "accepted")]
)
def test_a_new_snapshot_is_compared_with_the_one_before(
    installation: Settings, keys: Keys, before: int, now: int, verdict: str
) -> None:
    send_rows(installation, keys, residents(before, "01-07-2025"), samples.RESIDENTS)
    assert send_rows(installation, keys, residents(now, "01-10-2025"), samples.RESIDENTS).verdict == verdict


def test_a_snapshot_is_compared_with_the_nearest_earlier_one(installation: Settings, keys: Keys) -> None:
    send_rows(installation, keys, residents(40, "01-01-2025"), samples.RESIDENTS)
    send_rows(installation, keys, residents(33, "01-07-2025"), samples.RESIDENTS)
    assert send_rows(installation, keys, residents(27, "01-10-2025"), samples.RESIDENTS).verdict == "accepted"
    assert send_rows(installation, keys, residents(27, "01-04-2025"), samples.RESIDENTS).verdict == "held"


def test_months_may_differ_in_size(installation: Settings, keys: Keys) -> None:
    send_rows(installation, keys, absence(30), samples.ABSENCE)
    assert send_rows(installation, keys, absence(5, month="2025M10"), samples.ABSENCE).verdict == "accepted"


def test_a_snapshot_is_compared_school_by_school(installation: Settings, keys: Keys) -> None:
    big, small = pupils(40), pupils(20, school="561002", seed=2)
    send_rows(installation, keys, big + small, samples.PUPILS)
    later = pupils(40, "01-12-2025") + pupils(20, "01-12-2025", "561002", seed=2)[:15]
    assert codes(send_rows(installation, keys, later, samples.PUPILS)) == ["shrunk", "dated_far"]


def test_a_missing_school_holds_the_drop(installation: Settings, keys: Keys) -> None:
    send_rows(installation, keys, absence(3) + absence(3, school="561002", seed=2), samples.ABSENCE)
    held = send_rows(installation, keys, absence(3, month="2025M10"), samples.ABSENCE)
    assert (held.verdict, codes(held)) == ("held", ["unit_gone"])
    assert "561002" in held.problems[0].message_da


def test_a_corrected_school_code_is_not_missed(installation: Settings, keys: Keys) -> None:
    wrong = absence(30)
    wrong[0][1] = "999999"
    assert send_rows(installation, keys, wrong, samples.ABSENCE).units == ["561001"]
    mended = send_rows(installation, keys, absence(30), samples.ABSENCE)
    assert (mended.verdict, codes(mended)) == ("accepted", [])


def test_a_rejected_drop_is_no_version(installation: Settings, keys: Keys) -> None:
    send_rows(installation, keys, absence(3), samples.ABSENCE)
    rejected = send_rows(installation, keys, [["x", *row[1:]] for row in absence(3)], samples.ABSENCE)
    assert (rejected.verdict, rejected.supersedes) == ("rejected", [])
    assert not (installation.raw / rejected.folder / ROWS).exists()
    assert send_rows(installation, keys, absence(3), samples.ABSENCE).verdict == "duplicate"


@pytest.mark.parametrize(
    ("days", "again"), [(1, "duplicate"), (30, "duplicate"), (31, "accepted"), (365, "accepted")]
)
def test_an_unchanged_list_is_no_duplicate_when_it_is_sent_much_later(
    installation: Settings, keys: Keys, days: int, again: str
) -> None:
    first = datetime(2024, 10, 13, 8)
    person = cprs(1, born=date(2006, 5, 17))[0]
    headers = ["CPR", "Institutionsnr", "Uddannelse", "Startdato", "Slutdato", "Afgangsårsag"]
    data = text(headers, [[person, "561601", "STU", "01-08-2023", "", ""]])
    for number, at in enumerate((first, first + timedelta(days=days))):
        put(installation, data, f"{number}.csv", "kommunen", at.timestamp())
    assert [drop.verdict for drop in ingest(installation, keys)] == ["accepted", again]


def test_a_released_drop_gets_a_new_receipt(installation: Settings, keys: Keys) -> None:
    send_rows(installation, keys, absence(10), samples.ABSENCE)
    held = send_rows(installation, keys, absence(5), samples.ABSENCE)
    assert held.verdict == "held"
    release(installation, held.receipt_id, "anna", "Skolen har bekræftet")
    receipt = json.loads((installation.receipts / "oestskolen" / f"{held.receipt_id}.json").read_text())
    assert (receipt["verdict"], receipt["rows"]["loaded"]) == ("accepted_with_warnings", 5)
    counts = receipt["rows"]
    assert counts["read"] == sum(counts[name] for name in ("loaded", "quarantined", "skipped", "collapsed"))
    assert "shrunk" not in [problem["code"] for problem in receipt["problems"]]
    (page,) = (installation.inbox / "oestskolen" / "retur").glob(f"*{held.receipt_id}.html")
    assert "Godkendt med bemærkninger" in page.read_text(encoding="utf-8")
