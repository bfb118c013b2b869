"""Columns that several feeds share."""

from __future__ import annotations

from typing import Any

from schemas.contract_column import column
from schemas.kinds import Kind


def cpr() -> Any:
    """A personal number (CPR); replaced by a pseudonym, a date of birth and a gender on ingestion."""
    return column("CPR-nr", kind=Kind.CPR, required=True)


def school_no() -> Any:
    """A school number."""
    return column("Institutionsnr", kind=Kind.CODE, required=True, code_list="schools")


def school_year() -> Any:
    """A school year, 1 August to 31 July, as 2025/26."""
    return column("Skoleår", kind=Kind.SCHOOL_YEAR, required=True)


def area() -> Any:
    """A housing area."""
    return column("Boligområde", kind=Kind.CODE, required=True, code_list="areas")


def gender() -> Any:
    """Gender, where there is no personal number to derive it from; empty means all."""
    return column("Køn", kind=Kind.GENDER)
