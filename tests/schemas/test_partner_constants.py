"""What is the same in all rows of a partner's files."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from schemas.feeds import all_feeds
from schemas.partner_constants import Constants, with_feeds

ADAPTER = TypeAdapter(Constants)


def constants(entry: dict[str, Any], checked: bool = True) -> Constants:
    """Validate an entry; `checked` as where a file of partners is."""
    return ADAPTER.validate_python(with_feeds(entry), context=all_feeds() if checked else None)


def test_a_list_of_its_own_goes_before_all_lists() -> None:
    found = constants({"school_no": "561001", "year": 2025, "absence": {"school_no": "561002"}})
    assert found.of_feed("absence") == {"school_no": "561002", "year": "2025"}
    assert found.of_feed("pupils") == {"school_no": "561001", "year": "2025"}


def test_what_is_not_set_is_no_constant() -> None:
    assert constants({}).of_feed("absence") == {}


def test_the_schools_are_named_once_that_of_all_lists_first() -> None:
    own = {"absence": {"school_no": "561002"}, "pupils": {"school_no": "561001"}, "exams": {"year": 2025}}
    assert constants({"school_no": "561001"} | own).schools == ("561001", "561002")


def test_a_code_that_yaml_took_for_a_number_is_its_text() -> None:
    assert constants({"school_no": 561001, "institution_no": 280123}).by_column() == {
        "school_no": "561001",
        "institution_no": "280123",
    }


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"school_no": "561099"}, "skolen 561099 kendes ikke"),
        ({"absense": {"year": 2025}}, "listen absense kendes ikke. Mente I absence?"),
        ({"year": 1999}, "greater than or equal to 2000"),
        ({"school_no": True}, "valid string"),
        ({"club": ""}, "at least 1 character"),
        ({"skole": "561001"}, "skole"),
    ],
)
def test_a_mistake_is_said(entry: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        constants(entry)


def test_names_are_looked_up_only_where_a_file_is_validated() -> None:
    assert constants({"school_no": "999999"}, checked=False).school_no == "999999"
    assert constants({"absense": {"year": 2025}}, checked=False).of_feed("absense") == {"year": "2025"}
