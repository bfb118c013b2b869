"""Files as partners sent them, under `files/`: each has a fault of one kind, and a right reading or refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.examination import examine
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.reading.regular_block import Irregular
from pipelines.settings import Settings
from pipelines.text.danish import DENMARK
from tests.intake import samples

FILES = Path(__file__).parent / "files"
ARRIVAL = datetime(2026, 11, 1, 11, tzinfo=DENMARK)


@dataclass(frozen=True)
class Case:
    """A file and its partner's folder, and what it is answered with.

    `rows` are those loaded and quarantined; `told` the codes of its warnings and errors; `values` the distinct loaded
    values of some columns in the order of the file. `before` are files sent earlier, a minute apart.
    """

    file: str
    partner: str
    rows: tuple[int, int]
    verdict: str = "accepted"
    told: set[str] = field(default_factory=set)
    values: dict[str, list[Any]] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    arrival: datetime = ARRIVAL


WARNED, REFUSED, HELD = "accepted_with_warnings", "rejected", "held"
USUAL = {"school_days": [20.0], "sick_days": [0.0, 1.0, 2.0, 3.0], "authorised_days": [1.0]}
MEMBERS = {"club": ["Øst BK"], "gender": ["male", "female"], "area": ["OE1"], "joined": ["2024-09-01"]}

CASES = [
    Case("apostrophe-cpr/Fravær maj26.csv", "oestskolen", (20, 0), values=USUAL | {"month": ["2026-05-01"]}),
    Case("bad-end-date-runs-on/FGU.csv", "fgu", (10, 10), WARNED, {"date_unreadable"},
         {"end_date": ["2024-06-28"]}),
    Case("bad-end-date-runs-on/Ydelser.csv", "beskaeftigelse", (40, 0), values={"end_date": [None, "2024-05-31"]}),
    Case("club-two-teams/Håndbold.csv", "klub-c", (38, 0), before=("club-two-teams/Fodbold.csv",)),
    Case("comma-decimal-in-comma-csv/Fravær nov.csv", "oestskolen", (13, 7), WARNED,
         {"row_shifted", "column_not_agreed"}, {"sick_days": [1.0, 2.0], "authorised_days": [0.0]}),
    Case("dates-and-months/Elever.csv", "havneskolen", (20, 0), values={"snapshot_date": ["2025-09-05"]}),
    Case("dates-and-months/Fravær eng.csv", "oestskolen", (15, 0),
         values={"month": ["2025-05-01", "2024-10-01", "2024-09-01"]}),
    Case("dates-and-months/Fravær maaneder.csv", "havneskolen", (14, 0), values={"month": ["2025-09-01"]}),
    Case("dates-and-months/Status.csv", "kui", (20, 0), values={"status_date": ["2026-10-01"]}),
    Case("ddmmyy-lost-zero/Medlemmer.csv", "klub-a", (8, 0),
         values={"birth_date": ["2012-08-01", "2012-09-12", "2013-07-05", "2011-01-23",
                                "2014-03-01", "2009-04-04", "2010-11-11", "2009-09-09"]}),
    Case("decimals-point-three-digits-absence/Fravær feb.csv", "oestskolen", (20, 0),
         values={"school_days": [20.0], "sick_days": [0.5, 1.5, 2.5, 3.5]}),
    Case("format-standard/Fravær.xlsx", "nordskolen", (20, 0), values=USUAL),
    Case("fractions-with-three-decimals/Benchmark R.csv", "sekretariat", (2, 0), values={"value": [8.4, 7.9]}),
    Case("headers-with-units/Fravær dec23.csv", "oestskolen", (20, 0), values=USUAL),
    Case("hours-with-unit-unattached/Status.csv", "kui", (60, 0), values={"weekly_hours": [37.0]}),
    Case("hours-with-unit-unattached/Bef.csv", "kommunen", (59, 2), WARNED, {"key_conflict"}, {"area": ["OE1"]}),
    Case("leavers-in-snapshot/Elever alle.csv", "nordskolen", (18, 0), WARNED, {"leavers"}, {"end_date": [None]}),
    Case("leavers-in-snapshot/Elever feb25.xlsx", "oestskolen", (20, 0), WARNED, {"leavers_sheet"}),
    Case("one-file-per-class/Fravær 3A.csv", "oestskolen", (20, 0),
         before=("one-file-per-class/Fravær 1A.csv", "one-file-per-class/Fravær 2A.csv")),
    Case("period-typo-wipes-a-month/c_2024-25 rettet.csv", "oestskolen", (219, 1), WARNED, {"stray_scope"},
         before=("period-typo-wipes-a-month/a_2023-24.csv", "period-typo-wipes-a-month/b_2024-25.csv")),
    Case("print-date-is-snapshot/Elevliste.csv", "oestskolen", (0, 0), REFUSED, {"missing_column"}),
    Case("second-table-other-column-order/Fravær jan.csv", "oestskolen", (20, 0),
         values={"sick_days": [6.0], "authorised_days": [1.0], "unauthorised_days": [0.0]}),
    Case("sql-decimals-in-counts/Sprog.csv", "kommunen", (4, 0),
         values={"children": [45, 3, 31, 28], "assessed": [40, 3, 30, 26], "age_appropriate": [38, 2, 22, 20]}),
    Case("superscript-footnote/Trivsel sup.xlsx", "oestskolen", (3, 0), WARNED, {"footnote_mark"},
         {"respondents": [44, 40, 84]}),
    Case("superscript-footnote/Trivsel.xls", "oestskolen", (3, 0), WARNED, {"footnote_mark"},
         {"respondents": [44, 40, 84]}),
    Case("third-gender-becomes-total/Trivsel andet.csv", "oestskolen", (3, 0),
         values={"gender": ["female", "male", "other"], "respondents": [44, 40, 22]}),
    Case("truncated-last-line/Fravær maj 2025.csv", "oestskolen", (0, 1), HELD, {"cut_off", "row_too_short"}),
    Case("unicode-minus-grade/Prøver.csv", "oestskolen", (20, 0), values={"grade": [-3, 7]}),
    Case("utc-month/Fravær november.xlsx", "oestskolen", (20, 0), values=USUAL | {"month": ["2025-11-01"]}),
    Case("utc-month/Fravær okt 2025.csv", "oestskolen", (20, 0), values=USUAL | {"month": ["2025-10-01"]}),
    Case("utc-server-refuses-todays-snapshot/Elever tz.csv", "havneskolen", (20, 0),
         values={"snapshot_date": ["2026-09-05"]}, arrival=datetime(2026, 9, 5, 0, 30, tzinfo=DENMARK)),
    Case("whole-lines-in-quotes/Elever.csv", "nordskolen", (20, 0), WARNED, {"one_column"}, {"grade_level": [4]}),
    Case("whole-lines-in-quotes/Fravær aug24.xlsx", "oestskolen", (20, 0), WARNED, {"one_column"}, USUAL),
    Case("whole-lines-in-quotes/Fravær sep24.csv", "oestskolen", (20, 0), WARNED, {"one_column"}, USUAL),
    Case("x000D-in-cells/Bef x000D.xlsx", "kommunen", (20, 0), values={"area": ["OE2", "OE1"]}),
    Case("01_extra_sep_empty_last.csv", "klub-x", (19, 1), WARNED, {"row_shifted"}, MEMBERS),
    Case("03_one_short_row.csv", "klub-x", (19, 1), WARNED, {"row_too_short"}, MEMBERS),
    Case("04b_all_lines_quoted.csv", "klub-x", (20, 0), WARNED, {"one_column"}, MEMBERS),
    Case("05_csv_in_column_A.xlsx", "klub-x", (20, 0), WARNED, {"one_column"}, MEMBERS),
    Case("45_autofilter_on.xlsx", "klub-x", (10, 0), WARNED, {"hidden_rows"}),
    Case("30_members.slk", "klub-x", (20, 0), values=MEMBERS),
    Case("41_backslash_paths.xlsx", "klub-x", (20, 0), values=MEMBERS),
    Case("53_xls_with_text_WordDocument.xls", "klub-x", (20, 0), values=MEMBERS),
    Case("hostile/manysheets.xlsx", "klub-x", (0, 0), REFUSED, {"too_many_sheets"}),
    Case("44_sml_cell_comment.xls", "klub-x", (20, 0), values=MEMBERS),
    Case("51_stray_cell_IV65536.xls", "klub-x", (20, 0), values=MEMBERS),
]  # fmt: skip


def sent(installation: Settings, keys: Keys, case: Case) -> Manifest:
    """Send the files of a case; return the drop of the last."""
    for number, file in enumerate((*case.before, case.file)):
        path = FILES / file
        modified = case.arrival.timestamp() + 60 * number
        samples.put(installation, path.read_bytes(), path.name, case.partner, modified)
        (drop,) = samples.ingest(installation, keys)
    return drop


def loaded(installation: Settings, drop: Manifest) -> pl.DataFrame:
    return samples.rows(installation, drop).filter(pl.col("receipt_id") == drop.receipt_id)


def irregular(*_: object) -> None:
    raise Irregular


@pytest.mark.parametrize("careful", [False, True], ids=["fast", "careful"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_a_file_is_answered_and_read(
    installation: Settings, keys: Keys, case: Case, careful: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if careful:
        monkeypatch.setattr(examine, "open_regular", irregular)
    drop = sent(installation, keys, case)
    assert (drop.verdict, (drop.rows.loaded, drop.rows.quarantined)) == (case.verdict, case.rows)
    assert {problem.code for problem in drop.problems if problem.severity != "info"} == case.told
    for column, values in case.values.items():
        found = loaded(installation, drop)[column].unique(maintain_order=True)
        written = found.cast(pl.String) if found.dtype == pl.Date else found
        assert written.to_list() == values


def test_a_file_that_is_still_being_uploaded_is_no_drop(installation: Settings, keys: Keys) -> None:
    path = FILES / "filepart" / "Fravær.csv.filepart"
    samples.put(installation, path.read_bytes(), path.name, modified=ARRIVAL.timestamp())
    assert samples.ingest(installation, keys) == []


def test_an_older_file_that_arrives_later_is_held(installation: Settings, keys: Keys) -> None:
    days = {"run1-nyeste (mtime 2026-11-01).csv": (11, 1), "run2-gammel (mtime 2026-09-01).csv": (9, 1)}
    drops = []
    for name, (month, day) in days.items():
        arrival = datetime(2026, month, day, tzinfo=DENMARK).timestamp()
        file = FILES / "older-file-arrives-later" / name
        samples.put(installation, file.read_bytes(), partner="vestskolen", modified=arrival)
        drops += samples.ingest(installation, keys)
    assert [drop.verdict for drop in drops] == ["accepted", "held"]
    assert samples.codes(drops[1])[0] == "older_than_live"


def test_another_schools_number_is_held(installation: Settings, keys: Keys) -> None:
    drops = []
    for hour, partner in enumerate(("oestskolen", "havneskolen"), start=12):
        file = FILES / "other-schools-number" / f"{partner}-Trivsel.csv"
        arrival = ARRIVAL.replace(hour=hour).timestamp()
        samples.put(installation, file.read_bytes(), "Trivsel.csv", partner, arrival)
        drops += samples.ingest(installation, keys)
    assert [drop.verdict for drop in drops] == ["accepted", "held"]
    assert samples.codes(drops[1]) == ["unit_of_another"]


@pytest.mark.parametrize(
    "file", ["str-formula-empty-cache/Fravær maj24.xlsx", "xlsxwriter-formulas-zero/Fravær.xlsx"]
)
def test_formulas_that_nobody_calculated_are_one_problem_in_each_cell(
    installation: Settings, keys: Keys, file: str
) -> None:
    drop = sent(installation, keys, Case(file, "oestskolen", (0, 20)))
    assert (drop.verdict, drop.rows.quarantined) == ("rejected", 20)
    told = [problem.code for problem in drop.problems if problem.column == "E"]
    assert told == ["formula_uncalculated"] * 20
