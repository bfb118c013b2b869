"""Columns that several feeds share."""

from __future__ import annotations

from typing import Any

from schemas.contract import Kind, column


def cpr() -> Any:
    """A personal number (CPR); replaced by a pseudonym, a date of birth and a gender on ingestion."""
    headers = ("CPR-nr", "CPR", "Cprnr.", "CPR nr.", "CPR-nummer", "CPR nummer", "Personnummer")
    return column(*headers, kind=Kind.CPR, required=True)


def school_no() -> Any:
    """A school number."""
    return column(
        "Institutionsnr", "Skolekode", "Skolenr", kind=Kind.CODE, required=True, code_list="schools"
    )


def school_year() -> Any:
    """A school year, 1 August to 31 July, as 2025/26."""
    return column("Skoleår", kind=Kind.SCHOOL_YEAR, required=True)


def area() -> Any:
    """A housing area."""
    headers = ("Boligområde", "Område", "Bydel", "Områdekode")
    return column(*headers, kind=Kind.CODE, required=True, code_list="areas")


def gender() -> Any:
    """Gender, where there is no personal number to derive it from; empty means all."""
    return column("Køn", kind=Kind.GENDER)
