"""Files whose numbers were once read a thousand times too large or too small, or into other columns."""

from __future__ import annotations

from pathlib import Path

from pipelines.intake.identity.keyring import Keys
from tests.intake import samples
from tests.intake.cases.reading import received
from tests.intake.samples import absence, codes, text

LANGUAGE = ("Boligområde", "Skoleår", "Børn i alt", "Vurderede", "Alderssvarende")
BENCHMARKS = ("Indikator", "Geografi", "Periode", "Værdi", "Tæller", "Nævner", "Kilde", "Hentet")
STATUS = ("CPR-nr", "Statusdato", "Status", "Ugentlige timer")


def benchmark(*figures: str, place: str = "Esbjerg") -> list[str]:
    return ["youth_unattached", place, "2024", *figures, "DST", "01-03-2025"]


def test_absence_with_three_decimals(tmp_path: Path, keys: Keys) -> None:
    days = ["0.500", "1.500", "2.500"]
    sent = [[*row[:3], "20.000", sick, "0.000", "0.000"] for row, sick in zip(absence(3), days, strict=True)]
    drop, rows = received(tmp_path, keys, text(samples.ABSENCE, sent))
    assert drop.verdict == "accepted"
    assert rows["school_days"].to_list() == [20.0] * 3
    assert rows["sick_days"].to_list() == [0.5, 1.5, 2.5]


def test_absence_with_three_decimals_and_no_number_below_one(tmp_path: Path, keys: Keys) -> None:
    sent = [[*row[:3], "20.000", "1.500", "2.000", "1.000"] for row in absence(3)]
    drop, rows = received(tmp_path, keys, text(samples.ABSENCE, sent))
    assert (drop.verdict, rows["sick_days"].to_list()) == ("accepted", [1.5] * 3)


def test_fractions_with_three_decimals(tmp_path: Path, keys: Keys) -> None:
    sent = [benchmark("0.084", "", ""), benchmark("0.079", "", "", place="Hele landet")]
    drop, rows = received(tmp_path, keys, text(BENCHMARKS, sent), "sekretariat")
    assert (drop.verdict, rows["value"].to_list()) == ("accepted", [8.4, 7.9])


def test_a_thousands_comma_beside_a_decimal_point(tmp_path: Path, keys: Keys) -> None:
    sent = [benchmark("8.4", "1,234", "14,690")]
    drop, rows = received(tmp_path, keys, text(BENCHMARKS, sent), "sekretariat")
    assert drop.verdict == "accepted"
    assert rows.select("value", "numerator", "denominator").row(0) == (8.4, 1234.0, 14690.0)


def test_counts_as_decimals_of_a_database(tmp_path: Path, keys: Keys) -> None:
    sent = [["OE1", "2023/24", "45.000", "40.000", "38.000"], ["OE2", "2023/24", "3.000", "3.000", "2.000"]]
    drop, rows = received(tmp_path, keys, text(LANGUAGE, sent), "kommunen")
    assert drop.verdict == "accepted"
    assert rows.select("children", "assessed", "age_appropriate").rows() == [(45, 40, 38), (3, 3, 2)]


def test_counts_that_may_be_thousands_are_asked_about(tmp_path: Path, keys: Keys) -> None:
    sent = [["OE1", "2023/24", "45.000", "40", "38"], ["OE2", "2023/24", "3.000", "3", "2"]]
    drop, _ = received(tmp_path, keys, text(LANGUAGE, sent), "kommunen")
    assert (drop.verdict, drop.rows.loaded) == ("held", 0)
    assert {"sign_in_doubt", "thousands_guessed"} <= set(codes(drop))


def test_thousands_commas_without_other_evidence_are_asked_about(tmp_path: Path, keys: Keys) -> None:
    sent = [["OE1", "2023/24", "1,000", "1", "1"], ["OE2", "2023/24", "980", "900", "38"]]
    drop, _ = received(tmp_path, keys, text(LANGUAGE, sent), "kommunen")
    assert (drop.verdict, codes(drop)) == ("held", ["sign_in_doubt", "decimals_guessed"])


def test_decimal_commas_in_a_file_separated_by_commas(tmp_path: Path, keys: Keys) -> None:
    """A sick 1,5 moves the cells after it; the column that the header row ends with is not empty there."""
    lines = [",".join([*samples.ABSENCE, ""])]
    for number, row in enumerate(absence(6, sick="1")):
        lines.append(",".join([*row[:4], "1,5", "0", "0"] if number % 3 == 0 else [*row, ""]))
    drop, rows = received(tmp_path, keys, "\r\n".join([*lines, ""]).encode())
    assert (drop.verdict, drop.rows.loaded, drop.rows.quarantined) == ("accepted_with_warnings", 4, 2)
    assert rows["authorised_days"].to_list() == [0.0] * 4
    assert [p.row for p in drop.problems if p.code == "row_shifted"] == [2, 5]


def test_a_grade_with_a_minus_sign(tmp_path: Path, keys: Keys) -> None:
    sent = [
        [*row[:4], grade] for row, grade in zip(samples.exams(3), ("\u22123", "\u20113", "7"), strict=True)
    ]
    drop, rows = received(tmp_path, keys, text(samples.EXAMS, sent))
    assert (drop.verdict, rows["grade"].to_list()) == ("accepted", [-3, -3, 7])


def test_hours_with_their_unit(tmp_path: Path, keys: Keys) -> None:
    hours = ["37 t", "37 timer", "37:00", "18,5 t", "37"]
    people = samples.cprs(5, samples.date(2003, 5, 17))
    sent = [[cpr, "01-10-2025", "beskæftigelse", each] for cpr, each in zip(people, hours, strict=True)]
    drop, rows = received(tmp_path, keys, text(STATUS, sent), "kui")
    assert (drop.verdict, rows["weekly_hours"].to_list()) == ("accepted", [37.0, 37.0, 37.0, 18.5, 37.0])
