from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.intake.archive.drop_folder import ORIGINAL
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.key_files import load_keys
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import Persons
from pipelines.pipeline import ingest
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


def erase(installation: Settings, keys: Keys, cpr: str = CPR) -> Erased:
    return forget(installation, keys, names(installation, keys, cpr), TODAY)


def originals(installation: Settings) -> set[str]:
    return {
        drop.file_name for drop in drops(installation) if (installation.raw / drop.folder / ORIGINAL).exists()
    }


def everything(installation: Settings) -> dict[str, object]:
    """The content of the archive without times: rows of each table, counts of each drop, sealed originals."""
    rows = {f"{drop}/{name}": table.rows() for drop, name, table in tables(installation)}
    counts = {drop.file_name: (drop.rows, drop.scopes, drop.key_fingerprint) for drop in drops(installation)}
    return {"rows": rows, "counts": counts, "originals": originals(installation)}


def add_up(drop: Manifest, installation: Settings) -> None:
    """The counts of a drop are those of its files, and the partner's receipt says the same."""
    held = {name: table.height for file, name, table in tables(installation) if file == drop.file_name}
    receipt = json.loads((installation.receipts / drop.partner / f"{drop.receipt_id}.json").read_text())[
        "rows"
    ]
    assert drop.rows.loaded == held.get("rows.parquet", 0)
    assert drop.rows.quarantined == held["quarantine.parquet"]
    assert receipt == drop.rows.as_json()


