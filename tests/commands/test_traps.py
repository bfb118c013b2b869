"""Small mistakes of people at the command are answered in words, and do no harm."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from click import ClickException
from click.testing import CliRunner, Result

from pipelines.cli import medvind
from pipelines.commands import sql
from pipelines.commands.shell import MORE
from pipelines.intake.decision.release import NotHeld, refuse, release
from pipelines.intake.identity.key_files import PSEUDONYM, KeysMissing, keys_of
from pipelines.intake.identity.keyring import Keys
from pipelines.operations.health.key_folder import check_keys
from pipelines.publication.release.freeze import NotFrozen
from pipelines.settings import Settings
from pipelines.vintages import rebuild_as_of
from tests.intake import samples
from tests.pages.published_demo import published


def ask(installation: Settings, *words: str) -> Result:
    environment = {"MEDVIND_DATA": str(installation.data), "MEDVIND_KEYS": str(installation.keys_folder)}
    return CliRunner().invoke(medvind, words, env=environment)


def test_nobody_is_advised_to_make_new_keys_for_an_archive(installation: Settings, keys: Keys) -> None:
    samples.send(installation, keys, samples.text(samples.ABSENCE, samples.absence(1)))
    for path in installation.keys.iterdir():
        path.unlink()
    (found,) = check_keys(installation)
    assert "medvind init" not in found.do and "hent dem fra jeres kopi" in found.do
    (installation.keys / PSEUDONYM).write_text("# demo\n")
    with pytest.raises(KeysMissing) as refused:
        keys_of(installation)
    assert "medvind init" not in str(refused.value)


def test_no_new_keys_are_made_for_an_archive_without_its_own(installation: Settings, keys: Keys) -> None:
    samples.send(installation, keys, samples.text(samples.ABSENCE, samples.absence(1)))
    for path in installation.keys.iterdir():
        path.unlink()
    done = ask(installation, "init")
    assert done.exit_code == 1 and "hent dem fra jeres kopi" in str(done.output) + str(done.exception)
    assert list(installation.keys.iterdir()) == []


@pytest.mark.parametrize("why", ["", "  ", "\n\t"])
def test_a_held_file_is_not_settled_without_a_reason(installation: Settings, keys: Keys, why: str) -> None:
    for settle in (release, refuse):
        with pytest.raises(NotHeld, match="hvorfor"):
            settle(installation, "20260101-abcdefgh", "anna", why)


def test_what_will_be_known_is_not_rebuilt(installation: Settings, keys: Keys) -> None:
    with pytest.raises(NotFrozen, match="ikke kommet endnu"):
        rebuild_as_of(installation, (date.today() + timedelta(days=1)).isoformat())
    assert not installation.as_of_folder.exists() or not list(installation.as_of_folder.iterdir())


def test_a_person_sees_duckdbs_whole_help_and_a_script_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation = published(tmp_path)
    for terminal in (True, False):
        monkeypatch.setattr(sql.sys, "stderr", SimpleNamespace(isatty=lambda terminal=terminal: terminal))
        with pytest.raises(ClickException) as refused:
            sql.sql(installation, "select valeu from indicators")
        assert ("^" in refused.value.message) == ("\n" in refused.value.message) == terminal


def test_the_shell_says_that_a_semicolon_is_missing() -> None:
    assert ";" in MORE
