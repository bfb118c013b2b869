"""One house with news in its inbox, as it was, as often as one likes; and what came of it undisturbed."""

from __future__ import annotations

import re
import shutil
import signal
import time
from collections import Counter
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.demo.sent_files import SentFile
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.inbox.listing import list_waiting
from pipelines.publication.disclosure.cell import KEY
from pipelines.publication.warehouse_cells import LEDGER
from tests.end_to_end.small_worlds import UNTIL, Installation, new_installation, settle
from tests.faults.changing import Fault
from tests.faults.commanding import call
from tests.intake import samples

# What is half done has such a name, wherever it stands.
_HALF = re.compile(r"^\.(incoming|rejected\.new|print-.*|.*\.(part|new))$")
# The first parcels after this tell of the school year's last quarter.
_A_YEAR_IN = date(2025, 7, 1)
_ID = re.compile(r"\d{8}-\w{8}")


def send_news(installation: Installation) -> None:
    """A new month; the same again; one with faults; a workbook of two lists; one that nobody can read.

    All lie before the first period that anything is known of, so that only what is corrected changes a shown figure.
    """
    month = samples.text(samples.ABSENCE, samples.absence(9, "2023M08"))
    faulty = [
        *samples.absence(6, "2023M09", seed=2),
        ["010101-1234", "561001", "2023M09", "20", "x", "0", "0"],
    ]
    two = {
        "Fravær": [samples.ABSENCE, *samples.absence(4, "2023M10", seed=3)],
        "Elever": [samples.PUPILS, *samples.pupils(4, "05-09-2023")],
    }
    installation.put("a ny.csv", month)
    installation.put("b igen.csv", month)
    installation.put("c fejl.csv", samples.text(samples.ABSENCE, faulty))
    installation.put("d to lister.xlsx", samples.workbook(two))
    installation.put("e ukendt.csv", "noget;andet\r\n1;2\r\n")


@dataclass(frozen=True)
class Seen:
    """All that came of a house's work, by names that are the same in every house."""

    drops: Counter[tuple[Any, ...]]
    cells: dict[tuple[Any, ...], tuple[Any, ...]]
    tables: dict[str, list[tuple[Any, ...]]]
    answers: list[str]
    ledger: list[tuple[Any, ...]]


def look(installation: Installation) -> Seen:
    """Everything that a run should have done."""
    drops = installation.manifests()
    # What readers saw of each cell, one after the other.
    ledger = (
        pl.read_parquet(installation.settings.current_publication / LEDGER)
        .sort(*KEY, "published_at")
        .drop("published_at")
    )
    return Seen(
        _as_sent(drops),
        installation.cells(),
        tables_of(installation),
        _answers(installation, drops),
        ledger.rows(),
    )


def tables_of(installation: Installation) -> dict[str, list[tuple[Any, ...]]]:
    """What readers see; a receipt, which is another in each house, is named after its file."""
    names = _names(installation.manifests())
    with duckdb.connect(str(installation.settings.published), read_only=True) as marts:
        tables = [name for (name,) in marts.execute("select table_name from duckdb_tables()").fetchall()]
        rows = {name: marts.execute(f"from {name}").fetchall() for name in tables}
    return {
        name: sorted((tuple(names.get(value, value) for value in row) for row in found), key=repr)
        for name, found in rows.items()
    }


def _names(drops: list[Manifest]) -> dict[object, str]:
    return {drop.receipt_id: f"{drop.file_name} {drop.feed}" for drop in drops}


def _as_sent(drops: list[Manifest]) -> Counter[tuple[Any, ...]]:
    """Every drop, as its sender knows it."""
    return Counter((d.partner, d.feed, d.file_name, d.received_at, d.verdict, d.rows) for d in drops)


def _answers(installation: Installation, drops: list[Manifest]) -> list[str]:
    """The files in every `retur/`, and the receipts."""
    names = _names(drops)
    paths = [*installation.settings.inbox.glob("*/retur/*"), *installation.settings.receipts.rglob("*")]
    return sorted(_ID.sub(lambda found: names[found[0]], path.name) for path in paths if path.is_file())


