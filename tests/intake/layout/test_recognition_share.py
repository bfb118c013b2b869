"""How much of a feed's required header must be there."""

from __future__ import annotations

import pytest

from pipelines.intake.layout.recognise import recognise
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits
from schemas.feeds import all_feeds

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
