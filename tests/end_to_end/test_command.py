"""The command line as operators use it: exit codes, Danish messages and refusals."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines import cli, pipeline
from pipelines.demo.invented_cpr import invented_cpr
from pipelines.demo.random_source import seeded_random
from pipelines.intake.archive.drop_folder import HELD
from pipelines.intake.archive.manifest import Manifest
from pipelines.lock import data_lock
from pipelines.transform.indicator_definitions import indicator_ids
from schemas.feeds import all_feeds
from tests.end_to_end.small_worlds import BORN, Installation, Town, absence, new_installation

PUPILS = [invented_cpr(seeded_random("pupil", number), BORN, "male") for number in range(30)]


class Said:
    """A command's exit code and its output, from stdout and stderr."""

    def __init__(self, code: int, text: str) -> None:
        self.code, self.text = code, text

    @property
    def is_one_line(self) -> bool:
        return len(self.text.strip().splitlines()) == 1


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[object]:
    """Call the command in this process, as its entry point does."""

    def call(installation: Installation, *words: str) -> Said:
        monkeypatch.setenv("MEDVIND_DATA", str(installation.settings.data))
        monkeypatch.setenv("MEDVIND_KEYS", str(installation.settings.keys_folder))
        monkeypatch.setattr("sys.argv", ["medvind", *words])
        capfd.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capfd.readouterr()
        assert "Traceback" not in captured.out + captured.err
        return Said(code, captured.out + captured.err)

    return call


@pytest.mark.parametrize("words", [["nonsense"], ["run", "--fast"], ["release"], ["demo", "--years", "many"]])
def test_wrong_usage_is_2(installation: Installation, ask, words: list[str]) -> None:
    assert ask(installation, *words).code == 2


def test_help_is_danish_and_0() -> None:
    answer = CliRunner().invoke(cli.medvind, ["--help"])
    assert answer.exit_code == 0
    assert "indbakken" in answer.output


def test_the_installed_command_answers(installation: Installation) -> None:
    ended = installation.call("status")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Indbakken er tom." in ended.stdout


@pytest.fixture
def keyless(tmp_path: Path) -> Installation:
    installation = Installation(tmp_path / "keyless")
    installation.settings.inbox.mkdir(parents=True)
    return installation


def test_without_keys_nothing_runs_and_the_file_stays(keyless: Installation, ask) -> None:
    file = keyless.put("fravær.csv", absence(PUPILS, "2025M09"))
    for words in (["run"], ["serve", "--port", "1"]):
        said = ask(keyless, *words)
        assert said.code == 1
        assert "Der er ingen nøgler" in said.text and "medvind init" in said.text
    assert file.exists()
    assert not keyless.settings.published.exists()


