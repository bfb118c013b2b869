"""An installation with new files in its inbox that can be reset any number of times, and its undisturbed result."""

from __future__ import annotations

import pickle
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
from tests.command_process import call
from tests.end_to_end.built_towns import sent_files
from tests.end_to_end.small_worlds import UNTIL, Installation
from tests.faults.changing import Fault
from tests.intake import samples
from tests.shared_builds import copy_of

# Names of temporary files and folders, anywhere in the data folder.
_HALF = re.compile(r"^\.(incoming|rejected\.new|print-.*|.*\.(part|new))$")
# The first files after this day are about the school year's last quarter.
_A_YEAR_IN = date(2025, 7, 1)
_SAVED = "world.pickle"
_ID = re.compile(r"\d{8}-\w{8}")


def send_news(installation: Installation) -> None:
    """A new month; a duplicate; a file with problems; a workbook of two sheets; an unreadable file.

    All concern days before the first period with known data, so that only the correction changes a published figure.
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
    """The complete result of a run, under names that are equal in every installation."""

    drops: Counter[tuple[Any, ...]]
    cells: dict[tuple[Any, ...], tuple[Any, ...]]
    tables: dict[str, list[tuple[Any, ...]]]
    answers: list[str]
    ledger: list[tuple[Any, ...]]


def look(installation: Installation) -> Seen:
    """Collect the complete result of a run."""
    drops = installation.manifests()
    # The published values of each cell in order of publication.
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
    """The published tables; a receipt's id differs between installations and is replaced by its file name."""
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
    """Every drop as its sender knows it."""
    return Counter((d.partner, d.feed, d.file_name, d.received_at, d.verdict, d.rows) for d in drops)


def _answers(installation: Installation, drops: list[Manifest]) -> list[str]:
    """The files in every `retur/` and the receipts."""
    names = _names(drops)
    paths = [*installation.settings.inbox.glob("*/retur/*"), *installation.settings.receipts.rglob("*")]
    return sorted(_ID.sub(lambda found: names[found[0]], path.name) for path in paths if path.is_file())


def halves(installation: Installation) -> list[str]:
    """Temporary files and folders that were left behind."""
    paths = installation.settings.data.rglob("*")
    named = [path for path in paths if _HALF.match(path.name) and path.name != ".incoming"]
    within = [installation.settings.raw.glob(".incoming/*"), installation.settings.data.glob("tmp/*")]
    return sorted(str(path) for path in [*named, *(path for each in within for path in each)])


@dataclass
class World:
    """An installation that is reset for every test, and what an undisturbed run makes of its new files."""

    installation: Installation
    kept: Path
    sent: list[SentFile] = field(default_factory=list)
    before: Seen = field(init=False)
    undisturbed: Seen = field(init=False)
    # Every file-system change that an undisturbed run makes, in order.
    changes: list[str] = field(init=False)
    # Duration of an undisturbed run in seconds; a kill comes within it.
    seconds: float = field(init=False)
    news: set[str] = field(init=False)

    @classmethod
    def make(cls, root: Path, hamlet: Path) -> World:
        """Copy the published hamlet, save it with the new files in its inbox, and record the undisturbed result."""
        world, seen = cls(Installation(copy_of(hamlet, root / "inst")), root / "kept"), root / "changes"
        world.sent = sent_files(root / "sent", residents=250, years=1)
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

    def save(self) -> None:
        """Write the world beside its folders."""
        (self.kept.parent / _SAVED).write_bytes(pickle.dumps(self))

    @classmethod
    def load(cls, root: Path) -> World:
        """Read a world from its folder, or from a copy of it."""
        world: World = pickle.loads((root / _SAVED).read_bytes())  # noqa: S301 - written by another test worker
        world.installation, world.kept = Installation(root / "inst"), root / "kept"
        return world

    def keep(self, name: str) -> None:
        """Save the current state of the installation under a name."""
        shutil.copytree(self.installation.root, self.kept / name, symlinks=True)

    def anew(self, name: str = "news") -> Installation:
        """Reset the installation: to the state with the new files waiting, or to another saved state."""
        shutil.rmtree(self.installation.root, ignore_errors=True)
        shutil.copytree(self.kept / name, self.installation.root, symlinks=True)
        return self.installation

    def correct(self, days: int) -> None:
        """Send a school's correction of a quarter with more days of absence; a published figure changes."""
        quarter = next(each for each in self.sent if each.feed == "absence" and each.sent > _A_YEAR_IN)
        rows = [row | {"sick_days": row["sick_days"] + days} for row in quarter.rows]
        corrected = replace(quarter, rows=rows, sent=UNTIL, name=f"rettet {days}")
        corrected.write(self.installation.settings.inbox, days)

    def finish(self, fault: Fault | None = None) -> None:
        """Run without faults."""
        ended = call(self.installation, "run", before=fault and fault.set)
        assert ended.code == 0, ended

    def kill(self, fault: Fault) -> bool:
        """Run until the fault kills it; return whether the fault was reached. Assert that no file is lost or
        duplicated."""
        ended = call(self.installation, "run", before=fault.set)
        assert ended.code == -signal.SIGKILL or (ended.code == 0 and not ended.err), (fault, ended)
        self.assert_nothing_lost(fault)
        return ended.code != 0

    def assert_nothing_lost(self, why: object = None) -> None:
        """Assert that no file is missing and that the published figures are all old or all new."""
        self.assert_nothing_missing(why)
        assert tables_of(self.installation) in (self.before.tables, self.undisturbed.tables), why

    def assert_nothing_missing(self, why: object) -> None:
        """Assert that each file is in the inbox or the archive, and in the archive only once."""
        drops = self.installation.manifests()
        waiting = {file.path.name for file in list_waiting(self.installation.settings.inbox)}
        assert self.news <= waiting | {drop.file_name for drop in drops}, why
        assert _as_sent(drops) <= self.undisturbed.drops, why
        sequences = [drop.sequence for drop in drops]
        assert sequences == list(range(1, len(sequences) + 1)), why

    def assert_as_undisturbed(self) -> None:
        """Assert that the next complete run gives the undisturbed result and leaves no temporary files."""
        assert_same(look(self.installation), self.undisturbed)
        left = halves(self.installation)
        assert not left, left
        assert not list(list_waiting(self.installation.settings.inbox))


def assert_same(seen: Seen, wanted: Seen) -> None:
    """Compare part by part, because the difference of the whole is too long to print."""
    for name, rows in wanted.tables.items():
        new, gone = set(seen.tables[name]) - set(rows), set(rows) - set(seen.tables[name])
        assert not new, (name, len(new), sorted(new, key=repr)[:2], sorted(gone, key=repr)[:2])
    for part in fields(Seen):
        assert getattr(seen, part.name) == getattr(wanted, part.name), part.name
