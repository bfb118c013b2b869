"""The kinds of columns."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """How the text of a cell is parsed."""

    CPR = "cpr"
    DATE = "date"
    MONTH = "month"
    SCHOOL_YEAR = "school_year"
    DECIMAL = "decimal"
    INTEGER = "integer"
    CODE = "code"
    YES_NO = "yes_no"
    GENDER = "gender"
    YEAR = "year"
    PERIOD = "period"
    PERCENT = "percent"
    CVR = "cvr"
    LIST = "list"
    CLASS = "class"
    TEXT = "text"
    NOTE = "note"
