from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import medvind
from pipelines.intake.identity.key_files import keys_of, make_keys
from pipelines.settings import Limits, Settings
from tests.intake import samples
from tests.intake.samples import absence, text

HEADERS = ["Dage i sengen" if header == "Sygdom" else header for header in samples.ABSENCE]


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("MEDVIND_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MEDVIND_KEYS", str(tmp_path / "keys"))
    make_keys(tmp_path / "keys")
    return Settings(tmp_path / "data", tmp_path / "keys", Limits(settle_seconds=0.0))


def ask(*words: str) -> Result:
    return CliRunner().invoke(medvind, words)


def test_a_header_is_answered_listed_and_taken_back(installation: Settings) -> None:
    drop = samples.send(installation, keys_of(installation), text(HEADERS, absence(3)))
    assert f"Venter på svar: {drop.receipt_id}" in ask("answers").output
    answered = ask("header", drop.receipt_id, "E=Sygdom")
    assert answered.exit_code == 0, answered.output
    assert "Godkendt" in answered.output and "alle 3 rækker er med" in answered.output
    listed = ask("answers").output
    assert "1. »Dage i sengen« er kolonnen Sygdom i Fravær fra Østskolen" in listed
    assert "Venter" not in listed
    taken = ask("unanswer", "1").output
    assert "gælder ikke længere" in taken and "Afvist" in taken
    assert "Venter på svar: " in ask("answers").output


@pytest.mark.parametrize("words", [("header", "20260101-x", "E=Sygdom"), ("unanswer", "3")])
def test_what_cannot_be_answered_is_said(installation: Settings, words: tuple[str, ...]) -> None:
    found = ask(*words)
    assert found.exit_code in (1, 2)
