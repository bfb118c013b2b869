"""Answers on partners' own headers and codes: which one counts, and what a partner is read with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.intake.learned.answers import (
    Answer,
    NoAnswer,
    answers,
    forget_answer,
    numbered,
    remember,
    with_answers,
)
from pipelines.settings import Settings
from schemas.partners import find_partner

HEADER = Answer("oestskolen", "absence", "sick_days", "Dage i sengen", None, "anna", "2026-03-01", "r1")
CODE = Answer("oestskolen", "absence", "school_no", "Urban", "561002", "anna", "2026-03-01", "r1")


def test_a_newer_answer_on_the_same_text_takes_the_place_of_the_older(installation: Settings) -> None:
    remember(installation, [HEADER, CODE])
    other = replace(HEADER, text="DAGE I  SENGEN", column="authorised_days", receipt="r2")
    remember(installation, [other])
    assert answers(installation) == [CODE, other]


def test_a_header_and_a_code_of_the_same_text_are_two_answers(installation: Settings) -> None:
    code = replace(CODE, text=HEADER.text)
    remember(installation, [HEADER])
    remember(installation, [code])
    assert answers(installation) == [HEADER, code]


def test_the_same_text_in_two_columns_is_two_codes(installation: Settings) -> None:
    other = replace(CODE, column="institution_no")
    remember(installation, [CODE])
    remember(installation, [other])
    assert answers(installation) == [CODE, other]


def test_answers_are_numbered_from_1(installation: Settings) -> None:
    remember(installation, [HEADER, CODE])
    assert (numbered(installation, 1), numbered(installation, 2)) == (HEADER, CODE)


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_there_is_no_answer_of_another_number(installation: Settings, number: int) -> None:
    remember(installation, [HEADER, CODE])
    with pytest.raises(NoAnswer, match=f"nummer {number}"):
        numbered(installation, number)


def test_an_answer_is_taken_back_alone(installation: Settings) -> None:
    remember(installation, [HEADER, CODE])
    forget_answer(installation, HEADER)
    assert answers(installation) == [CODE]


def test_the_name_of_an_answer_is_what_it_says_not_who_gave_it() -> None:
    assert (
        replace(HEADER, who="bo", when="2027-01-01", receipt="r9", text="dage i sengen").name == HEADER.name
    )
    assert replace(HEADER, column="authorised_days").name != HEADER.name


def test_a_partner_is_read_with_its_own_answers_beside_what_is_packaged() -> None:
    partner = find_partner("oestskolen")
    assert partner is not None
    packaged = replace(partner, aliases={"absence": {"sick_days": ("Syge",)}})
    read = with_answers(packaged, "oestskolen", [HEADER, CODE])
    assert read.aliases == {"absence": {"sick_days": ("Syge", "Dage i sengen")}}
    assert read.codes["absence"]["school_no"] == {"Urban": "561002"}
    assert packaged.aliases == {"absence": {"sick_days": ("Syge",)}}


def test_answers_of_others_and_of_feeds_that_are_not_agreed_count_for_nothing() -> None:
    partner = find_partner("oestskolen")
    assert partner is not None
    others = [replace(HEADER, partner="havneskolen"), replace(HEADER, feed="memberships")]
    assert with_answers(partner, "oestskolen", others) is partner
