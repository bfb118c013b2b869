"""Sheets that are parsed for the flags of their cells, and those that are only searched."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.intake.reading.ooxml import _OF_INTEREST, _is_of_interest

PIECES = st.sampled_from(
    [*"<>/=\"' \n\tefst:x1v", "<c ", "</c>", "<f", "</f>", "<x:f", "</x:f>", "/>", "<v/>", "hidden=", "t="]
)


@given(st.lists(PIECES, max_size=12).map("".join))
@example("<c t='e'><v>#N/A</v></c>")
@example('<c r="A1" t="e"/>')
@example('<row r="1" hidden="1">')
@example("<c><f>1+1</f></c>")
@example("<c><f\n/></c>")
@example('<x:c><x:f t="shared"/></x:c>')
def test_a_sheet_is_parsed_where_the_pattern_finds_something(xml: str) -> None:
    assert _is_of_interest(xml.encode()) is (_OF_INTEREST.search(xml.encode()) is not None)
