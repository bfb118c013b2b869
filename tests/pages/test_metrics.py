"""What watches the server gets counts without login: of no partner, in the form that Prometheus reads."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from pipelines.intake.inbox.listing import RETUR
from pipelines.operations.last_failure import remember_failure
from pipelines.pages.metrics import metrics
from pipelines.privacy.access_log import BACKUP, write_line
from pipelines.settings import Settings
from schemas.partners import all_partners
from tests.pages.published_demo import Visitor, published

_SAMPLE = re.compile(r'(medvind_[a-z_]+)(\{verdict="[a-z_]+"\})? (-?\d+(\.\d+)?(e[+-]\d+)?)')


def samples(text: str) -> dict[str, float]:
    """Every sample by name and label; every line is a comment or a sample."""
    found = {}
    for line in text.splitlines():
        if not line.startswith(("# HELP medvind_", "# TYPE medvind_")):
            match = _SAMPLE.fullmatch(line)
            assert match, line
            found[f"{match[1]}{match[2] or ''}"] = float(match[3])
    return found


def test_it_is_answered_without_login_on_this_machine(port: int) -> None:
    stranger = Visitor(port, "")
    found = samples(stranger.get("/metrics"))
    assert stranger.status == 200
    assert found['medvind_receipts{verdict="held"}'] == 1
    assert found["medvind_disk_free_bytes"] > 0
    assert not any(partner.folder in stranger.get("/metrics") for partner in all_partners())
    stranger.get("/metrics", Host="evil.example")
    assert stranger.status == 400


def test_it_counts_what_is_there(installation: Settings) -> None:
    settings = installation
    settings.inbox.joinpath("oestskolen", RETUR).mkdir(parents=True)
    (settings.inbox / "oestskolen" / "a.csv").write_text("1")
    (settings.inbox / "oestskolen" / RETUR / "svar.html").write_text("1")
    found = samples(metrics(settings))
    assert (found["medvind_inbox_waiting_files"], found["medvind_failure"]) == (1, 0)
    assert "medvind_backup_timestamp_seconds" not in found
    assert "medvind_publication_timestamp_seconds" not in found


def test_a_failure_and_a_backup_are_told_of(installation: Settings) -> None:
    remember_failure(installation, "build", "Det gik galt.")
    write_line(installation, BACKUP, datetime.now(), folder="/x", files=1)
    found = samples(metrics(installation))
    assert found["medvind_failure"] == 1
    log = installation.logs / BACKUP
    assert found["medvind_backup_timestamp_seconds"] == pytest.approx(log.stat().st_mtime)


def test_a_publication_has_a_time(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = published(tmp_path_factory.mktemp("published"))
    assert samples(metrics(settings))["medvind_publication_timestamp_seconds"] > 0