def halves(installation: Installation) -> list[str]:
    """Whatever is half done and left."""
    paths = installation.settings.data.rglob("*")
    named = [path for path in paths if _HALF.match(path.name) and path.name != ".incoming"]
    within = [installation.settings.raw.glob(".incoming/*"), installation.settings.data.glob("tmp/*")]
    return sorted(str(path) for path in [*named, *(path for each in within for path in each)])


@dataclass
class World:
    """The house that every test has to itself, always in the same place: dbt need not read its project anew."""

    installation: Installation
    kept: Path
    sent: list[SentFile] = field(default_factory=list)
    before: Seen = field(init=False)
    undisturbed: Seen = field(init=False)
    # Every change of the file system that an undisturbed run makes, in order.
    changes: list[str] = field(init=False)
    # How long that took here: so far into a run it may be killed.
    seconds: float = field(init=False)
    news: set[str] = field(init=False)

    @classmethod
    def make(cls, root: Path) -> World:
        """Settle a hamlet, publish, keep it with the news; and see what comes of them undisturbed."""
        world, seen = cls(new_installation(root / "house"), root / "kept"), root / "changes"
        world.sent = settle(world.installation, residents=250, years=1)
        world.finish()
        world.before = look(world.installation)
        send_news(world.installation)
        world.correct(1)
        world.news = {file.path.name for file in list_waiting(world.installation.settings.inbox)}
        world.keep("news")
        began = time.monotonic()
        world.finish(Fault(seen=str(seen)))
        world.seconds = time.monotonic() - began
        world.undisturbed, world.changes = look(world.installation), seen.read_text().splitlines()
        assert world.undisturbed.tables["overview"] != world.before.tables["overview"]
        return world

    def keep(self, name: str) -> None:
        """Remember the house as it is now."""
        shutil.copytree(self.installation.root, self.kept / name, symlinks=True)

    def anew(self, name: str = "news") -> Installation:
        """The house as it was: when the news had come, or at another moment that was kept."""
        shutil.rmtree(self.installation.root, ignore_errors=True)
        shutil.copytree(self.kept / name, self.installation.root, symlinks=True)
        return self.installation

    def correct(self, days: int) -> None:
        """A school corrects a quarter: everybody was ill for more days. A figure that is shown becomes another."""
        quarter = next(each for each in self.sent if each.feed == "absence" and each.sent > _A_YEAR_IN)
        rows = [row | {"sick_days": row["sick_days"] + days} for row in quarter.rows]
        corrected = replace(quarter, rows=rows, sent=UNTIL, name=f"rettet {days}")
        corrected.write(self.installation.settings.inbox, days)

    def finish(self, fault: Fault | None = None) -> None:
        """A run that nothing disturbs."""
        ended = call(self.installation, "run", before=fault and fault.set)
        assert ended.code == 0, ended

    def kill(self, fault: Fault) -> bool:
        """A run that is killed; say whether it came as far as that. Nothing is lost or doubled by it."""
        ended = call(self.installation, "run", before=fault.set)
        assert ended.code == -signal.SIGKILL or (ended.code == 0 and not ended.err), (fault, ended)
        self.assert_nothing_lost(fault)
        return ended.code != 0

    def assert_nothing_lost(self, why: object = None) -> None:
        """At any instant: nothing is missing, and readers see all of the old figures or all of the new."""
        self.assert_nothing_missing(why)
        assert tables_of(self.installation) in (self.before.tables, self.undisturbed.tables), why

    def assert_nothing_missing(self, why: object) -> None:
        """Each file is in the inbox or the archive, and none twice there."""
        drops = self.installation.manifests()
        waiting = {file.path.name for file in list_waiting(self.installation.settings.inbox)}
        assert self.news <= waiting | {drop.file_name for drop in drops}, why
        assert _as_sent(drops) <= self.undisturbed.drops, why
        sequences = [drop.sequence for drop in drops]
        assert sequences == list(range(1, len(sequences) + 1)), why

    def assert_as_undisturbed(self) -> None:
        """After the next whole run: all is as if nothing had happened, and nothing half done is left."""
        assert_same(look(self.installation), self.undisturbed)
        left = halves(self.installation)
        assert not left, left
        assert not list(list_waiting(self.installation.settings.inbox))


def assert_same(seen: Seen, wanted: Seen) -> None:
    """Part by part: the whole of it is too much to be told of."""
    for part in fields(Seen):
        assert getattr(seen, part.name) == getattr(wanted, part.name), part.name
