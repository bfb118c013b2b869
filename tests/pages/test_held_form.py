"""The form on which the secretariat lets a held file count: with a reason, and only from the page itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.file_lock import hold
from pipelines.intake.archive.drop_folder import HELD, ROWS, read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision.release import REFUSAL, RELEASE
from pipelines.settings import Settings
from tests.pages.published_demo import Visitor, published_with_keys, send_held, served


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    return published_with_keys(tmp_path)


@pytest.fixture
def drop(installation: Settings) -> Manifest:
    return send_held(installation)


def test_a_held_file_is_let_in_with_a_reason(installation: Settings, drop: Manifest) -> None:
    path, folder = f"/tilbageholdt/{drop.receipt_id}", installation.raw / drop.folder
    with served(installation) as port:
        visitor = Visitor(port)
        assert "Hvorfor må filen bruges, eller hvorfor ikke?" in visitor.get(path)
        visitor.send(path, hvorfor=" ")
        assert visitor.status == 400 and (folder / HELD).exists()
        with hold(installation.lock):
            assert "ved at regne" in visitor.send(path, hvorfor="Skolen er delt")
        assert visitor.status == 400 and (folder / HELD).exists()
        assert "tæller med" in visitor.send(path, hvorfor="Skolen er delt") and visitor.status == 200
        visitor.get(path)
        assert visitor.status == 404
    assert (folder / ROWS).exists()
    assert json.loads((folder / RELEASE).read_text("utf-8"))["why"] == "Skolen er delt"


def test_a_held_file_is_refused_with_a_reason_that_the_partner_does_not_see(
    installation: Settings, drop: Manifest
) -> None:
    path, folder = f"/tilbageholdt/{drop.receipt_id}", installation.raw / drop.folder
    with served(installation) as port:
        visitor = Visitor(port)
        visitor.send(path, hvorfor=" ", afvis="ja")
        assert visitor.status == 400 and (folder / HELD).exists()
        said = visitor.send(path, hvorfor="Det var sidste års liste", afvis="ja")
        assert "bliver ikke brugt" in said and visitor.status == 200
        visitor.get(path)
        assert visitor.status == 404
    assert not (folder / HELD).exists() and not (folder / ROWS).exists()
    assert json.loads((folder / REFUSAL).read_text("utf-8"))["why"] == "Det var sidste års liste"
    refused = next(one for one in read_manifests(installation) if one.receipt_id == drop.receipt_id)
    assert (refused.verdict, refused.rows.loaded) == ("rejected", 0)
    pages = [path.read_text("utf-8") for path in installation.inbox.rglob(f"*{drop.receipt_id}*.html")]
    assert len(pages) == 1
    assert "bruger den ikke" in pages[0] and "sidste års liste" not in pages[0]


def test_only_the_page_itself_may_let_it_in(installation: Settings, drop: Manifest) -> None:
    path = f"/tilbageholdt/{drop.receipt_id}"
    with served(installation) as port:
        for visitor, origin in ((Visitor(port), "http://elsewhere.example"), (Visitor(port, ""), None)):
            visitor.get(path, "POST", "hvorfor=x", Origin=origin or f"http://127.0.0.1:{port}")
            assert visitor.status in (401, 403)
        Visitor(port).get(f"{path}?hvorfor=x")
    assert (installation.raw / drop.folder / HELD).exists()
