"""One installation over its lifetime with all kinds of failures and their repair, then searched for personal data."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.demo.invented_cpr import invented_cpr
from pipelines.demo.names import _STREETS
from pipelines.demo.random_source import seeded_random
from pipelines.transform.indicator_definitions import indicator_ids
from tests.end_to_end.leaks import Wanted, leaks_in, persons_in
from tests.end_to_end.serving import Service, listening_addresses, until
from tests.end_to_end.small_worlds import BORN, Installation, Town, absence
from tests.shared_builds import copy_of

LOOPBACK = {"0100007F", "00000000000000000000000001000000"}
STRANGERS = [invented_cpr(seeded_random("stranger", number), BORN, "female") for number in range(40)]
NAMES = ["Valborg Tranebær", "Sværdliljevej 17"]
# A freeze, then commands about single persons, and what is typed at their prompts.
RIGHTS = {
    "freeze": (("freeze", "2026K4"), ""),
    "find": (("find",), STRANGERS[3]),
    "mistyped": (("find",), f"{NAMES[0]} {STRANGERS[3]}"),
    "forget": (("forget",), f"{STRANGERS[3][:6]}-{STRANGERS[3][6:]}\nslet\n"),
    "alias": (("alias",), f"{STRANGERS[4]}\n{STRANGERS[5]}\n"),
    "looked for": (("sql", f"from overview where name_da = '{NAMES[0]} {STRANGERS[4]}'"), ""),
    "rotate": (("key", "rotate"), ""),
    "purge": (("purge",), ""),
}


@dataclass
class Life:
    """Outputs and states recorded along the lifetime."""

    installation: Installation
    wanted: Wanted
    runs: list[dict[str, Any]] = field(default_factory=list)
    listening: set[tuple[str, int]] = field(default_factory=set)
    reachable: bool = True
    taken_unasked: int = 0
    stopped_clean: bool = False
    mishaps: dict[str, CompletedProcess[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def life(hamlet: Installation, hamlet_inbox: Town, tmp_path_factory: pytest.TempPathFactory) -> Life:
    installation = Installation(copy_of(hamlet.root, tmp_path_factory.mktemp("life")))
    lived = Life(installation, wanted(hamlet_inbox))
    send_mistakes(installation)
    be_served(lived)
    lived.mishaps["broken archive"] = with_a_broken_archive(installation)
    lived.mishaps["failed expectation"] = with_a_failed_expectation(installation)
    lived.mishaps["mended"] = installation.ask("run")
    lived.mishaps["query"] = installation.ask("sql", f"select '{STRANGERS[0]}'::date")
    lived.mishaps["status"] = installation.ask("status")
    lived.mishaps |= {name: installation.ask(*words, typed=typed) for name, (words, typed) in RIGHTS.items()}
    installation.put("med en slettet.csv", absence(STRANGERS[3:9], "2025M09"), sent=date.today())
    installation.put("uden.csv", absence(STRANGERS[6:9], "2025M08"), sent=date.today())
    lived.mishaps["last run"] = installation.ask("run")
    return lived


def wanted(town: Town) -> Wanted:
    cprs, texts = persons_in(town.sent)
    assert len(cprs) > 200 and len(texts) > 200
    return Wanted([*cprs, *STRANGERS], [*texts, *NAMES, *_STREETS])


def dashed(cpr: str) -> str:
    return f"{cpr[:6]}-{cpr[6:]}"


def send_mistakes(installation: Installation) -> None:
    """Send files with personal data in every place where it does not belong."""
    one, two, *others = STRANGERS
    header = "CPR-nr;Institutionsnr;Måned;Skoledage;Sygdom;Lovligt;Ulovligt;Bemærkning;Mors cpr"
    rows = [f"{cpr};561001;2024M01;20;1;0;0;{NAMES[0]} {dashed(two)};{two}" for cpr in others]
    installation.put(f"fravær {dashed(one)}.csv", "\n".join([header, *rows]))
    installation.put(
        "forkerte kolonner.csv",
        "\n".join([header, f"{NAMES[0]};{one};{dashed(two)};{one};{NAMES[1]};{two};0;;"]),
    )
    installation.put("ukendt liste.csv", f"{NAMES[0]};{one}\n{NAMES[1]};{two}\n")
    residents = [f"{cpr};01-01-2024;{NAMES[1]};dansk" for cpr in others]
    installation.put(
        "boliger.csv", "\n".join(["CPR-nr;Status pr.;Boligområde;Herkomst", *residents]), "kommunen"
    )
    installation.put("halv.xlsx", f"PK\x03\x04{NAMES[0]}{one}", "kommunen")


def be_served(life: Life) -> None:
    """Let the sensor ingest the waiting files, then one more file, without any command."""
    service = Service(life.installation)
    service.start()
    try:
        until(lambda: service.statuses() and service.all_ended(), "the files start no run that ends")
        life.listening = listening_addresses(life.installation)
        life.reachable = reachable_from_elsewhere(service.port)
        path = life.installation.put("endnu en.csv", absence(STRANGERS[:3], "2025M10"))
        until(lambda: not path.exists() and service.all_ended(), "the file was not taken")
        life.taken_unasked = sum(name == path.name for name in taken_files(life.installation))
        life.runs = service.runs()
    finally:
        life.stopped_clean = service.stop()


def taken_files(installation: Installation) -> list[str]:
    """File names of the drops that the published `deliveries` table lists."""
    published_receipts = {row[0] for row in installation.published("deliveries", "receipt_id")}
    return [drop.file_name for drop in installation.manifests() if drop.receipt_id in published_receipts]


def reachable_from_elsewhere(port: int) -> bool:
    """Whether the page answers on another address of this machine than its loopback address."""
    try:
        # 127.0.0.2 is also this machine, but not the address 127.0.0.1.
        socket.create_connection(("127.0.0.2", port), timeout=5).close()
    except OSError:
        return False
    return True


def with_a_broken_archive(installation: Installation) -> CompletedProcess[str]:
    """A run whose build fails because a stored drop is truncated; repaired afterwards."""
    rows = next(iter(sorted(installation.settings.raw.glob("absence/2*/rows.parquet"))))
    whole = rows.read_bytes()
    installation.put("mere.csv", absence(STRANGERS[3:6], "2024M03"))
    rows.write_bytes(whole[: len(whole) // 2])
    ended = installation.ask("run")
    rows.write_bytes(whole)
    return ended


def with_a_failed_expectation(installation: Installation) -> CompletedProcess[str]:
    """A run whose audit fails because a previously published indicator is missing; repaired afterwards."""
    path = (installation.settings.marts / "parquet").resolve() / "indicators.parquet"
    published = pq.read_table(path)
    gone = published.slice(0, 1).set_column(
        0, "indicator_id", pa.array(["gone"], published.schema.field(0).type)
    )
    whole = path.read_bytes()
    pq.write_table(pa.concat_tables([published, gone]), path)
    ended = installation.ask("run")
    path.write_bytes(whole)
    return ended


def test_the_page_is_on_this_machine_alone(life: Life) -> None:
    assert life.listening
    assert {address for address, _ in life.listening} <= LOOPBACK
    assert not life.reachable


def test_a_file_is_taken_without_anyone_touching_anything(life: Life) -> None:
    assert life.taken_unasked == 1


def test_the_runs_succeeded_and_recorded_their_checks(life: Life) -> None:
    assert len(life.runs) >= 2
    assert {(run["jobName"], run["status"]) for run in life.runs} == {("full_pipeline", "SUCCESS")}
    # A run in which no feed has changed builds no cells.
    assert "cells" in {check["assetKey"]["path"][0] for run in life.runs for check in run["checks"]}
    for run in life.runs:
        checks = run["checks"]
        assets = {check["assetKey"]["path"][0] for check in checks}
        assert {"feeds", "published", "indicators"} <= assets, sorted(assets)
        failed = {check["assetKey"]["path"][0] for check in checks if not check["success"]}
        assert failed <= {"feeds", *indicator_ids()}, "only partners' rows and deliveries were at fault"
    assert any(not check["success"] for run in life.runs for check in run["checks"])


def test_no_process_runs_on_after_the_stop_signal(life: Life) -> None:
    assert life.stopped_clean


def test_what_went_wrong_is_said_in_danish_and_without_a_traceback(life: Life) -> None:
    codes = {name: ended.returncode for name, ended in life.mishaps.items()}
    wrong = {"broken archive", "failed expectation", "query", "mistyped"}
    assert codes == {name: int(name in wrong) for name in life.mishaps}
    said = {name: ended.stdout + ended.stderr for name, ended in life.mishaps.items()}
    assert "Beregningen stoppede" in said["broken archive"]
    assert "Udgivelsen er holdt tilbage" in said["failed expectation"]
    assert not any("Traceback" in text or 'File "' in text for text in said.values())


def test_no_person_is_said_on_the_screen(life: Life) -> None:
    screens = {name: e.stdout + e.stderr for name, e in life.mishaps.items() if name != "query"}
    screens["serve"] = (life.installation.root / "serve.log").read_text(encoding="utf-8")
    assert {name: life.wanted.found_in(text.encode()) for name, text in screens.items()} == {
        name: set() for name in screens
    }


def test_no_person_is_left_in_the_data_folder(life: Life) -> None:
    data = life.installation.settings.data
    assert (data / "dagster").is_dir() and (data / "marts" / "rejected").is_dir()
    assert list(data.glob("raw/*/*/original.age")) and (data / "raw" / ".persons.json").exists()
    assert {path.name for path in (data / "logs").iterdir()} == {"access.jsonl", "purge.jsonl"}
    assert leaks_in(data, life.wanted, spared=[life.installation.settings.inbox]) == {}


def test_no_answer_shows_a_personal_number(life: Life) -> None:
    """Marked workbooks return partners' own cells, but no page shows a CPR number."""
    pages = list(life.installation.settings.inbox.rglob("retur/*.html"))
    numbers = Wanted([cpr.decode() for cpr in life.wanted.numbers if len(cpr) == 10], ["\0"])
    assert len(pages) > 3
    assert {page.name: numbers.found_in(page.read_bytes()) for page in pages} == {
        p.name: set() for p in pages
    }


