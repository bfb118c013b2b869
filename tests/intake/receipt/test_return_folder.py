from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from pipelines.intake.receipt.return_folder import marked_name, page_name, remove_outdated
from pipelines.settings import Limits
from tests.intake.receipt.test_headline import DROP


def test_a_marked_workbook_that_comes_back_keeps_its_first_name() -> None:
    resent = replace(DROP, file_name="fravær - rettelser 20251201-xyz23abc.xlsx")
    assert marked_name(resent) == "fravær - rettelser 20260102-abc.xlsx"
    assert page_name(resent) == "fravær - kvittering 20260102-abc.html"


def test_old_receipts_of_the_same_file_are_removed_and_everything_else_kept(tmp_path: Path) -> None:
    removed = ["fravær - kvittering 20240101-aaa.html", "fravær - rettelser 20240101-aaa.xlsx"]
    kept = [
        page_name(DROP),
        "fravær.xlsx",
        "elever - kvittering 20240101-aaa.html",
        "fravær - kvittering.html",
    ]
    for name in removed + kept:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
    young = tmp_path / "fravær - kvittering 20251231-bbb.html"
    young.touch()
    remove_outdated(tmp_path, DROP, Limits())
    assert {path.name for path in tmp_path.iterdir()} == {*kept, young.name}
