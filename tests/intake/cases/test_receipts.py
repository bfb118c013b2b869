"""Receipts of files that a school secretary made with a template, read as she reads them."""

from __future__ import annotations

import html
import re
from io import BytesIO

import openpyxl
import pytest

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.receipt.suggestions import nearest
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.cases.test_files import ARRIVAL, FILES
from tests.intake.samples import absence, text

SCHOOL = samples.ABSENCE.index("Institutionsnr")
GROUPS = re.compile(r'<article class="card">(.*?)</article>', re.DOTALL)


def answered(
    installation: Settings, keys: Keys, data: bytes, name: str = "fil.xlsx", partner: str = "oestskolen"
) -> tuple[Manifest, str, list[str]]:
    """Send a file; return its drop, the text of its receipt page, and that of each card on it, in order."""
    samples.put(installation, data, name, partner, ARRIVAL.timestamp())
    (drop,) = samples.ingest(installation, keys)
    (page,) = (installation.inbox / partner / "retur").glob(f"*{drop.receipt_id}.html")
    source = page.read_text(encoding="utf-8")
    return drop, _words(source), [_words(card) for card in GROUPS.findall(source)]


def _words(source: str) -> str:
    return " ".join(
        html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", source, flags=re.DOTALL)).split()
    )


def sent(name: str) -> bytes:
    return (FILES / "receipts" / name).read_bytes()


def marked(installation: Settings, partner: str = "oestskolen") -> list[str]:
    """Return the text of every cell and note of the marked workbook."""
    (path,) = (installation.inbox / partner / "retur").glob("*rettelser*.xlsx")
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    notes = [cell.comment.text for cell in cells if cell.comment]
    return [*notes, *(str(cell.value) for cell in cells if cell.value)]


def with_unknown_schools(*schools: str) -> bytes:
    rows: list[list[object]] = [[*row[:3], 20, 1, 0, 0] for row in absence(20)]
    for number, school in enumerate(schools):
        rows[3 * number + 1][SCHOOL] = school
    return samples.workbook({"Fravær": [samples.ABSENCE, *rows]})


def test_over_the_limit_the_cells_that_caused_it_are_mended_first(installation: Settings, keys: Keys) -> None:
    drop, _, cards = answered(installation, keys, with_unknown_schools("Østre skolen", "Havnens skole"))
    assert drop.verdict == "rejected"
    assert {(p.severity, p.row, p.column) for p in drop.problems if p.code == "too_many_unknown"} == {
        ("error", 3, "B"),
        ("error", 6, "B"),
    }
    first = cards[0]
    assert "Skriv Østskolen, Havneskolen, Vestskolen eller Nordskolen." in first
    assert "Der står »Østre skolen«. Mente I Østskolen?" in first
    assert "Der står »Havnens skole«. Mente I Havneskolen?" in first
    assert " B3 B6 " in first
    assert not any("ukendt" in card for card in cards)
    assert any("Mente I Havneskolen?" in words for words in marked(installation))


def test_under_the_limit_a_cell_may_stay_as_it_is(installation: Settings, keys: Keys) -> None:
    drop, _, cards = answered(installation, keys, with_unknown_schools("Østre skolen"))
    assert (drop.verdict, drop.rows.loaded) == ("accepted_with_warnings", 20)
    assert any("Lader I den stå, tæller den som ukendt." in card for card in cards)


@pytest.mark.parametrize("written", ["561o01", "5610", "561099", "?", "Skolen for alle i Sønderbyen"])
def test_what_is_like_no_choice_or_has_digits_is_not_guessed(written: str) -> None:
    assert nearest(written, ["Østskolen", "Havneskolen", "561001"]) == []


def test_several_choices_may_be_meant() -> None:
    choices = ["Matematik med hjælpemidler", "Matematik uden hjælpemidler", "Dansk læsning"]
    assert nearest("Matematik", choices) == choices[:2]


def test_a_file_that_waits_and_has_faults_is_told_both(installation: Settings, keys: Keys) -> None:
    faulty = openpyxl.load_workbook(BytesIO(sent("fravaer-faa-fejl.xlsx")))
    more = text(samples.ABSENCE, absence(60, "2026M09", seed=9) + _rows_of(faulty))
    samples.put(installation, more, modified=ARRIVAL.timestamp() - 86_400)
    samples.ingest(installation, keys)
    drop, page, _ = answered(installation, keys, sent("fravaer-faa-fejl.xlsx"))
    assert (drop.verdict, drop.rows.quarantined) == ("held", 2)
    assert "men venter med at bruge den. 2 rækker skal rettes." in page
    assert "2 rækker skal også rettes, før de kan tælle med. Åbn »" in page


