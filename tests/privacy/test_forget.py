from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.intake.archive.manifest import ORIGINAL, Manifest
from pipelines.intake.identity.key_files import load_keys
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import Persons
from pipelines.pipeline import take
from pipelines.privacy import forget as erasing
from pipelines.privacy.find import find
from pipelines.privacy.forget import Erased, forget, renumber
from pipelines.privacy.rotate import rotate
from pipelines.settings import Settings
from pipelines.transform.build_state import State
from tests.intake import samples
from tests.privacy.delivered_world import (
    CPR,
    DAY,
    OTHERS,
    Cut,
    absence,
    drops,
    fill,
    names,
    power_cut_at,
    stands_in,
    tables,
)

TODAY = date(2026, 2, 3)


def erase(house: Settings, keys: Keys, cpr: str = CPR) -> Erased:
    return forget(house, keys, names(house, keys, cpr), TODAY)


def originals(house: Settings) -> set[str]:
    return {drop.file_name for drop in drops(house) if (house.raw / drop.folder / ORIGINAL).exists()}


def everything(house: Settings) -> dict[str, object]:
    """What the archive holds but for times: each table's rows, each drop's counts, what originals there are."""
    rows = {f"{drop}/{name}": table.rows() for drop, name, table in tables(house)}
    counts = {drop.file_name: (drop.rows, drop.scopes, drop.key_fingerprint) for drop in drops(house)}
    return {"rows": rows, "counts": counts, "originals": originals(house)}


def add_up(drop: Manifest, house: Settings) -> None:
    """The counts of a drop are those of its files, and the partner's receipt says the same."""
    held = {name: table.height for file, name, table in tables(house) if file == drop.file_name}
    receipt = json.loads((house.receipts / drop.partner / f"{drop.receipt_id}.json").read_text())["rows"]
    assert drop.rows.loaded == held.get("rows.parquet", 0)
    assert drop.rows.quarantined == held["quarantine.parquet"]
    assert receipt == drop.rows.as_json()