def test_init_makes_keys_that_nobody_else_can_read_and_never_overwrites(keyless: Installation, ask) -> None:
    first = ask(keyless, "init")
    folder = keyless.settings.keys_folder
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert (first.code, sorted(made)) == (0, ["originals.key", "originals.pub", "pseudonym.key"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    second = ask(keyless, "init")
    assert second.code == 0 and "Intet er ændret" in second.text
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == made
    for secret in (made["pseudonym.key"], made["originals.key"]):
        assert secret.decode().strip() not in first.text + second.text


def test_init_does_not_mend_half_a_set_of_keys(keyless: Installation, ask) -> None:
    ask(keyless, "init")
    (keyless.settings.keys_folder / "pseudonym.key").unlink()
    ask(keyless, "init")
    assert not (keyless.settings.keys_folder / "pseudonym.key").exists()


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_that_others_can_read_is_refused(installation: Installation, ask, mode: int) -> None:
    (installation.settings.keys_folder / "pseudonym.key").chmod(mode)
    said = ask(installation, "run")
    assert said.code == 1
    assert "Andre kan læse" in said.text and "chmod 600" in said.text


@pytest.mark.parametrize("content", [b"", b"c2hvcnQ=\n", b"not base64 at all\n"])
def test_a_damaged_key_is_refused(installation: Installation, ask, content: bytes) -> None:
    (installation.settings.keys_folder / "pseudonym.key").write_bytes(content)
    said = ask(installation, "run")
    assert said.code == 1
    assert "beskadiget" in said.text


def test_two_keys_in_one_store_are_refused(installation: Installation, ask, tmp_path: Path) -> None:
    installation.put("fravær.csv", absence(PUPILS, "2025M09"))
    with data_lock(installation.settings):
        pipeline.ingest(installation.settings)
    other = new_installation(tmp_path / "other")
    shutil.rmtree(installation.settings.keys_folder)
    shutil.copytree(other.settings.keys_folder, installation.settings.keys_folder)
    waiting = installation.put("fravær 2.csv", absence(PUPILS, "2025M10"))
    said = ask(installation, "run")
    assert said.code == 1 and "andre nøgler" in said.text
    assert waiting.exists() and len(installation.manifests()) == 1


def inbox_files(installation: Installation) -> dict[str, int]:
    return {
        str(path): path.stat().st_mtime_ns
        for path in installation.settings.inbox.rglob("*")
        if path.is_file()
    }


def test_demo_fills_an_empty_installation_once(keyless: Installation, ask) -> None:
    words = ("demo", "--residents", "60", "--years", "1")
    assert ask(keyless, *words).code == 0
    sent, keys = inbox_files(keyless), sorted((keyless.settings.keys_folder / "demo").iterdir())
    secrets = [path.read_bytes() for path in keys]
    assert len(sent) > 20 and len(keys) == 3
    again = ask(keyless, *words)
    assert again.code == 0 and "allerede" in again.text
    assert inbox_files(keyless) == sent
    assert [path.read_bytes() for path in keys] == secrets


def test_demo_is_never_mixed_with_real_data(installation: Installation, ask) -> None:
    file = installation.put("fravær.csv", absence(PUPILS, "2025M09"))
    said = ask(installation, "demo", "--residents", "60", "--years", "1")
    assert said.code == 1 and "ikke tom" in said.text
    assert list(inbox_files(installation)) == [str(file)]
    assert not installation.settings.demo_marker.exists()


def test_sql_answers_from_what_is_published(town: Town, ask) -> None:
    said = ask(town.installation, "sql", "select count(*) as antal from indicator_definitions")
    assert said.code == 0
    assert said.text.split()[-1] == str(len(indicator_ids()))


FORBIDDEN = {
    "write": "insert into overview select * from overview",
    "change": "update indicators set value = 0",
    "drop": "drop table indicators",
    "make": "create table mine as select 1",
    "read a file": "select * from read_csv('/etc/passwd')",
    "read text": "select * from read_text('/etc/passwd')",
    "read by name": "select * from '/etc/passwd'",
    "list files": "select * from glob('/etc/*')",
    "write a file": "copy (select 1) to '{tmp}/out.csv'",
    "export": "export database '{tmp}/out'",
    "attach": "attach '{tmp}/new.duckdb'",
    "attach the warehouse": "attach '{warehouse}' as w (read_only)",
    "open up": "set enable_external_access = true",
    "unlock": "set lock_configuration = false",
    "install": "install httpfs",
    "load": "load httpfs",
}


@pytest.mark.parametrize("query", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_sql_can_only_look_at_the_marts(town: Town, ask, tmp_path: Path, query: str) -> None:
    before = town.installation.settings.published.read_bytes()
    said = ask(
        town.installation, "sql", query.format(tmp=tmp_path, warehouse=town.installation.settings.warehouse)
    )
    assert said.code == 1
    assert said.is_one_line and "root:" not in said.text
    assert list(tmp_path.glob("out*")) + list(tmp_path.glob("new*")) == []
    assert town.installation.settings.published.read_bytes() == before


@pytest.mark.parametrize("query", ["selct 1", "select * from persons", "select 1/", "select 'x'::date"])
def test_a_bad_query_gives_one_line(town: Town, ask, query: str) -> None:
    said = ask(town.installation, "sql", query)
    assert said.code == 1
    assert said.is_one_line and said.text.strip() not in ("", "Error:")


def test_sql_before_anything_is_published_says_what_to_do(installation: Installation, ask) -> None:
    said = ask(installation, "sql", "select 1")
    assert said.code == 1 and "medvind run" in said.text


def test_status_lists_who_has_delivered_and_who_is_late(town: Town, ask) -> None:
    said = ask(town.installation, "status")
    assert said.code == 0
    for word in ("Leverancer", "kommunen", "oestskolen", "Mangler", "Indbakken er tom."):
        assert word in said.text
    late = {
        feed
        for (feed,) in town.installation.published(
            "(from deliveries where receipt_id is null)", "distinct feed"
        )
    }
    assert late and any(all_feeds()[feed].title in said.text for feed in late)


def pupils(cprs: list[str], day: date) -> str:
    header = "CPR-nr;Opgørelsesdato;Institutionsnr;Klassetrin"
    return "\r\n".join([header, *(f"{cpr};{day:%d-%m-%Y};561001;4" for cpr in cprs)])


@pytest.fixture
def held(installation: Installation, ask) -> Manifest:
    """An installation in which a snapshot that lacks half of a school is held for a decision."""
    installation.put("elever.csv", pupils(PUPILS, date(2024, 9, 5)), sent=date(2024, 9, 9))
    installation.put("elever 2.csv", pupils(PUPILS[:15], date(2025, 9, 5)), sent=date(2025, 9, 9))
    assert ask(installation, "run").code == 0
    return installation.manifests()[-1]


def loaded(installation: Installation) -> dict[str, int | None]:
    return dict(installation.published("deliveries", "receipt_id, rows_loaded"))


def test_a_held_drop_counts_once_it_is_released(installation: Installation, ask, held: Manifest) -> None:
    assert held.verdict == "held" and loaded(installation)[held.receipt_id] == 0
    assert held.receipt_id in ask(installation, "status").text
    said = ask(installation, "release", held.receipt_id, "--why", "Skolen er delt")
    assert said.code == 0 and "tæller nu med" in said.text
    assert ask(installation, "run").code == 0
    assert loaded(installation)[held.receipt_id] == 15
    assert held.receipt_id not in ask(installation, "status").text
    assert not list(installation.settings.raw.rglob(HELD))
    again = ask(installation, "release", held.receipt_id, "--why", "Igen")
    assert again.code == 1 and "ingen tilbageholdt fil" in again.text


def test_releasing_what_is_not_there_says_so(installation: Installation, ask) -> None:
    said = ask(installation, "release", "20250101-nobodyxx", "--why", "Fordi")
    assert said.code == 1 and said.is_one_line
    assert "20250101-nobodyxx" in said.text


def test_a_mistake_in_the_configuration_is_said_before_any_file_is_read(installation: Installation) -> None:
    file = installation.put("Elever.csv", absence([], "2025-09"))
    config = installation.root / "config"
    config.mkdir()
    (config / "partners.yml").write_text("partners:\n  skolen: {navn: Skolen}\n", encoding="utf-8")
    refused = installation.ask("run")
    assert refused.returncode == 1
    assert "partners.yml, linje" in refused.stderr
    assert "kunne ikke tages ind" not in refused.stdout + refused.stderr
    assert file.exists()


def test_deliveries_are_published_from_the_first_receipt_on(installation: Installation) -> None:
    installation.put("ukendt.csv", "a;b\r\n1;2\r\n")
    assert installation.ask("run").returncode == 0
    rejected = installation.published(
        "deliveries where receipt_id is not null", "partner, verdict, rows_loaded"
    )
    assert rejected == [("oestskolen", "rejected", 0)]
    assert installation.published("indicators where value is not null", "count(*)") == [(0,)]
