"""Templates and a note wait in each partner's folder; they are no drops, and renewed with the contract."""

from __future__ import annotations

import os
import subprocess
import sys

import openpyxl

from pipelines.intake.guides.partner_folders import fill_folders
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.inbox.listing import list_waiting
from pipelines.settings import Settings
from tests.intake.samples import absence, ingest


def filled(installation: Settings) -> None:
    (installation.inbox / "klub-boldklub").mkdir(parents=True, exist_ok=True)
    fill_folders(installation)


def test_each_partner_has_a_template_of_each_of_its_lists(installation: Settings) -> None:
    filled(installation)
    names = {path.name for path in (installation.inbox / "oestskolen" / "skabeloner").glob("[!.]*")}
    lists = ("Elever", "Fravær", "9.-klasseprøver", "Trivsel")
    assert names == {"Læs mig.txt", *(f"{title} - skabelon.xlsx" for title in lists)}
    assert (
        installation.inbox / "klub-boldklub" / "skabeloner" / "Foreningsmedlemmer - skabelon.xlsx"
    ).exists()
    assert not (installation.inbox / "klub-*").exists()


def test_what_is_agreed_need_not_be_filled_in(installation: Settings) -> None:
    filled(installation)
    folder = installation.inbox / "havneskolen" / "skabeloner"
    book = openpyxl.load_workbook(folder / "Fravær - skabelon.xlsx")
    assert "Institutionsnr" not in [cell.value for cell in book["Fravær"][1]]
    guide = [str(cell.value) for row in book["Vejledning"] for cell in row]
    assert any("561002" in text for text in guide)
    note = (folder / "Læs mig.txt").read_text(encoding="utf-8")
    assert "561002" in note and "Havneskolen" in note and "Tabulex TEA" in note


def test_they_are_no_drops(installation: Settings, keys: Keys) -> None:
    filled(installation)
    assert list(list_waiting(installation.inbox)) == []
    assert ingest(installation, keys) == []


def test_one_that_is_filled_in_where_it_lay_is_a_drop(installation: Settings, keys: Keys) -> None:
    filled(installation)
    path = installation.inbox / "havneskolen" / "skabeloner" / "Fravær - skabelon.xlsx"
    book = openpyxl.load_workbook(path)
    for number, (cpr, _, *cells) in enumerate(absence(2), 2):
        for place, value in enumerate([cpr, *cells], 1):
            book["Fravær"].cell(number, place, value)
    book.save(path)
    (drop,) = ingest(installation, keys)
    assert (drop.verdict, drop.units, drop.rows.loaded) == ("accepted", ["561002"], 2)
    fill_folders(installation)
    assert path.exists() and list(list_waiting(installation.inbox)) == []


def test_they_are_written_again_only_where_the_contract_has_changed(installation: Settings) -> None:
    filled(installation)
    files = sorted((installation.inbox / "kui" / "skabeloner").glob("[!.]*"))
    before = [path.stat().st_mtime_ns for path in files]
    fill_folders(installation)
    assert [path.stat().st_mtime_ns for path in files] == before


def test_another_process_does_not_write_them_again(installation: Settings) -> None:
    filling = (
        "from pipelines.intake.guides.partner_folders import fill_folders; "
        "from pipelines.settings import Settings; fill_folders(Settings.from_environment())"
    )
    installation.inbox.mkdir(parents=True)
    times = []
    for seed in ("1", "2"):
        mine = {"MEDVIND_DATA": str(installation.data), "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", filling], env=os.environ | mine, check=True)
        files = sorted((installation.inbox / "kommunen" / "skabeloner").glob("[!.]*"))
        times.append([path.stat().st_mtime_ns for path in files])
    assert times[0] == times[1]
