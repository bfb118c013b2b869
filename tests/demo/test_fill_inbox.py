from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from pipelines.demo import fill_inbox
from pipelines.demo.partners import SCHOOLS
from pipelines.demo.people import town
from pipelines.demo.registers.school_office import pupils
from pipelines.demo.sent_files import sent_file
from schemas.partners import all_partners
from tests.demo.read_back import latest, lines, sheets

from .conftest import UNTIL


def files(inbox: Path) -> list[Path]:
    return sorted(path for path in inbox.rglob("*") if path.is_file())


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two", "other"):
        fill_inbox(tmp_path / name, seed=1 + (name == "other"), residents=150, years=1, until=UNTIL)
    one, two, other = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in files(tmp_path / n)}
        for n in ("one", "two", "other")
    )
    assert one == two
    assert one != other


def test_the_number_of_files_is_returned(tmp_path: Path) -> None:
    count = fill_inbox(tmp_path, seed=1, residents=150, years=1, until=UNTIL)
    assert count == len(files(tmp_path)) > 30


def test_files_lie_by_day_and_were_last_changed_on_it(inbox: Path) -> None:
    for path in files(inbox):
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        assert path.parent.name == changed.date().isoformat() < UNTIL.isoformat()


def test_modification_times_order_the_files_without_ties(inbox: Path) -> None:
    times = [path.stat().st_mtime for path in files(inbox)]
    assert len(set(times)) == len(times)


def test_every_school_year_has_its_deliveries(inbox: Path) -> None:
    for partner in SCHOOLS:
        names = [path.name.split(".")[0] for path in files(inbox / partner)]
        assert names.count("Prøvekarakterer") == 3
        assert names.count("Fravær") == 10
        assert names.count("Elever") == 5 + (partner == "havneskolen")
    names = [path.name.split(".")[0] for path in files(inbox / "kommunen")]
    assert names.count("Befolkning") == 10


@pytest.mark.parametrize(
    ("partner", "feed"),
    [(partner.folder, feed) for partner in all_partners() for feed in partner.feeds],
)
def test_every_partner_sends_every_feed_that_is_agreed(inbox: Path, partner: str, feed: str) -> None:
    assert list(inbox.glob(f"{partner}/*/{sent_file(UNTIL, 'kui', feed, []).name}.*"))


@pytest.mark.parametrize("until", [date(2026, 1, 15), date(2026, 7, 31), date(2026, 8, 1), date(2028, 2, 29)])
def test_any_day_can_be_the_last(tmp_path: Path, until: date) -> None:
    assert fill_inbox(tmp_path, seed=2, residents=150, years=1, until=until, gaps=True) > 20


def test_with_gaps_two_lists_stay_away_and_one_is_a_day_off(inbox: Path, tmp_path: Path) -> None:
    fill_inbox(tmp_path, seed=7, residents=500, years=2, until=UNTIL, gaps=True)
    sent = {path.relative_to(inbox): path.read_bytes() for path in files(inbox)}
    left = {path.relative_to(tmp_path): path.read_bytes() for path in files(tmp_path)}
    assert sorted(path.parts[0] for path in sent.keys() - left.keys()) == ["gymnasium", "kui"]
    assert not left.keys() - sent.keys()
    [changed] = [path for path in left if left[path] != sent[path]]
    assert (changed.parts[0], changed.stem) == ("vestskolen", "Elever")
    assert ";6.9.26;" in (tmp_path / changed).read_text("utf-8-sig")


@pytest.mark.parametrize("seed", [1, 7, 2026])
def test_no_school_shrinks_so_much_that_its_file_is_held(seed: int) -> None:
    people = town(seed, 700, date(2023, 7, 1), UNTIL)
    days = [date(year, *day) for year in (2023, 2024, 2025, 2026) for day in ((2, 1), (9, 5))][1:]
    for school in SCHOOLS.values():
        sizes = [len(pupils(people, school, day)) for day in days]
        assert all(now >= 0.8 * before for before, now in pairwise(sizes)), (
            school,
            sizes,
        )


def test_a_copy_a_correction_and_a_pdf_are_among_the_last(inbox: Path) -> None:
    copy = latest(inbox, "vestskolen", "Kopi af Fravær (1).csv")
    assert copy.read_bytes() == latest(inbox, "vestskolen", "Fravær.csv").read_bytes()
    corrected, wrong = (latest(inbox, "nordskolen", f"Fravær{end}.xlsx") for end in (" ENDELIG", ""))
    changes = [
        (a, b)
        for name in sheets(wrong)
        for a, b in zip(sheets(wrong)[name], sheets(corrected)[name], strict=True)
        if a != b
    ]
    assert changes
    pdf, good = sorted((inbox / "havneskolen").glob("2026-09-*/Elever.xlsx"))
    assert pdf.read_bytes().startswith(b"%PDF")
    assert good.read_bytes().startswith(b"PK")


def test_a_few_cells_are_invalid_in_the_last_absence_file_only(inbox: Path) -> None:
    rows = lines(latest(inbox, "oestskolen", "Fravær.csv"), "cp1252")
    assert [row[0] for row in rows].count("1,01E+08") == 1
    assert [row[4] for row in rows if "dage" in row[4].lower()] == ["et par dage"]
    assert sum(row[2] == "" for row in rows[1:-2]) == 1
    good = lines(sorted((inbox / "oestskolen").glob("*/Fravær.csv"))[-2], "cp1252")[1:-2]
    assert all(len(row[0]) == 10 and row[2] for row in good)


def test_a_few_rows_are_invalid_in_the_last_list_of_the_vocational_school_only(inbox: Path) -> None:
    *_, good, spoilt = sorted((inbox / "erhvervsskole").glob("*/Forløb.csv"))
    assert [row[0] for row in lines(spoilt, "cp1252")].count("1,01E+08") == 1
    assert [row[6] for row in lines(spoilt, "cp1252")].count("01-08-1999") == 1
    assert "1,01E+08" not in [row[0] for row in lines(good, "cp1252")]


def test_a_club_sends_a_feed_without_cpr(inbox: Path) -> None:
    header, first, *_ = lines(latest(inbox, "klub-boldklub", "Medlemmer.csv"), "cp1252")
    assert header == ["Forening", "År", "Medlemsnr", "Fødselsdato", "Køn", "Boligområde"]
    assert first[1] == "2025"
