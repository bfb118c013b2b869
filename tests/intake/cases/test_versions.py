"""Files that once replaced rows they have nothing to do with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision.release import NotHeld, release
from pipelines.intake.decision.versions import live_scopes
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Limits, Settings
from schemas.partners import find_partner
from tests.intake import samples
from tests.intake.samples import RECEIVED, absence, codes, put, text

DAY = 86_400
MEMBERS = ("Forening", "År", "Medlemsnr", "Fødselsdato", "Køn", "Boligområde")
WELLBEING = ("Institutionsnr", "Skoleår", "Køn", "Besvarelser", "Generel trivsel")


def send(
    installation: Settings,
    keys: Keys,
    rows: list[list[str]],
    after: float = 0,
    headers: tuple[str, ...] = samples.ABSENCE,
    partner: str = "oestskolen",
) -> Manifest:
    put(installation, text(headers, rows), partner=partner, modified=RECEIVED + after)
    (drop,) = samples.ingest(installation, keys)
    return drop


def live_rows(installation: Settings, partner: str = "oestskolen", feed: str = "absence") -> dict[str, int]:
    """The number of rows that the build counts of each scope: those of the newest drop that has it."""
    history = History.look(installation)
    found = {}
    for scope, live in live_scopes(history.earlier(partner, feed)).items():
        drop = history.find(live.receipt_id)
        assert drop is not None
        rows = samples.rows(installation, drop)
        assert rows["sequence"].unique().to_list() == [drop.sequence]
        assert live.rows == len(rows) or len(drop.scopes) > 1
        found[scope] = live.rows
    return found


SEPTEMBER = '["561001", "2025-09-01"]'


def test_one_file_per_class_counts_together(installation: Settings, keys: Keys) -> None:
    drops = [send(installation, keys, absence(n, seed=n), 60 * n) for n in (22, 21, 20)]
    assert [drop.verdict for drop in drops] == ["accepted"] * 3
    assert live_rows(installation) == {SEPTEMBER: 63}
    assert [drop.rows.loaded for drop in drops] == [22, 21, 20]
    assert drops[2].supersedes == [] and "part_added" in codes(drops[2])


@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.integers(1, 12), min_size=2, max_size=4), st.integers(0, 3))
def test_parts_of_any_size_count_together(
    tmp_path_factory: pytest.TempPathFactory, keys: Keys, sizes: list[int], again: int
) -> None:
    """And a part that is sent once more replaces itself."""
    folder = tmp_path_factory.mktemp("parts")
    installation = Settings(folder / "data", folder / "keys", Limits(settle_seconds=0.0))
    for number, size in enumerate(sizes):
        send(installation, keys, absence(size, seed=100 + number), number * 60)
    place = again % len(sizes)
    sent = absence(sizes[place], sick="3", seed=100 + place)
    drop = send(installation, keys, sent, 3 * DAY)
    assert (drop.verdict, live_rows(installation)) == ("accepted", {SEPTEMBER: sum(sizes)})
    assert (samples.rows(installation, drop)["sick_days"] == 3.0).sum() == sizes[place]


def test_a_corrected_class_replaces_only_itself(installation: Settings, keys: Keys) -> None:
    for n in (22, 21, 20):
        send(installation, keys, absence(n, seed=n))
    corrected = send(installation, keys, absence(21, sick="3", seed=21), 40 * DAY)
    assert (corrected.verdict, live_rows(installation)) == ("accepted", {SEPTEMBER: 63})
    rows = samples.rows(installation, corrected)
    assert sorted(rows["sick_days"].to_list()) == [1.5] * 42 + [3.0] * 21
    assert rows["person_key"].n_unique() == 63


def test_the_whole_list_replaces_its_parts(installation: Settings, keys: Keys) -> None:
    parts = [absence(n, seed=n) for n in (22, 21, 20)]
    for part in parts:
        send(installation, keys, part)
    whole = send(installation, keys, [[*row[:4], "2", "0", "0"] for part in parts for row in part], 9 * DAY)
    assert (whole.verdict, live_rows(installation)) == ("accepted", {SEPTEMBER: 63})
    assert set(samples.rows(installation, whole)["sick_days"]) == {2.0}


def test_the_same_class_again_is_a_duplicate(installation: Settings, keys: Keys) -> None:
    for n in (22, 21):
        send(installation, keys, absence(n, seed=n))
    assert send(installation, keys, absence(22, seed=22)).verdict == "duplicate"


@pytest.mark.parametrize(("add", "rows"), [(True, 42), (False, 20)])
def test_a_part_that_comes_later_is_asked_about(
    installation: Settings, keys: Keys, add: bool, rows: int
) -> None:
    send(installation, keys, absence(22, seed=22))
    later = send(installation, keys, absence(20, seed=20), 2 * DAY)
    assert (later.verdict, codes(later)) == ("held", ["part_or_new"])
    assert live_rows(installation) == {SEPTEMBER: 22}
    with pytest.raises(NotHeld):
        release(installation, later.receipt_id, "Mette", "Ja")
    release(installation, later.receipt_id, "Mette", "Ja", add)
    assert live_rows(installation) == {SEPTEMBER: rows}
    receipt = next(d for d in History.look(installation).drops if d.receipt_id == later.receipt_id).released()
    assert receipt.rows.loaded == 20


def test_a_part_that_is_held_counts_with_the_earlier_ones_once_it_is_released(
    installation: Settings, keys: Keys
) -> None:
    """It belongs to the list of the same day; it is held only because its last line is cut off."""
    send(installation, keys, absence(22, seed=22))
    cut = text(samples.ABSENCE, absence(20, seed=20)).removesuffix(b"0\r\n")[:-6]
    put(installation, cut, modified=RECEIVED + 3600)
    (later,) = samples.ingest(installation, keys)
    assert (later.verdict, later.asked) == ("held", [])
    release(installation, later.receipt_id, "Mette", "Resten er med")
    assert live_rows(installation) == {SEPTEMBER: 22 + 19}


def test_a_partner_that_sends_parts_is_not_asked(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner = find_partner("oestskolen")
    assert partner is not None
    remembered = replace(partner, parts={"absence": "klasse"})
    monkeypatch.setattr("pipelines.intake.decision.parts.find_partner", lambda _: remembered)
    send(installation, keys, absence(22, seed=22))
    later = send(installation, keys, absence(20, seed=20), 2 * DAY)
    assert (later.verdict, codes(later), live_rows(installation)) == (
        "accepted",
        ["part_added"],
        {SEPTEMBER: 42},
    )
    corrected = send(installation, keys, absence(22, sick="3", seed=22), 4 * DAY)
    assert (corrected.verdict, live_rows(installation)) == ("accepted", {SEPTEMBER: 42})


def test_two_teams_of_one_club_count_together(installation: Settings, keys: Keys) -> None:
    for team, count in (("F", 40), ("H", 38)):
        rows = [["Klub C", "2025", f"{team}{n}", "10-03-2012", "K", "OE1"] for n in range(count)]
        assert send(installation, keys, rows, 60, MEMBERS, "klub-c").verdict == "accepted"
    assert live_rows(installation, "klub-c", "memberships") == {'["Klub C", "2025"]': 78}


def test_a_club_in_capitals_is_the_same_club(installation: Settings, keys: Keys) -> None:
    for club, day in (("Klub C.", 0), ("KLUB  C", 40)):
        rows = [[club, "2025", f"F{n}", "10-03-2012", "K", "OE1"] for n in range(40 + day)]
        assert send(installation, keys, rows, day * DAY, MEMBERS, "klub-c").verdict == "accepted"
    assert live_rows(installation, "klub-c", "memberships") == {'["Klub C.", "2025"]': 80}


def test_one_club_spelled_in_two_ways_in_a_file(installation: Settings, keys: Keys) -> None:
    rows = [[("Klub C", "klub c")[n % 2], "2025", f"F{n // 2}", "10-03-2012", "K", "OE1"] for n in range(8)]
    drop = send(installation, keys, rows, 0, MEMBERS, "klub-c")
    assert (drop.rows.loaded, drop.rows.collapsed) == (4, 4)
    assert drop.scopes == {'["Klub C", "2025"]': 4}


def test_one_exam_subject_a_file_counts_together(installation: Settings, keys: Keys) -> None:
    for code in ("110", "120", "140"):
        drop = send(installation, keys, samples.exams(12, code=code), headers=samples.EXAMS)
        assert drop.verdict == "accepted"
    assert live_rows(installation, feed="exams") == {'["561001", "2024/25"]': 36}


def test_a_mistyped_period_does_not_wipe_a_month(installation: Settings, keys: Keys) -> None:
    months = [f"2025M{month:02d}" for month in range(1, 12)]
    send(installation, keys, absence(20, month="2023M09"))
    send(installation, keys, [row for month in months for row in absence(20, month=month)])
    again = [row for month in months for row in absence(20, month=month, sick="2")]
    again[25][2] = "2023M09"
    drop = send(installation, keys, again, 60)
    assert (drop.verdict, drop.rows.loaded, drop.rows.quarantined) == ("accepted_with_warnings", 219, 1)
    assert samples.place(drop, "stray_scope") == (None, 27, None)
    assert live_rows(installation)['["561001", "2023-09-01"]'] == 20
    assert samples.quarantine(installation, drop)["problems"].to_list() == [["stray_scope"]]


def test_one_month_that_shrinks_among_many_is_held(installation: Settings, keys: Keys) -> None:
    months = [f"2025M{month:02d}" for month in range(1, 12)]
    rows = [row for month in months for row in absence(20, month=month)]
    send(installation, keys, rows)
    drop = send(installation, keys, rows[8:], 60)
    assert (drop.verdict, codes(drop)) == ("held", ["shrunk"])
    assert "40 %" in drop.problems[0].message_da


def test_another_schools_number_is_asked_about(installation: Settings, keys: Keys) -> None:
    send(installation, keys, [["561001", "2024/25", "", "200", "4,1"]], headers=WELLBEING)
    other = [["561001", "2024/25", "", "150", "2,2"]]
    drop = send(installation, keys, other, 60, WELLBEING, "havneskolen")
    assert (drop.verdict, codes(drop)) == ("held", ["unit_of_another"])
    assert "561001" in drop.problems[0].message_da
    release(installation, drop.receipt_id, "Mette", "De deler skole")
    other[0][4] = "2,3"
    assert send(installation, keys, other, 90, WELLBEING, "havneskolen").verdict == "accepted"


def test_an_older_file_that_comes_later_is_asked_about(installation: Settings, keys: Keys) -> None:
    send(installation, keys, samples.pupils(30), 60 * DAY, samples.PUPILS)
    older = [[*row[:4], "3A", "3"] for row in samples.pupils(30)]
    drop = send(installation, keys, older, 0, samples.PUPILS)
    assert (drop.verdict, codes(drop)) == ("held", ["older_than_live"])


def test_a_list_sent_whole_that_ends_much_earlier_is_asked_about(installation: Settings, keys: Keys) -> None:
    person = samples.cprs(2, samples.date(2006, 5, 17))
    headers = ("CPR", "Ydelse", "Startdato")
    new = [[person[0], "dagpenge", "01-08-2023"], [person[1], "dagpenge", "01-08-2025"]]
    send(installation, keys, new, 0, headers, "beskaeftigelse")
    old = [[person[0], "dagpenge", "01-08-2023"], [person[1], "dagpenge", "01-06-2024"]]
    drop = send(installation, keys, old, 60, headers, "beskaeftigelse")
    assert (drop.verdict, "older_than_live" in codes(drop)) == ("held", True)