def test_a_person_is_gone_from_every_version_of_every_drop(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    before = {drop.file_name: drop.rows for drop in drops(installation)}
    person_key = keys.person_key(CPR)
    assert len(stands_in(installation, person_key)) == 5
    erased = erase(installation, keys)
    assert stands_in(installation, person_key) == set()
    assert find(installation, names(installation, keys)) == []
    assert (erased.rows, len(erased.drops)) == (5, 5)
    for drop in drops(installation):
        add_up(drop, installation)
        assert drop.rows.read == before[drop.file_name].read
        assert (
            sum(drop.scopes.values()) == before[drop.file_name].loaded - 1 or drop.file_name not in "abc.csv"
        )


def test_the_others_stay(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    before = {
        (d, n): t.filter(t["person_key"] != keys.person_key(CPR)).rows() for d, n, t in tables(installation)
    }
    erase(installation, keys)
    assert {(d, n): t.rows() for d, n, t in tables(installation)} == before


def test_originals_with_the_person_are_destroyed_and_no_others(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    assert len(originals(installation)) == 6
    assert {drop.file_name for drop in erase(installation, keys).originals} == {f"{x}.csv" for x in "abcde"}
    assert originals(installation) == {"f.csv"}
    logged = [json.loads(line) for line in (installation.logs / "purge.jsonl").read_text().splitlines()]
    assert len(logged) == 5 and all(line["what"] == ORIGINAL for line in logged)


def test_every_drop_of_a_file_with_the_person_loses_its_original(installation: Settings, keys: Keys) -> None:
    rows = {
        "Fravær": [samples.ABSENCE, *samples.absence(3, seed=2)],
        "Elever": [samples.PUPILS, [CPR, "05-09-2025", "561001", "Østskolen", "5A", "5"]],
    }
    samples.put(installation, samples.workbook(rows), "bog.xlsx")
    assert len(samples.ingest(installation, keys)) == 2
    erased = erase(installation, keys)
    assert (len(erased.drops), len(erased.originals), originals(installation)) == (1, 2, set())


def test_returned_files_with_the_person_are_removed(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    retur = installation.inbox / "oestskolen" / "retur"
    assert any(path.suffix == ".xlsx" for path in retur.iterdir())
    erase(installation, keys)
    assert {path.name.split(" ")[0] for path in retur.iterdir()} == {"f"}


def test_originals_of_unread_files_are_counted(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    samples.send(installation, keys, f"Navn;{CPR}\n".encode())
    assert erase(installation, keys).unseen == 1


def test_derived_tables_are_removed(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    made = [
        installation.warehouse,
        installation.data / "warehouse.duckdb.wal",
        installation.data / "as_of" / "2026-01-01" / "w",
    ]
    made += [installation.raw / ".incoming" / "cut" / "rows.parquet", installation.dbt / "tmp" / "spill"]
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"persons")
    erase(installation, keys)
    assert [path for path in made if path.exists()] == []


def test_the_next_run_computes_and_publishes_anew(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    before = State.now(installation)
    erase(installation, keys)
    after = State.now(installation)
    assert after != before and after.changed_feeds(before) == set(after.feeds)


def test_a_file_that_comes_again_does_not_bring_the_person_back(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    erase(installation, keys)
    samples.put(
        installation, absence([CPR, *OTHERS[:6]], "2025M12"), "g.csv", modified=samples.RECEIVED + 9 * DAY
    )
    (drop,) = samples.ingest(installation, keys)
    assert (drop.verdict, drop.rows.loaded, drop.rows.skipped, drop.rows.read) == ("accepted", 6, 1, 7)
    assert stands_in(installation, keys.person_key(CPR)) == set()
    (erased,) = [problem for problem in drop.problems if problem.code == "persons_erased"]
    assert ": 1." in erased.message_da and erased.row is None
    assert not (installation.raw / drop.folder / ORIGINAL).exists()


def test_a_row_that_would_be_quarantined_does_not_bring_the_person_back(
    installation: Settings, keys: Keys
) -> None:
    erase(installation, keys)
    rows = [[cpr, "561001", "2025M10", "20", "-1", "0", "0"] for cpr in (CPR, *OTHERS[:2])]
    rows.append([OTHERS[5], "561001", "2025M10", "20", "1", "0", "0"])
    drop = samples.send(installation, keys, samples.text(samples.ABSENCE, rows))
    assert (drop.rows.loaded, drop.rows.quarantined, drop.rows.skipped) == (1, 2, 1)
    assert stands_in(installation, keys.person_key(CPR)) == set()
    assert not list((installation.inbox / "oestskolen" / "retur").glob("*.xlsx"))


def test_a_file_about_only_the_person_is_rejected(installation: Settings, keys: Keys) -> None:
    erase(installation, keys)
    drop = samples.send(installation, keys, absence([CPR]))
    assert (drop.verdict, drop.rows.read, drop.rows.skipped) == ("rejected", 1, 1)
    assert not (installation.raw / drop.folder / ORIGINAL).exists()


def test_of_a_rejected_file_no_row_is_counted_twice(installation: Settings, keys: Keys) -> None:
    erase(installation, keys)
    body = [[cpr, "999999", "2025M10", "20", "1", "0", "0"] for cpr in (CPR, *OTHERS[:3])]
    drop = samples.send(installation, keys, samples.text(samples.ABSENCE, body))
    assert (drop.verdict, drop.rows.read, drop.rows.loaded) == ("rejected", 4, 0)


def test_files_without_the_person_are_ingested_as_before(installation: Settings, keys: Keys) -> None:
    erase(installation, keys)
    drop = samples.send(installation, keys, absence(OTHERS[:4]))
    assert (drop.rows.loaded, drop.problems) == (4, [])
    assert (installation.raw / drop.folder / ORIGINAL).exists()


def test_an_erased_person_stays_erased_after_a_key_rotation(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    erase(installation, keys)
    rotate(installation)
    renewed = load_keys(installation.keys)
    samples.put(
        installation, absence([CPR, *OTHERS[:6]], "2025M12"), "g.csv", modified=samples.RECEIVED + 9 * DAY
    )
    (drop,) = samples.ingest(installation, renewed)
    assert (drop.rows.loaded, drop.rows.skipped) == (6, 1)


def test_the_person_register_holds_no_number(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    erase(installation, keys)
    written = installation.person_register.read_text()
    assert CPR not in written and keys.person_key(CPR) not in written
    assert names(installation, keys)[0].erasure_key in json.loads(written)["erased"]


def test_erasing_again_changes_nothing(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    erase(installation, keys)
    before = everything(installation)
    again = forget(installation, keys, names(installation, keys), date(2027, 1, 1))
    assert (again.rows, again.drops, again.originals) == (0, (), ())
    assert everything(installation) == before
    assert set(Persons.read(installation, keys).erased.values()) == {TODAY.isoformat()}


def test_a_person_without_rows_can_be_erased_beforehand(installation: Settings, keys: Keys) -> None:
    assert erase(installation, keys).rows == 0
    fill(installation, keys)
    assert stands_in(installation, keys.person_key(CPR)) == set()


def test_after_a_power_failure_at_any_step_the_next_call_finishes(
    installation: Settings, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(installation, keys)
    shutil.copytree(installation.data, tmp_path / "before")
    erase(installation, keys)
    done, step, cut = everything(installation), 0, True
    while cut:
        step += 1
        shutil.rmtree(installation.data)
        shutil.copytree(tmp_path / "before", installation.data)
        with power_cut_at(step, monkeypatch):
            try:
                erase(installation, keys)
                cut = False
            except Cut:
                pass
        # A recorded erasure is finished by the next call; before it is recorded, nothing has changed.
        pending = installation.person_register.exists() and Persons.read(installation, keys).pending
        if cut and not pending and not installation.person_register.exists():
            erase(installation, keys)
        erasing.finish_erasure(installation, keys)
        assert everything(installation) == done, step
    assert step > 20


def test_a_run_finishes_what_was_interrupted(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(installation, keys)
    with power_cut_at(12, monkeypatch), pytest.raises(Cut):
        erase(installation, keys)
    assert stands_in(installation, keys.person_key(CPR))
    assert ingest(installation).drops == []
    assert stands_in(installation, keys.person_key(CPR)) == set()


def test_a_replaced_number_is_the_same_person(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    newer = samples.cprs(31)[-1]
    renumber(installation, keys, names(installation, keys)[0], names(installation, keys, newer)[0], TODAY)
    assert stands_in(installation, keys.person_key(CPR)) == set()
    assert len(stands_in(installation, keys.person_key(newer))) == 5
    samples.put(
        installation, absence([CPR, *OTHERS[:6]], "2025M12"), "g.csv", modified=samples.RECEIVED + 9 * DAY
    )
    samples.ingest(installation, keys)
    assert len(stands_in(installation, keys.person_key(newer))) == 6
    assert (
        len(find(installation, names(installation, keys, CPR)))
        == len(find(installation, names(installation, keys, newer)))
        == 6
    )


def test_rows_under_both_numbers_are_merged(installation: Settings, keys: Keys) -> None:
    newer = samples.cprs(31)[-1]
    rows = [[cpr, "561001", "2025M09", "20", sick, "0", "0"] for cpr, sick in ((CPR, "1"), (newer, "2"))]
    rows += [[CPR, "561001", "2025M08", "20", "3", "0", "0"], *samples.absence(2, seed=9)]
    before = samples.send(installation, keys, samples.text(samples.ABSENCE, rows))
    renumber(installation, keys, names(installation, keys)[0], names(installation, keys, newer)[0], TODAY)
    rows[0][4] = "4"
    samples.put(installation, samples.text(samples.ABSENCE, rows), modified=samples.RECEIVED + DAY)
    after = samples.ingest(installation, keys)[0]
    key = keys.person_key(newer)
    for drop in (before, after):
        mine = samples.rows(installation, drop).filter(pl.col("person_key") == key)
        assert mine.select("month", "sick_days").rows() == [(date(2025, 9, 1), 2.0), (date(2025, 8, 1), 3.0)]
    assert (after.rows.loaded, after.rows.collapsed, after.rows.read) == (4, 1, 5)
    assert (drops(installation)[0].rows.loaded, drops(installation)[0].rows.read) == (4, 5)


def test_a_person_is_erased_under_every_number(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    newer, newest = samples.cprs(32)[-2:]
    renumber(installation, keys, names(installation, keys)[0], names(installation, keys, newer)[0], TODAY)
    renumber(
        installation, keys, names(installation, keys, newer)[0], names(installation, keys, newest)[0], TODAY
    )
    erase(installation, keys, newer)
    for cpr, month in ((CPR, "2025M01"), (newer, "2025M02"), (newest, "2025M03")):
        samples.put(installation, absence([cpr, *OTHERS[:2]], month), f"{month}.csv")
    assert [drop.rows.loaded for drop in samples.ingest(installation, keys)] == [2, 2, 2]
    assert Persons.read(installation, keys).same == ()


def test_a_new_number_does_not_bring_an_erased_person_back(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    newer = samples.cprs(31)[-1]
    erase(installation, keys)
    renumber(installation, keys, names(installation, keys)[0], names(installation, keys, newer)[0], TODAY)
    assert samples.send(installation, keys, absence([newer, *OTHERS[:2]], "2025M12")).rows.loaded == 2
