"""The ways of reading a header: what differs between systems and says nothing is left out."""

from __future__ import annotations

import pytest

from schemas.headers import as_amount, as_day, as_label, as_number, is_known, readings, unit_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sygdom (dage)", "sygdom"),
        ("Sygdom [timer]", "Sygdom"),
        ("Fravær i procent", "Fravær"),
        ("Fravær, pct.", "Fravær"),
        ("[Institution].[Afdelingsnummer].[Afdelingsnummer]", "Afdelingsnr."),
        ("Institutionsnummer", "Institution-ID"),
        ("Indmeldt dato", "Indmeldtdato"),
        ("Dato for indmeldelse", "Indmeldelsesdato"),
        ("Skolenavn", "Skole"),
        ("Antal skoledage", "Skoledage"),
        ("Medlems nr", "Medlemsnummer"),
    ],
)
def test_two_systems_mean_the_same(one: str, other: str) -> None:
    assert set(readings(one)) & set(readings(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Skole", "Skoleår"), ("Indmeldt", "Udmeldt"), ("Sygdom", "Lovligt"), ("Nr.", "ID"), ("Dag", "Dato")],
)
def test_two_headers_mean_different_things(one: str, other: str) -> None:
    assert not set(readings(one)) & set(readings(other))


def test_the_header_itself_is_its_first_reading() -> None:
    assert readings("Fravær (dage)")[:2] == ("fravaer dage", "fravaer")


def test_a_header_that_is_nothing_but_a_unit_keeps_it() -> None:
    assert readings("(dage)")[0] == "dage"
    assert not {"", "@", "~", "+"} & set(readings("(dage)"))
    assert readings("")[0] == ""


@pytest.mark.parametrize(
    ("short", "number", "day", "label", "amount"),
    [
        ("skolenummer", "skole#", "skolenummer@", "skolenummer~", "+skolenummer"),
        ("institutionsnr", "institution#", "institutionsnr@", "institutionsnr~", "+institutionsnr"),
        ("foedselsdato", "", "foedsel@", "foedselsdato~", "+foedselsdato"),
        ("indmeldelsesdag", "", "indmeldelse@", "indmeldelsesdag~", "+indmeldelsesdag"),
        ("datoforindmeldelse", "", "indmeldelse@", "datoforindmeldelse~", "+datoforindmeldelse"),
        ("uddannelsesnavn", "", "uddannelsesnavn@", "uddannelse~", "+uddannelsesnavn"),
        ("antalskoledage", "", "antalskoledage@", "antalskoledage~", "+skoledage"),
        # Too short to be more than the word itself.
        ("idnr", "", "idnr@", "idnr~", "+idnr"),
    ],
)
def test_the_forms_of_a_folded_header(short: str, number: str, day: str, label: str, amount: str) -> None:
    assert (as_number(short), as_day(short), as_label(short), as_amount(short)) == (
        number,
        day,
        label,
        amount,
    )


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Sygdom (Timer)", "timer"),
        ("Fravær i %", "%"),
        ("Fravær, pct.", "pct"),
        ("Skoledage", ""),
        ("[Skole].[Timer]", ""),
    ],
)
def test_the_unit_after_a_header(header: str, unit: str) -> None:
    assert unit_of(header) == unit


def test_a_header_is_known_by_any_of_its_readings() -> None:
    assert is_known("Skole nr.", {"skole#"})
    assert not is_known("Skole nr.", {"skole"})


def test_a_very_long_text_is_read_by_its_beginning() -> None:
    assert readings("x" * 200 + "y" * 10**6) == readings("x" * 200)