def _rows_of(book: openpyxl.Workbook) -> list[list[str]]:
    rows = book.worksheets[0].iter_rows(min_row=2, values_only=True)
    return [[str(cell or "0") for cell in row] for row in rows if row[0] and row[3] == 21]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("proever.xlsx", "Vi kan ikke læse tallet i Karakter. {} Skriv -3, 0, 2, 4, 7, 10, 12, syg, fritaget eller ej"),
        ("elev.xlsx", "Værdien i Klassetrin kan ikke være rigtig. {} Skriv sådan: helt tal. Fra 0 til 10."),
        ("fravaer-mange-fejl.xlsx", "Vi kan ikke læse tallet i Skoledage. {} Skriv sådan: tal med komma, som 7,5."),
    ],
)  # fmt: skip
def test_a_remedy_fits_its_column(installation: Settings, keys: Keys, name: str, remedy: str) -> None:
    _, page, cards = answered(installation, keys, sent(name))
    badges = ("Rækken tæller ikke med", "Skal rettes")
    assert any(remedy.format(badge) in card for badge in badges for card in cards), page


def test_a_class_with_a_full_stop_is_a_class_level(installation: Settings, keys: Keys) -> None:
    drop, _, _ = answered(installation, keys, sent("elev.xlsx"))
    assert samples.rows(installation, drop)["grade_level"].to_list() == [5, 5]


def test_an_empty_template_is_told_to_be_filled_in(installation: Settings, keys: Keys) -> None:
    drop, page, cards = answered(installation, keys, sent("tom-skabelon.xlsx"))
    assert (drop.verdict, samples.codes(drop), len(cards)) == ("rejected", ["no_rows"], 1)
    assert "men den er ikke udfyldt endnu" in page and "Ret det, der står herunder" not in page


def test_a_file_of_white_space_is_empty(installation: Settings, keys: Keys) -> None:
    data = (FILES / "25_only_spaces.csv").read_bytes()
    drop, _, cards = answered(installation, keys, data, partner="klub-x")
    assert (samples.codes(drop), "Der står ikke noget i filen." in cards[0]) == (["nothing_in_file"], True)


@pytest.mark.parametrize(
    ("headers", "nearest_list"),
    [
        (("CPR-nr", "Skoledage", "Noget", "Andet"), "Den ligner mest Fravær, men her mangler Måned"),
        (("Navn", "Adresse"), "Vi kan ikke genkende listen i filen."),
    ],
)
def test_an_unrecognised_file_is_compared_with_the_partners_own_lists(
    installation: Settings, keys: Keys, headers: tuple[str, ...], nearest_list: str
) -> None:
    _, page, cards = answered(installation, keys, text(headers, [["x"] * len(headers)]), "a.csv")
    assert nearest_list in cards[0]
    assert "Vi venter Elever, Fravær, 9.-klasseprøver og Trivsel fra jer." in cards[0]
    assert "Ydelser" not in page and "Næste gang" in page


def test_a_personal_number_in_a_clubs_list_is_shown_by_its_cell(installation: Settings, keys: Keys) -> None:
    drop, page, cards = answered(installation, keys, sent("klub.xlsx"), partner="klub-x")
    assert [(p.row, p.column) for p in drop.problems if p.code == "cpr_not_agreed"] == [(2, "A")]
    assert "A2" in cards[0] and "xxxxxx-xxxx" in cards[0] and "010115" not in page
    assert not list((installation.inbox / "klub-x" / "retur").glob("*.xlsx"))


def test_hidden_rows_are_in_the_first_sentence(installation: Settings, keys: Keys) -> None:
    data = (FILES / "45_autofilter_on.xlsx").read_bytes()
    _, page, _ = answered(installation, keys, data, partner="klub-x")
    assert "De synlige 10 rækker er med. Se venligst på 1 sted. 10 skjulte rækker er ikke læst." in page


def test_the_marked_workbook_says_where_a_problem_without_a_cell_is(
    installation: Settings, keys: Keys
) -> None:
    rows = [[*row, "privat"] for row in absence(3)]
    rows[0][4] = "mange"
    answered(installation, keys, samples.workbook({"Fravær": [[*samples.ABSENCE, "Bemærkning"], *rows]}))
    told = [words for words in marked(installation) if "er ikke aftalt" in words]
    assert told == ["Kolonne H (Bemærkning) er ikke aftalt og er slettet ved modtagelsen. (fanen Fravær)"]


def test_a_number_of_another_school_has_its_name(installation: Settings, keys: Keys) -> None:
    headers = ("Institutionsnr", "Skoleår", "Besvarelser", "Generel trivsel")
    for partner in ("nordskolen", "oestskolen"):
        data = text(headers, [["561011", "2024/25", "200", "4,1"]])
        _, page, _ = answered(installation, keys, data, "a.csv", partner)
    assert "Filen handler om 561011 (Nordskolen), som en anden partner plejer at sende." in page
