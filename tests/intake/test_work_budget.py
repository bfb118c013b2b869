"""What a partner's file may cost this process: whatever it is made of, it is answered, and the next file is taken."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision import verdict
from pipelines.intake.dry_run import try_file
from pipelines.intake.examination import examine, examine_feed
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.ingest import ingest_waiting
from pipelines.intake.receipt import write_receipt
from pipelines.intake.receipt.receipt_page import PageContent
from pipelines.settings import Limits, Settings
from tests.intake import samples
from tests.intake.samples import absence, codes, text

CLUB = ("Forening", "År", "Medlemsnr", "Fødselsdato")
GOOD = text(samples.ABSENCE, absence(3))


def endless(*_: Any, **__: Any) -> Any:
    """A step that a file keeps busy for ever, and that takes every Exception for a fault in a cell."""
    while True:
        try:
            while True:
                sum(range(1000))
        except Exception:  # noqa: S112 - that is the point
            continue


@pytest.fixture
def hurried(tmp_path: Path) -> Settings:
    limits = Limits(settle_seconds=0.0, work_seconds=0.5, work_seconds_per_million=0.0)
    return Settings(tmp_path / "data", tmp_path / "keys", limits)


def taken(installation: Settings, keys: Keys, data: bytes, partner: str = "oestskolen") -> Manifest:
    """Ingest a hostile file and, after it, a good one; return the manifest of the first."""
    samples.put(installation, data, "a.csv", partner)
    samples.put(installation, GOOD, "b.csv", modified=samples.RECEIVED + 1)
    ingested = ingest_waiting(installation, keys)
    assert ingested.left == []
    first, second = ingested.drops
    assert (second.verdict, second.rows.loaded) == ("accepted", 3)
    return first


@pytest.mark.parametrize(
    ("module", "step"),
    [
        (examine, "reshaped"),
        (examine_feed, "validate"),
        (examine_feed, "sheet_problems"),
        (verdict, "scope_changes"),
    ],
)
def test_a_step_that_a_file_keeps_busy_is_ended(
    hurried: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch, module: Any, step: str
) -> None:
    samples.put(hurried, GOOD, "a.csv")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, step, endless)
        ingested = ingest_waiting(hurried, keys)
    assert (ingested.left, [(drop.verdict, codes(drop)) for drop in ingested.drops]) == (
        [],
        [("rejected", ["too_slow"])],
    )
    assert not list(hurried.inbox.glob("*/*.csv"))
    assert list(hurried.inbox.glob("*/retur/*.html"))


def test_a_check_that_a_file_keeps_busy_is_ended(
    hurried: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_bytes(GOOD)
    monkeypatch.setattr(verdict, "scope_changes", endless)
    [checked] = try_file(hurried, tmp_path / "a.csv", "oestskolen")
    assert (checked.manifest.verdict, codes(checked.manifest)) == ("rejected", ["too_slow"])


def test_an_excerpt_that_a_file_keeps_busy_is_left_out_of_the_receipt(hurried: Settings, keys: Keys) -> None:
    def render(manifest: Manifest, content: PageContent | None = None) -> str:
        return endless() if content else "without excerpt"

    samples.put(hurried, GOOD, "a.csv")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(write_receipt, "render_page", render)
        ingested = ingest_waiting(hurried, keys)
    assert (ingested.left, [drop.verdict for drop in ingested.drops]) == ([], ["accepted"])
    [page] = hurried.inbox.glob("*/retur/*.html")
    assert page.read_text() == "without excerpt"


def test_in_another_thread_there_is_no_budget(installation: Settings, keys: Keys) -> None:
    samples.put(installation, GOOD)
    drops = list[Manifest]()
    thread = threading.Thread(target=lambda: drops.extend(ingest_waiting(installation, keys).drops))
    thread.start()
    thread.join()
    assert [drop.verdict for drop in drops] == ["accepted"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"CPR;Dato\n" + b"a" * 21_000_000, "line_too_long"),
        (b"CPR;Dato\r" + b"a;" * 11_000_000, "line_too_long"),
        (b"CPR;Dato\n1;" + b"a" * 40_000 + b"\n", "cell_too_long"),
        (b"x" * 40_000 + b";Dato\n1;2\n", "cell_too_long"),
        (b"<table><tr><td>" + b"a" * 40_000 + b"</td><td>b</td></tr></table>", "cell_too_long"),
    ],
)
def test_what_no_row_can_be_is_refused_before_anything_is_made_of_it(
    installation: Settings, keys: Keys, data: bytes, code: str
) -> None:
    assert codes(taken(installation, keys, data)) == [code]


def test_a_long_header_is_only_a_column_that_is_not_agreed(installation: Settings, keys: Keys) -> None:
    rows = [[*row, "1"] for row in absence(3, month="2025M08")]
    drop = taken(installation, keys, text([*samples.ABSENCE, "x" * 30_000], rows))
    assert (drop.verdict, codes(drop)) == ("accepted_with_warnings", ["column_not_agreed"])


def test_very_many_wrong_totals_are_compared_up_to_a_bound(installation: Settings, keys: Keys) -> None:
    total = ["I alt", "", "", "", "999", "", ""]
    sent = [row for each in absence(2000, month="2025M08") for row in (each, total)]
    drop = taken(installation, keys, text(samples.ABSENCE, sent))
    assert 0 < codes(drop).count("total_differs") <= 50
    assert drop.rows.skipped == 2000


def test_very_many_snapshots_are_named_up_to_a_bound(installation: Settings, keys: Keys) -> None:
    (cpr,) = samples.cprs(1, date(2010, 1, 3))
    days = (f"{date(2010, 1, 4) + timedelta(number):%d-%m-%Y}" for number in range(3000))
    sent = [[cpr, day, "OE1", "561", "Ja", ""] for day in days]
    drop = taken(installation, keys, text(samples.RESIDENTS, sent), "kommunen")
    assert (drop.rows.loaded, len(drop.scopes)) == (3000, 3000)
    assert Counter(codes(drop))["dated_near"] + Counter(codes(drop))["dated_far"] <= 50


def test_very_many_clubs_may_be_sent_again(installation: Settings, keys: Keys) -> None:
    sent = [[f"Klub {number}", "2025", "1", "01-02-2012"] for number in range(20_000)]
    samples.put(installation, text(CLUB, sent), "a.csv", "klub-a")
    (first,) = samples.ingest(installation, keys)
    second = taken(installation, keys, text(CLUB, [*sent[1:], sent[0]]), "klub-a")
    assert (first.rows.loaded, second.rows.loaded, len(second.supersedes)) == (20_000, 20_000, 1)


def test_problems_of_one_kind_are_named_up_to_a_bound_and_the_rest_counted(
    installation: Settings, keys: Keys
) -> None:
    other = [f"Anden {place}" for place in range(400)]
    sheet = [[*samples.ABSENCE, *other], [*absence(1)[0], *["1"] * 400]]
    samples.put(installation, samples.workbook({f"Ark {n}": sheet for n in range(40)}), "a.xlsx")
    (drop,) = samples.ingest(installation, keys)
    said = [problem for problem in drop.problems if problem.code == "column_not_agreed"]
    assert (len(said), sum(problem.count for problem in said)) == (10_001, 16_000)
