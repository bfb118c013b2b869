"""Expectations of a table: a Danish sentence with the class of Great Expectations that tests it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class TableExpectation:
    """A Danish sentence that must hold; `expectation` names a class of Great Expectations."""

    sentence: str
    expectation: str
    arguments: Mapping[str, object]

    @property
    def forbids_rows(self) -> bool:
        """Whether the frame is expected to be empty: it holds the rows that violate the sentence."""
        return self.expectation == "ExpectTableRowCountToEqual"


def has_columns(columns: Iterable[str]) -> TableExpectation:
    """The table has these columns, no others, in this order."""
    sentence = "Tabellen har netop de aftalte kolonner i den aftalte rækkefølge."
    return TableExpectation(sentence, "ExpectTableColumnsToMatchOrderedList", {"column_list": list(columns)})


def unique(key: tuple[str, ...]) -> TableExpectation:
    """No two rows have the same values in the columns `key`."""
    if len(key) == 1:
        return TableExpectation(
            f"Ingen to rækker har samme {key[0]}.", "ExpectColumnValuesToBeUnique", {"column": key[0]}
        )
    sentence = f"Ingen to rækker har samme {', '.join(key[:-1])} og {key[-1]}."
    return TableExpectation(sentence, "ExpectCompoundColumnsToBeUnique", {"column_list": list(key)})


def filled(*columns: str) -> tuple[TableExpectation, ...]:
    """Each of the columns has a value in every row."""
    sentence = "Kolonnen {} er udfyldt i alle rækker."
    return tuple(
        TableExpectation(sentence.format(c), "ExpectColumnValuesToNotBeNull", {"column": c}) for c in columns
    )


def empty(*columns: str) -> tuple[TableExpectation, ...]:
    """None of the columns has a value in any row."""
    sentence = "Kolonnen {} er tom i alle rækker."
    return tuple(
        TableExpectation(sentence.format(c), "ExpectColumnValuesToBeNull", {"column": c}) for c in columns
    )


def among(column: str, values: Iterable[object], sentence: str = "") -> TableExpectation:
    """Every value present in the column is one of `values`."""
    arguments = {"column": column, "value_set": list(values)}
    said = sentence or f"Kolonnen {column} indeholder kun de aftalte ord."
    return TableExpectation(said, "ExpectColumnValuesToBeInSet", arguments)


def between(column: str, low: float, high: float) -> TableExpectation:
    """Every number present in the column lies in the closed interval."""
    arguments = {"column": column, "min_value": low, "max_value": high}
    return TableExpectation(
        f"Kolonnen {column} ligger fra {low} til {high}.", "ExpectColumnValuesToBeBetween", arguments
    )


def at_least(column: str, low: float, sentence: str = "") -> TableExpectation:
    """Every number present in the column is `low` or more."""
    said = sentence or f"Kolonnen {column} er aldrig under {low}."
    return TableExpectation(said, "ExpectColumnValuesToBeBetween", {"column": column, "min_value": low})


def no_rows(sentence: str) -> TableExpectation:
    """The frame, which holds the rows that violate the sentence, is empty."""
    return TableExpectation(sentence, "ExpectTableRowCountToEqual", {"value": 0})


def rows_at_least(count: int, sentence: str) -> TableExpectation:
    """The table has `count` rows or more."""
    return TableExpectation(sentence, "ExpectTableRowCountToBeBetween", {"min_value": count})