def test_a_person_is_gone_from_every_version_of_every_drop(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    before = {drop.file_name: drop.rows for drop in drops(house)}
    person_key = keys.person_key(CPR)
    assert len(stands_in(house, person_key)) == 5
    erased = erase(house, keys)
    assert stands_in(house, person_key) == set()
    assert find(house, names(house, keys)) == []
    assert (erased.rows, len(erased.drops)) == (5, 5)
    for drop in drops(house):
        add_up(drop, house)
        assert drop.rows.read == before[drop.file_name].read
        assert (
            sum(drop.scopes.values()) == before[drop.file_name].loaded - 1 or drop.file_name not in "abc.csv"
        )


def test_the_others_stay(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    before = {(d, n): t.filter(t["person_key"] != keys.person_key(CPR)).rows() for d, n, t in tables(house)}
    erase(house, keys)
    assert {(d, n): t.rows() for d, n, t in tables(house)} == before


def test_originals_with_the_person_are_destroyed_and_no_others(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    assert len(originals(house)) == 6
    assert {drop.file_name for drop in erase(house, keys).originals} == {f"{x}.csv" for x in "abcde"}
    assert originals(house) == {"f.csv"}
    logged = [json.loads(line) for line in (house.logs / "purge.jsonl").read_text().splitlines()]
    assert len(logged) == 5 and all(line["what"] == ORIGINAL for line in logged)


def test_every_drop_of_a_file_with_the_person_loses_its_original(house: Settings, keys: Keys) -> None:
    rows = {
        "Fravær": [samples.ABSENCE, *samples.absence(3, seed=2)],
        "Elever": [samples.PUPILS, [CPR, "05-09-2025", "561001", "Østskolen", "5A", "5"]],
    }
    samples.put(house, samples.workbook(rows), "bog.xlsx")
    assert len(samples.take(house, keys)) == 2
    erased = erase(house, keys)
    assert (len(erased.drops), len(erased.originals), originals(house)) == (1, 2, set())


def test_answers_with_the_person_in_them_are_removed(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    retur = house.inbox / "oestskolen" / "retur"
    assert any(path.suffix == ".xlsx" for path in retur.iterdir())
    erase(house, keys)
    assert {path.name.split(" ")[0] for path in retur.iterdir()} == {"f"}


def test_originals_that_nobody_can_see_into_are_counted(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    samples.send(house, keys, f"Navn;{CPR}\n".encode())
    assert erase(house, keys).unseen == 1


def test_what_was_made_from_the_rows_is_scrapped(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    made = [house.warehouse, house.data / "warehouse.duckdb.wal", house.data / "as_of" / "2026-01-01" / "w"]
    made += [house.raw / ".incoming" / "cut" / "rows.parquet", house.dbt / "tmp" / "spill"]
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"persons")
    erase(house, keys)
    assert [path for path in made if path.exists()] == []


def test_the_next_run_computes_and_publishes_anew(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    before = State.now(house)
    erase(house, keys)
    after = State.now(house)
    assert after != before and after.changed_feeds(before) == set(after.feeds)


def test_a_file_that_comes_again_does_not_bring_the_person_back(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    erase(house, keys)
    samples.put(house, absence([CPR, *OTHERS[:6]], "2025M12"), "g.csv", modified=samples.RECEIVED + 9 * DAY)
    (drop,) = samples.take(house, keys)
    assert (drop.verdict, drop.rows.loaded, drop.rows.skipped, drop.rows.read) == ("accepted", 6, 1, 7)
    assert stands_in(house, keys.person_key(CPR)) == set()
    (said,) = [problem for problem in drop.problems if problem.code == "persons_erased"]
    assert ": 1." in said.message_da and said.row is None
    assert not (house.raw / drop.folder / ORIGINAL).exists()


def test_nor_does_a_row_that_would_have_been_set_aside(house: Settings, keys: Keys) -> None:
    erase(house, keys)
    rows = [[cpr, "561001", "2025M10", "20", "-1", "0", "0"] for cpr in (CPR, *OTHERS[:2])]
    rows.append([OTHERS[5], "561001", "2025M10", "20", "1", "0", "0"])
    drop = samples.send(house, keys, samples.text(samples.ABSENCE, rows))
    assert (drop.rows.loaded, drop.rows.quarantined, drop.rows.skipped) == (1, 2, 1)
    assert stands_in(house, keys.person_key(CPR)) == set()
    assert not list((house.inbox / "oestskolen" / "retur").glob("*.xlsx"))


def test_a_file_about_the_person_alone_is_rejected(house: Settings, keys: Keys) -> None:
    erase(house, keys)
    drop = samples.send(house, keys, absence([CPR]))
    assert (drop.verdict, drop.rows.read, drop.rows.skipped) == ("rejected", 1, 1)
    assert not (house.raw / drop.folder / ORIGINAL).exists()


def test_of_a_rejected_file_no_row_is_counted_twice(house: Settings, keys: Keys) -> None:
    erase(house, keys)
    body = [[cpr, "999999", "2025M10", "20", "1", "0", "0"] for cpr in (CPR, *OTHERS[:3])]
    drop = samples.send(house, keys, samples.text(samples.ABSENCE, body))
    assert (drop.verdict, drop.rows.read, drop.rows.loaded) == ("rejected", 4, 0)


def test_files_without_the_person_are_kept_as_ever(house: Settings, keys: Keys) -> None:
    erase(house, keys)
    drop = samples.send(house, keys, absence(OTHERS[:4]))
    assert (drop.rows.loaded, drop.problems) == (4, [])
    assert (house.raw / drop.folder / ORIGINAL).exists()


def test_an_erased_person_stays_erased_when_the_key_is_changed(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    erase(house, keys)
    rotate(house)
    renewed = load_keys(house.keys)
    samples.put(house, absence([CPR, *OTHERS[:6]], "2025M12"), "g.csv", modified=samples.RECEIVED + 9 * DAY)
    (drop,) = samples.take(house, renewed)
    assert (drop.rows.loaded, drop.rows.skipped) == (6, 1)


def test_what_is_remembered_names_nobody(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    erase(house, keys)
    written = house.persons.read_text()
    assert CPR not in written and keys.person_key(CPR) not in written
    assert names(house, keys)[0].mark in json.loads(written)["erased"]


def test_erasing_again_changes_nothing(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    erase(house, keys)
    before = everything(house)
    again = forget(house, keys, names(house, keys), date(2027, 1, 1))
    assert (again.rows, again.drops, again.originals) == (0, (), ())
    assert everything(house) == before
    assert set(Persons.read(house, keys).erased.values()) == {TODAY.isoformat()}


def test_somebody_nobody_has_heard_of_can_be_erased_beforehand(house: Settings, keys: Keys) -> None:
    assert erase(house, keys).rows == 0
    fill(house, keys)
    assert stands_in(house, keys.person_key(CPR)) == set()


def test_whenever_the_power_goes_the_next_call_finishes(
    house: Settings, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(house, keys)
    shutil.copytree(house.data, tmp_path / "before")
    erase(house, keys)
    done, step, cut = everything(house), 0, True
    while cut:
        step += 1
        shutil.rmtree(house.data)
        shutil.copytree(tmp_path / "before", house.data)
        with power_cut_at(step, monkeypatch):
            try:
                erase(house, keys)
                cut = False
            except Cut:
                pass
        # What was written down is finished by itself; before that, nothing has happened.
        pending = house.persons.exists() and Persons.read(house, keys).pending
        if cut and not pending and not house.persons.exists():
            erase(house, keys)
        erasing.finish(house, keys)
        assert everything(house) == done, step
    assert step > 20


def test_a_run_finishes_what_was_cut_off(
    house: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(house, keys)
    with power_cut_at(12, monkeypatch), pytest.raises(Cut):
        erase(house, keys)
    assert stands_in(house, keys.person_key(CPR))
    assert take(house).drops == []
    assert stands_in(house, keys.person_key(CPR)) == set()


def test_a_replaced_number_is_the_same_person(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    newer = samples.cprs(31)[-1]
    renumber(house, keys, names(house, keys)[0], names(house, keys, newer)[0], TODAY)
    assert stands_in(house, keys.person_key(CPR)) == set()
    assert len(stands_in(house, keys.person_key(newer))) == 5
    samples.put(house, absence([CPR, *OTHERS[:6]], "2025M12"), "g.csv", modified=samples.RECEIVED + 9 * DAY)
    samples.take(house, keys)
    assert len(stands_in(house, keys.person_key(newer))) == 6
    assert len(find(house, names(house, keys, CPR))) == len(find(house, names(house, keys, newer))) == 6


def test_who_is_told_of_under_both_numbers_is_told_of_once(house: Settings, keys: Keys) -> None:
    newer = samples.cprs(31)[-1]
    rows = [[cpr, "561001", "2025M09", "20", sick, "0", "0"] for cpr, sick in ((CPR, "1"), (newer, "2"))]
    rows += [[CPR, "561001", "2025M08", "20", "3", "0", "0"], *samples.absence(2, seed=9)]
    before = samples.send(house, keys, samples.text(samples.ABSENCE, rows))
    renumber(house, keys, names(house, keys)[0], names(house, keys, newer)[0], TODAY)
    rows[0][4] = "4"
    samples.put(house, samples.text(samples.ABSENCE, rows), modified=samples.RECEIVED + DAY)
    after = samples.take(house, keys)[0]
    key = keys.person_key(newer)
    for drop in (before, after):
        mine = samples.rows(house, drop).filter(pl.col("person_key") == key)
        assert mine.select("month", "sick_days").rows() == [(date(2025, 9, 1), 2.0), (date(2025, 8, 1), 3.0)]
    assert (after.rows.loaded, after.rows.collapsed, after.rows.read) == (4, 1, 5)
    assert (drops(house)[0].rows.loaded, drops(house)[0].rows.read) == (4, 5)


def test_who_is_erased_is_erased_under_every_number(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    newer, newest = samples.cprs(32)[-2:]
    renumber(house, keys, names(house, keys)[0], names(house, keys, newer)[0], TODAY)
    renumber(house, keys, names(house, keys, newer)[0], names(house, keys, newest)[0], TODAY)
    erase(house, keys, newer)
    for cpr, month in ((CPR, "2025M01"), (newer, "2025M02"), (newest, "2025M03")):
        samples.put(house, absence([cpr, *OTHERS[:2]], month), f"{month}.csv")
    assert [drop.rows.loaded for drop in samples.take(house, keys)] == [2, 2, 2]
    assert Persons.read(house, keys).same == ()


def test_a_new_number_does_not_bring_an_erased_person_back(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    newer = samples.cprs(31)[-1]
    erase(house, keys)
    renumber(house, keys, names(house, keys)[0], names(house, keys, newer)[0], TODAY)
    assert samples.send(house, keys, absence([newer, *OTHERS[:2]], "2025M12")).rows.loaded == 2
