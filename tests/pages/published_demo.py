"""An installation with a publication and a release, and its pages served on a local port."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import polars as pl
import uvicorn
from starlette.types import ASGIApp

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.key_files import keys_of, make_keys
from pipelines.pages.app import pages
from pipelines.pages.login import Login
from pipelines.publication.mart_files import Mart, write_database, write_parquet
from pipelines.settings import Limits, Settings
from tests.intake import samples
from tests.report import example_tables

LOGIN = Login("a-secret-of-one-start", "medvind-3001")
COOKIE = f"{LOGIN.cookie}={LOGIN.secret}"


def published(folder: Path, limits: Limits | None = None) -> Settings:
    """An installation with a publication of `tables_with_areas()`, and a release of it."""
    settings = Settings(folder / "data", folder / "keys", limits or Limits())
    tables = tables_with_areas()
    for target in (settings.publications / "1", settings.releases / "2026K3"):
        publish(target, tables)
    (settings.marts / "parquet").symlink_to(settings.publications / "1" / "parquet")
    (settings.marts / "medvind.duckdb").hardlink_to(settings.publications / "1" / "medvind.duckdb")
    return settings


def published_with_keys(folder: Path) -> Settings:
    """The same with keys of its own, so that files can be ingested at once."""
    settings = published(folder, Limits(settle_seconds=0.0))
    make_keys(settings.keys_folder)
    return settings


def send_held(settings: Settings) -> Manifest:
    """Send a list, and one that is much smaller, which is held; return that one."""
    keys = keys_of(settings)
    samples.send(settings, keys, samples.text(samples.ABSENCE, samples.absence(10)))
    drop = samples.send(settings, keys, samples.text(samples.ABSENCE, samples.absence(10)[:5]))
    assert drop.verdict == "held"
    return drop


def tables_with_areas() -> dict[str, pl.DataFrame]:
    """Absence by area over several years: one of them hidden, one not delivered. No hidden row holds a number."""
    nothing = dict.fromkeys(("numerator", "denominator", "value", "ci_low", "ci_high", "pooled_3y", "few"))
    area = [example_tables.share(2021, 12, 60, area="OE1"), example_tables.share(2022, 10, 60, area="OE1")]
    area += [example_tables.hidden(2023, area="OE1"), example_tables.share(2024, 10, 100, area="OE1")]
    missing = example_tables.year(2020, status="not_delivered")
    rows = [
        row | nothing if row["status"] == "suppressed" else row
        for row in [*example_tables.figures()[:4], *area]
    ]
    wellbeing = example_tables.figures()[-1]
    cells = example_tables.example_marts.cells(missing | nothing, *rows, wellbeing)
    return example_tables.tables(
        indicators=cells, deliveries=receipts(), indicator_drops=example_tables.example_marts.drops()
    )


def receipts() -> pl.DataFrame:
    """A receipt of each verdict, each with one row more than the last; and one missing feed."""
    came, missing = example_tables.example_marts.deliveries().partition_by("receipt_id")
    verdicts = ("accepted_with_warnings", "accepted", "held", "rejected", "duplicate")
    rows = []
    for place, verdict in enumerate(verdicts, start=1):
        loaded = place if verdict.startswith("accepted") else 0
        bad = 2 if verdict == "accepted_with_warnings" else 0
        shown = {"verdict": verdict, "rows_read": place + bad, "rows_loaded": loaded, "rows_quarantined": bad}
        unknown = {"feed": None, "period": None} if verdict == "rejected" else {}
        rows.append(came.to_dicts()[0] | shown | unknown | {"receipt_id": f"r{place}"})
    return pl.concat([pl.DataFrame(rows, came.schema), missing])


def publish(folder: Path, tables: dict[str, pl.DataFrame]) -> None:
    """Write a publication as `publish` does."""
    (folder / "parquet").mkdir(parents=True)
    marts = {
        name: Mart(rows, {None: "Ord", rows.columns[0]: "Kolonnens ord"}) for name, rows in tables.items()
    }
    write_parquet(folder / "parquet", marts)
    write_database(folder / "medvind.duckdb", marts)
    metadata = {"id": folder.name, "published_at": datetime(2026, 11, 24, 8, tzinfo=UTC).isoformat()}
    (folder / "publication.json").write_text(json.dumps(metadata | {"definitions": {}}), encoding="utf-8")
    (folder / "report.html").write_text("<title>Rapport</title>", encoding="utf-8")


@contextmanager
def served(settings: Settings) -> Iterator[int]:
    """Serve the pages; yield the port."""
    with served_app(pages(settings, LOGIN)) as port:
        yield port


@contextmanager
def served_app(app: ASGIApp) -> Iterator[int]:
    """Serve an application on a free port; yield the port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield int(listener.getsockname()[1])
        server.should_exit = True
        thread.join()


class Visitor:
    """A simple HTTP client with the status, headers and text of its last response, logged in by its `cookie`."""

    def __init__(self, port: int, cookie: str = COOKIE) -> None:
        self.port, self.cookie = port, cookie
        self.status, self.headers, self.body = 0, dict[str, str](), b""

    def get(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> str:
        """Request a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=600)
        shown = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Cookie": self.cookie} | shown)
        answer = connection.getresponse()
        self.status, self.headers, self.body = answer.status, dict(answer.headers), answer.read()
        connection.close()
        return self.body.decode("utf-8", "replace")

    def send(self, path: str, **fields: str) -> str:
        """Submit a form as the pages do."""
        origin = f"http://127.0.0.1:{self.port}"
        return self.get(path, "POST", urlencode(fields), Origin=origin)
