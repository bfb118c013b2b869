"""How much of a feed's required header must be there."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.intake.layout.recognise import recognise
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits
from schemas.feeds import all_feeds
from schemas.partners import Agreement, Partner

ABSENCE = {"absence": all_feeds()["absence"]}


@pytest.mark.parametrize(
    ("headers", "recognised"),
    [
        # Four of the seven required columns of absence are 57 per cent, five are 71.
        (("CPR-nr", "Institutionsnr", "Måned", "Skoledage", "Lærer"), False),
        (("CPR-nr", "Institutionsnr", "Måned", "Skoledage", "Sygdom"), True),
    ],
)
def test_a_list_that_no_partner_has_agreed_to_needs_six_tenths_of_its_columns(
    headers: tuple[str, ...], recognised: bool
) -> None:
    sheet = Sheet("", [list(headers), ["1"] * len(headers)])
    assert (recognise(sheet, ABSENCE, None, Limits()) is not None) == recognised


@pytest.mark.parametrize(
    ("headers", "recognised"),
    [
        # Three of the seven are 43 per cent, four are 57.
        (("CPR-nr", "Institutionsnr", "Måned", "Lærer"), False),
        (("CPR-nr", "Institutionsnr", "Måned", "Skoledage", "Lærer"), True),
    ],
)
def test_a_list_that_the_partner_has_agreed_to_needs_half_of_its_columns(
    headers: tuple[str, ...], recognised: bool
) -> None:
    """What is missing is then named, rather than the list called unknown."""
    sending = Partner("skole", "Skole", "a@b", {"absence": Agreement("prøve", date.min)})
    sheet = Sheet("", [list(headers), ["1"] * len(headers)])
    assert (recognise(sheet, ABSENCE, sending, Limits()) is not None) == recognised
