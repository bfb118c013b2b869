from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from pipelines.cli import medvind


@pytest.mark.parametrize("name", ["absence", "Fravær", "FRAVAER"])
def test_a_template_is_found_by_name_or_title(name: str, tmp_path: Path) -> None:
    found = CliRunner().invoke(medvind, ["template", name, "--out", str(tmp_path)])
    assert found.exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "Fravær - skabelon.xlsx").sheetnames[0] == "Fravær"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "min.xlsx"
    path.write_bytes(b"mit")
    assert CliRunner().invoke(medvind, ["template", "absence", "--out", str(path)]).exit_code == 2
    assert path.read_bytes() == b"mit"


def test_an_unknown_feed_is_answered_with_the_known_ones() -> None:
    found = CliRunner().invoke(medvind, ["template", "fravar"])
    assert found.exit_code == 2 and "absence (Fravær)" in found.output
