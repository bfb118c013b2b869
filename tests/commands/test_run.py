"""`medvind run` names only what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.commands import run as command
from pipelines.pipeline import Outcome
from pipelines.settings import Settings


def test_before_the_first_publication_no_path_is_named_that_does_not_exist(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(tmp_path / "data", tmp_path / "keys")
    settings.inbox.mkdir(parents=True)
    monkeypatch.setattr(command.pipeline, "run", lambda *_: Outcome([], [], set()))
    command.run(settings)
    said = capsys.readouterr().out
    paths = [Path(word) for word in said.split() if word.startswith(str(tmp_path))]
    assert paths == [settings.inbox]
    assert "Der er ikke udgivet noget endnu" in said and "uændrede" not in said
