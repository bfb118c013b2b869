from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.demo import fill_inbox

UNTIL = date(2026, 11, 20)


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    fill_inbox(folder, seed=7, residents=500, years=2, until=UNTIL)
    return folder