def test_the_inbox_would_have_been_found_out(hamlet_inbox: Town, life: Life) -> None:
    """Negative control: the search finds persons in the files that partners sent, including the last one."""
    assert len(leaks_in(hamlet_inbox.installation.settings.inbox, life.wanted)) > 10


def test_no_temporary_file_stays_behind(life: Life) -> None:
    assert [path.name for path in (life.installation.root / "tmp").iterdir()] == []


def packed_away(folder: Path, cpr: str, name: str) -> Iterator[Path]:
    """The same personal data in each container format that the search must open."""
    pq.write_table(pa.table({"note": [f"x {cpr} y"] * 3}), folder / "a.parquet", compression="zstd")
    yield folder / "a.parquet"
    with sqlite3.connect(folder / "b.db") as database:
        database.execute("create table t (body blob)")
        database.execute("insert into t values (?)", [zlib.compress(json.dumps({"k": dashed(cpr)}).encode())])
    yield folder / "b.db"
    with duckdb.connect(str(folder / "c.duckdb")) as warehouse:
        warehouse.execute("create table t as select ? as name from range(5000)", [name])
    yield folder / "c.duckdb"
    (folder / "d.log").write_bytes(f"{cpr[:6]} {cpr[6:]}".encode("utf-16"))
    yield folder / "d.log"
    (folder / f"{cpr}.txt").touch()
    yield folder / f"{cpr}.txt"


def test_the_search_finds_what_is_packed_away(tmp_path: Path) -> None:
    secret = Wanted([STRANGERS[0]], NAMES)
    hidden = {path.name for path in packed_away(tmp_path, STRANGERS[0], NAMES[0])}
    assert leaks_in(tmp_path, secret).keys() == hidden
    shutil.rmtree(tmp_path)
