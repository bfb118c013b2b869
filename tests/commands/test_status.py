"""`medvind status` shows the installation's state and the next action on one screen; plain text without a terminal."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
from rich.console import Console

from pipelines.atomic_io import write_json
from pipelines.commands import status as status_command
from pipelines.commands.status import status
from pipelines.intake.archive.drop_folder import HELD
from pipelines.intake.identity.key_files import load_keys, make_keys
from pipelines.operations.last_failure import remember_failure
from pipelines.privacy.access_log import BACKUP, write_line
from pipelines.publication.metadata import METADATA
from pipelines.settings import Limits, Settings
from pipelines.settings.freeze_days import next_freeze, quarter_before
from pipelines.transform.build_state import State
from tests.intake import samples
from tests.privacy import delivered_world
from tests.publication import example_marts


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path / "data", tmp_path / "keys", Limits(settle_seconds=0.0))
    make_keys(settings.keys)
    return settings


def status_output(installation: Settings, capsys: pytest.CaptureFixture[str]) -> str:
    status(installation)
    return capsys.readouterr().out


def publish(installation: Settings, partners: int = 2, waiting: tuple[str, ...] = ()) -> None:
    """Write a publication in which each partner has delivered one list, and the first owes another, for which two of
    three totals wait."""
    folder = installation.publications / "20261101-120000-abcd"
    (folder / "parquet").mkdir(parents=True)
    (installation.marts / "parquet").symlink_to("publications/20261101-120000-abcd/parquet")
    basis = State.now(installation).as_json() | {"day": "2026-11-01"}
    at = "2026-11-01T12:00:00+00:00"
    write_json(folder / METADATA, {"id": folder.name, "published_at": at, "basis": basis, "waiting": waiting})
    with duckdb.connect(str(installation.published)) as marts:
        marts.execute(
            "create table deliveries (partner text, feed text, verdict text, received_at timestamp, "
            "days_late bigint, receipt_id text)"
        )
        marts.execute(
            "create table indicators as select *, 'total' as area, 'total' as gender, 'total' as age_band from (values "
            "('incomplete', 'Nordskolen', 'total'), ('incomplete', 'Gymnasiet, Nordskolen', 'total'), "
            "('provisional', 'Nordskolen', 'total'), ('incomplete', 'Nordskolen', '561001')) "
            "as cells (status, missing, school)"
        )
        for number in range(partners):
            values = [f"partner-{number:02}", "absence", "accepted", datetime(2026, 10, 1), 0, f"r{number}"]
            marts.execute("insert into deliveries values (?, ?, ?, ?, ?, ?)", values)
        marts.execute("insert into deliveries values ('partner-00', 'pupils', 'missing', null, 41, null)")


def test_an_agreement_past_its_date_is_followed(
    installation: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(installation)
    assert "Aftaler" not in status_output(installation, capsys), "published before there were any"
    rows = [
        {"due": date(2026, 1, 1), "owner": "Østskolen", "text": "Vi ringer hjem.", "status": "i gang"},
        {"due": date(2026, 1, 2), "owner": None, "text": "Vi mødes.", "status": "aftalt"},
        {"due": date(2026, 1, 1), "owner": "Østskolen", "text": "Det er gjort.", "status": "gjort"},
        {"due": date.max, "owner": "Østskolen", "text": "Det kan vente.", "status": "aftalt"},
    ]
    agreed = pl.concat([example_marts.reflections(**row) for row in rows], how="vertical_relaxed")
    agreed.write_parquet(installation.marts / "parquet" / "reflections.parquet")
    said = status_output(installation, capsys)
    assert "Aftaler         Fristen var 1. januar 2026: Østskolen: Vi ringer hjem." in said
    assert "Fristen var 2. januar 2026: Vi mødes." in said
    assert "Det er gjort." not in said and "Det kan vente." not in said


def test_a_new_installation_says_what_to_do_first(
    installation: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    text = status_output(installation, capsys)
    assert "ikke udgivet noget endnu. Skriv: medvind run" in text
    assert "Indbakken er tom." in text and "medvind backup MAPPE" in text
    assert "Gik galt" not in text and "Leverancer" not in text


def test_the_last_failure_is_shown_with_its_reason(
    installation: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    remember_failure(
        installation, "publish", "Udgivelsen er holdt tilbage.\nindicators: Intet tal er negativt."
    )
    text = status_output(installation, capsys)
    assert "Gik galt" in text and "Kontrollerer og udgiver" in text
    assert "indicators: Intet tal er negativt." in text and "medvind doctor" in text


def test_a_long_reason_is_cut_and_says_where_the_rest_is(
    installation: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    remember_failure(installation, "publish", "\n".join(f"grund {number}" for number in range(30)))
    text = status_output(installation, capsys)
    assert "grund 5" in text and "grund 6" not in text and str(installation.failure) in text


def test_what_waits_and_what_is_held(installation: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    delivered_world.fill(installation, load_keys(installation.keys))
    samples.put(installation, delivered_world.absence(delivered_world.OTHERS, "2025M12"), "Anna Andersen.csv")
    (held,) = (path.parent.name for path in installation.raw.rglob(HELD))
    text = status_output(installation, capsys)
    assert "1 fil venter i indbakken" in text
    assert held in text and "medvind release KVITTERING" in text
    assert "Anna" not in text


def test_figures_that_are_up_to_date(installation: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    publish(installation)
    text = status_output(installation, capsys)
    assert "20261101-120000-abcd" in text and "De svarer til alt, hvad der er taget imod." in text


def test_figures_that_are_behind(installation: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    publish(installation)
    delivered_world.fill(installation, load_keys(installation.keys))
    assert "Siden er noget taget imod eller ændret. Skriv: medvind run" in status_output(installation, capsys)


def test_corrected_figures_that_wait_for_a_freeze(
    installation: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(installation, waiting=tuple(f"absence_rate 202{number}/2{number + 1}" for number in range(5)))
    text = status_output(installation, capsys)
    assert "absence_rate 2020/21" in text and "2 andre venter på næste fastfrysning" in text


def test_whoever_the_figures_wait_for_is_named(
    installation: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(installation)
    text = status_output(installation, capsys)
    assert (
        "før der er leveret af Nordskolen (2 tal) og Gymnasiet (1 tal). Skriv til dem: medvind remind" in text
    )


def test_one_line_a_partner_and_those_who_owe_first(
    installation: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(installation, partners=3)
    lines = [line for line in status_output(installation, capsys).splitlines() if "partner-" in line]
    assert len(lines) == 3
    assert "partner-00" in lines[0] and "(1, 41)" in lines[0] and "1 ✓" in lines[0]


def test_the_age_of_the_backup(installation: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    write_line(installation, BACKUP, datetime(2020, 1, 1), folder="/mnt/kopi/medvind-1", files=3)
    assert "dage gammel (/mnt/kopi/medvind-1)" in status_output(installation, capsys)


def test_it_fits_one_screen(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(installation, partners=60)
    delivered_world.fill(installation, load_keys(installation.keys))
    remember_failure(installation, "publish", "\n".join(f"grund {number}" for number in range(30)))
    out = io.StringIO()
    screen = Console(file=out, force_terminal=True, width=100, height=40)
    monkeypatch.setattr(status_command, "Console", lambda: screen)
    status(installation)
    lines = out.getvalue().splitlines()
    assert 30 <= len(lines) < 40 and "partnere til" in lines[-1]


@pytest.mark.parametrize(
    ("today", "day", "label"),
    [
        (date(2026, 11, 24), date(2027, 1, 20), "2026K4"),
        (date(2026, 4, 20), date(2026, 4, 20), "2026K1"),
        (date(2026, 7, 21), date(2026, 10, 20), "2026K3"),
    ],
)
def test_the_next_freeze(today: date, day: date, label: str) -> None:
    assert next_freeze(today) == day
    assert quarter_before(day) == label


def test_rejected_files_and_files_of_nobody_are_named(
    installation: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = load_keys(installation.keys)
    headers = samples.text(("Navn", "Adresse"), [["x", "y"]])
    for partner in ("oestskolen", "nordskolen"):
        samples.put(installation, headers, partner=partner)
        (drop,) = samples.ingest(installation, keys)
    (installation.inbox / "elever.csv").write_bytes(headers)
    (installation.inbox / "desktop.ini").write_bytes(b"x")
    shown = status_output(installation, capsys)
    assert "2 filer, som partneren ikke har sendt igen" in shown
    assert f"{drop.receipt_id} · nordskolen · ikke genkendt · Vi kan ikke genkende listen i filen." in shown
    assert "1 fil ligger uden for partnernes mapper og bliver ikke læst. Flyt den" in shown


def test_a_rejected_file_that_came_again_is_settled(
    installation: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = load_keys(installation.keys)
    unknown = samples.text(("Navn", "Adresse"), [["x", "y"]])
    for data in (unknown, *(samples.text(samples.ABSENCE, rows) for rows in ([], samples.absence(3)))):
        samples.put(installation, data)
        samples.ingest(installation, keys)
    assert "Afvist" not in status_output(installation, capsys)
