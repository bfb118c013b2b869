from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipelines.intake.archive.manifest import Manifest, Rows, Verdict
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.receipt.headline import headline, steps
from pipelines.intake.receipt.receipt_page import render_page
from pipelines.intake.receipt.return_folder import page_name
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import absence, cprs, ingest, put, send, text, workbook

DAY = datetime(2026, 1, 2, 9, 5)
DROP = Manifest("20260102-abc", "oestskolen", "fravær.csv", "f" * 64, DAY, DAY, 1, "accepted", "absence")


def drop(verdict: Verdict, **rows: int) -> Manifest:
    return replace(DROP, verdict=verdict, rows=Rows(**rows))


def receipt(installation: Settings, manifest: Manifest) -> dict[str, Any]:
    path = installation.receipts / manifest.partner / f"{manifest.receipt_id}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def page(installation: Settings, partner: str = "oestskolen") -> str:
    (path,) = (installation.inbox / partner / "retur").glob("*.html")
    return path.read_text(encoding="utf-8")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words = ""

    def handle_data(self, data: str) -> None:
        self.words += data


def words(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    return " ".join(parser.words.split())


def test_the_receipt_has_just_the_agreed_keys(installation: Settings, keys: Keys) -> None:
    sent_rows = absence(3)
    sent_rows[0][3] = "32"
    found = receipt(installation, send(installation, keys, text(samples.ABSENCE, sent_rows)))
    assert set(found) == {
        "receipt_id",
        "partner",
        "file_name",
        "sha256",
        "received_at",
        "feed",
        "verdict",
        "rows",
        "period_start",
        "period_end",
        "supersedes",
        "problems",
    }
    assert found["rows"] == {"read": 3, "loaded": 2, "quarantined": 1, "skipped": 0, "collapsed": 0}
    assert (found["verdict"], found["feed"]) == ("accepted_with_warnings", "absence")
    assert (found["period_start"], found["period_end"]) == ("2025-09-01", "2025-09-30")
    (problem,) = found["problems"]
    assert set(problem) == {"code", "severity", "sheet", "row", "column", "count", "message_da"}
    assert (problem["code"], problem["severity"]) == ("not_allowed", "error")
    assert (problem["sheet"], problem["row"], problem["column"]) == (None, 2, "D")


def test_a_workbook_with_two_feeds_gives_a_receipt_for_each(installation: Settings, keys: Keys) -> None:
    book = workbook(
        {
            "Fravær": [samples.ABSENCE, *absence(2)],
            "Noter": [["Husk at sende"]],
            "Elever": [samples.PUPILS, *samples.pupils(3)],
            "Fravær 2": [samples.ABSENCE, *absence(2, month="2025M10")],
        }
    )
    put(installation, book, "alt.xlsx")
    drops = ingest(installation, keys)
    assert [(d.feed, d.rows.loaded, d.verdict) for d in drops] == [
        ("absence", 4, "accepted"),
        ("pupils", 3, "accepted"),
    ]
    assert len({d.receipt_id for d in drops}) == 2
    assert len(list((installation.inbox / "oestskolen" / "retur").glob("*.html"))) == 2
    assert [receipt(installation, d)["feed"] for d in drops] == ["absence", "pupils"]


def test_neither_receipt_nor_page_holds_a_personal_number_and_the_receipt_no_value(
    installation: Settings, keys: Keys
) -> None:
    secret = "hemmeligt"
    number = cprs(1)[0]
    headers = [*samples.PUPILS, "Bemærkning", "Diagnose", ""]
    rows = [
        [number, secret, secret, secret, secret, secret, secret, secret, secret],
        [*samples.pupils(1)[0], secret, secret, secret],
        [number, "05-09-2025", "561001", f"{secret} {number}", secret, "42", number, "", ""],
    ]
    put(installation, text(headers, rows), f"Elev {number} og {number[:6]}-{number[6:]}.csv")
    (manifest,) = ingest(installation, keys)
    assert manifest.problems
    assert secret not in json.dumps(receipt(installation, manifest))
    for output in (
        json.dumps(receipt(installation, manifest)),
        page(installation),
        *map(str, installation.inbox.rglob("*")),
    ):
        assert number not in output and f"{number[:6]}-{number[6:]}" not in output
    assert "xxxxxx-xxxx" in page(installation)


def test_a_file_name_is_text_and_no_code(installation: Settings, keys: Keys) -> None:
    put(installation, b"", "<script>alert(1)</script>.csv".replace("/", "∕"))
    ingest(installation, keys)
    assert "<script>" not in page(installation)
    assert "&lt;script&gt;" in page(installation)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("fravær (1).csv", "fravær (1) - kvittering 20260102-abc.html"),
        ("a:b?<c>.xlsx", "a_b__c_ - kvittering 20260102-abc.html"),
        ("x" * 200, f"{'x' * 60} - kvittering 20260102-abc.html"),
    ],
)
def test_the_page_is_named_for_its_file(name: str, expected: str) -> None:
    assert page_name(replace(DROP, file_name=name)) == expected


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        (drop("accepted", loaded=1), "Tak. Vi har modtaget jeres fil, og den ene række er med."),
        (drop("accepted", loaded=12), "Tak. Vi har modtaget jeres fil, og alle 12 rækker er med."),
        (drop("accepted_with_warnings", loaded=3, quarantined=1), "1 af 4 rækker skal rettes, før den kan"),
        (drop("accepted_with_warnings", loaded=2, quarantined=2), "2 af 4 rækker skal rettes, før de kan"),
        (drop("held", skipped=3), "venter med at bruge den."),
        (drop("duplicate", skipped=3), "Vi havde filen i forvejen. I behøver ikke gøre noget."),
        (drop("rejected"), "Vi kan ikke bruge filen"),
    ],
)
def test_the_headline_says_what_matters_in_singular_and_plural(manifest: Manifest, sentence: str) -> None:
    assert sentence in headline(manifest)
    assert headline(manifest) in words(render_page(manifest))


def test_the_next_step_says_whether_rows_are_in_already() -> None:
    assert "allerede med" in " ".join(steps(drop("accepted_with_warnings", loaded=1, quarantined=1)))
    assert "tæller filen ikke med" in " ".join(steps(drop("rejected")))
    assert "ekretariatet" in " ".join(steps(drop("held")))


def test_the_receipt_is_never_read_as_a_drop(installation: Settings, keys: Keys) -> None:
    send(installation, keys, text(samples.ABSENCE, absence()))
    assert ingest(installation, keys) == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    html = render_page(DROP)
    assert not any(word in html for word in ("http://", "https://", "<script", "url(", "@import"))
    assert re.findall(r"""(?:src|href)=["'](?!data:|#)""", html) == []
    assert Path(page_name(DROP)).name == page_name(DROP)
