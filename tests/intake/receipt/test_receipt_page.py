from __future__ import annotations

import re

import pytest

from pipelines.intake.identity.keyring import Keys
from pipelines.intake.receipt.sent_file import SentFile
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import absence, ingest, pupils, put, send, text


def page(installation: Settings, receipt: str) -> str:
    (path,) = (installation.inbox / "oestskolen" / "retur").glob(f"*kvittering {receipt}.html")
    return words(path.read_text(encoding="utf-8"))


def words(html: str) -> str:
    return " ".join(re.sub(r"<style>.*</style>|<[^>]*>", " ", html, flags=re.DOTALL).split())


def test_the_counts_add_up_on_the_page(installation: Settings, keys: Keys) -> None:
    sent_rows = absence(6)
    sent_rows[0][3] = "0"
    drop = send(installation, keys, text(samples.ABSENCE, [*sent_rows, sent_rows[5], ["I alt", *[""] * 6]]))
    _, page_text = page(installation, drop.receipt_id).split("Godkendt med bemærkninger")
    parts = re.findall(r"(\d+) rækker? (?:er med|skal rettes|er ikke data|gentager)", page_text)
    assert sorted(int(part) for part in parts) == [1, 1, 1, 5] and "I alt læste vi 8 rækker" in page_text


def test_the_page_compares_with_the_delivery_before(installation: Settings, keys: Keys) -> None:
    first = send(installation, keys, text(samples.PUPILS, pupils(20)))
    assert "Sammenlignet med sidst" not in page(installation, first.receipt_id)
    second = send(installation, keys, text(samples.PUPILS, pupils(22)))
    page_text = page(installation, second.receipt_id)
    assert f"Sidst 1. januar 2026 20 {first.receipt_id}" in page_text
    assert "22 (2 flere end sidst)" in page_text


def test_the_page_says_what_is_expected_next(installation: Settings, keys: Keys) -> None:
    drop = send(installation, keys, text(samples.PUPILS, pupils(3)))
    assert re.search(r"Vi venter Elever for \d+\. \w+ \d{4} senest den", page(installation, drop.receipt_id))


def test_the_page_says_how_the_columns_were_read(installation: Settings, keys: Keys) -> None:
    headers = ["Personnummer", *samples.ABSENCE[1:]]
    drop = send(installation, keys, text([*["Titel", *[""] * 6]], [headers, *absence(2)]))
    assert "Overskriften står i række 2" in page(installation, drop.receipt_id)
    assert "A Personnummer CPR-nr" in page(installation, drop.receipt_id)


def test_a_column_that_is_not_agreed_is_named_when_its_header_is_safe(
    installation: Settings, keys: Keys
) -> None:
    put(
        installation,
        text([*samples.ABSENCE, "Bemærkning", "Elev 010101-1234"], [[*r, "x", "y"] for r in absence(2)]),
    )
    (drop,) = ingest(installation, keys)
    page_text = page(installation, drop.receipt_id)
    assert "Kolonne H (Bemærkning) er ikke aftalt og er slettet ved modtagelsen." in page_text
    assert "Kolonne I er ikke aftalt" in page_text and "Elev" not in page_text.replace("Elever", "")


def test_a_header_in_two_rows_of_different_length_gets_a_page(installation: Settings, keys: Keys) -> None:
    above = ["", "", "", "", "Fravær", "Lovligt", "Ulovligt"]
    below = ["CPR-nr", "Institutionsnr", "Måned", "Skoledage", "Sygdom"]
    data = "\n".join(";".join(row) for row in (above, below, *absence(2)))
    drop = send(installation, keys, data.encode())
    assert drop.rows.loaded == 2
    assert list((installation.inbox / "oestskolen" / "retur").glob("*.html"))


def test_a_table_that_cannot_be_shown_still_has_a_page(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(sent: SentFile, *_: object) -> None:
        if sent.layouts:
            raise IndexError("hemmeligt")

    monkeypatch.setattr("pipelines.intake.receipt.receipt_page.excerpts_of", fail)
    send(installation, keys, text(samples.ABSENCE, [["", *row[1:]] for row in absence(2)]))
    (page,) = (installation.inbox / "oestskolen" / "retur").glob("*.html")
    assert "Kvittering" in page.read_text(encoding="utf-8")


def test_unknown_codes_are_listed_with_their_counts_on_the_page_only(
    installation: Settings, keys: Keys
) -> None:
    rows = pupils(60)
    for number in (3, 7):
        rows[number][2] = "Skolen ved Åen"
    drop = send(installation, keys, text(samples.PUPILS, rows))
    (page,) = (installation.inbox / "oestskolen" / "retur").glob("*.html")
    assert "Der står »Skolen ved Åen« (2 gange)." in page.read_text(encoding="utf-8")
    assert "Åen" not in str(drop.receipt())
