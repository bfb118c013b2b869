from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import medvind
from tests.intake import samples
from tests.intake.samples import absence, cprs, text


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEDVIND_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MEDVIND_KEYS", str(tmp_path / "keys"))
    return tmp_path


def check(folder: Path, data: bytes, *options: str) -> Result:
    path = folder / "fil.csv"
    path.write_bytes(data)
    return CliRunner().invoke(medvind, ["check", str(path), *options])


def test_a_good_file_is_said_to_be_good_and_nothing_is_stored(empty: Path) -> None:
    found = check(empty, text(samples.ABSENCE, absence()))
    assert found.exit_code == 0
    assert "alle 3 rækker er med" in found.output and "Intet er gemt." in found.output
    assert not (empty / "data").exists() and not (empty / "keys").exists()


def test_problems_are_said_with_their_places_and_without_values(empty: Path) -> None:
    body = absence()
    body[0][3] = "halvtreds"
    found = check(empty, text(samples.ABSENCE, body))
    assert found.exit_code == 1
    assert (
        "Vi kan ikke læse tallet i Skoledage. Skriv sådan: tal med komma, som 7,5. Større end 0. Højst 31.\n  D2"
        in found.output
    )
    assert "halvtreds" not in found.output and cprs(1)[0] not in found.output


@pytest.mark.parametrize(("count", "said"), [(1, "1 række læst"), (2, "2 rækker læst")])
def test_a_number_of_rows_has_its_word(empty: Path, count: int, said: str) -> None:
    assert said in check(empty, text(samples.ABSENCE, absence(count))).output


def test_a_feed_that_is_not_agreed_with_the_partner_is_rejected(empty: Path) -> None:
    data = text(samples.ABSENCE, absence())
    assert check(empty, data, "--partner", "oestskolen").exit_code == 0
    found = check(empty, data, "--partner", "kui")
    assert found.exit_code == 1 and "ikke er aftalt med jer" in found.output


def test_a_partner_nobody_knows_is_wrong_usage(empty: Path) -> None:
    found = check(empty, text(samples.ABSENCE, absence()), "--partner", "ingen")
    assert found.exit_code == 2 and "oestskolen" in found.output


def test_the_page_is_written_where_it_is_asked_for(empty: Path) -> None:
    found = check(empty, text(samples.ABSENCE, absence()), "--html", str(empty / "side.html"))
    assert "Siden ligger i" in found.output
    assert "Prøve · intet er gemt" in (empty / "side.html").read_text(encoding="utf-8")


def test_a_file_that_is_no_table_is_answered_too(empty: Path) -> None:
    found = check(empty, b"%PDF-1.7 ...")
    assert found.exit_code == 1 and "Det er ikke en tabel" in found.output
