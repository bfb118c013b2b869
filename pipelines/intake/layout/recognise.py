"""Recognise the feed of a sheet by its header row; the file name is not used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipelines.intake.layout.constants import (
    Constant,
    Sending,
    from_title,
    given_constants,
    profile_constants,
)
from pipelines.intake.layout.header_layout import layout_of
from pipelines.intake.layout.header_rows import headers_among
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.layout.sheet_title import constants_in_title
from pipelines.intake.layout.system_profile import profile_of
from pipelines.intake.layout.translation import translations_of
from pipelines.intake.layout.wide_layout import wide_reader
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits
from schemas.contract import Feed
from schemas.partners import Partner

# The least share of a feed's required columns in a header row; less is enough for a feed agreed with the partner.
_LEAST_SHARE, _LEAST_AGREED_SHARE = 0.6, 0.5


def headers_of(feed: Feed, partner: Partner | None) -> dict[str, str]:
    """Return every reading of a header of a feed, including the partner's own, with its field."""
    own = partner.aliases.get(feed.name, {}) if partner else {}
    return feed.headers_with(own) if own else feed.headers


def recognise(
    sheet: Sheet,
    feeds: Mapping[str, Feed],
    partner: Partner | None,
    limits: Limits,
    sending: Sending | None = None,
) -> Layout | None:
    """Return the best layout among all feeds and the first rows of a sheet, or None where none fits."""
    lists = _layouts(sheet, feeds, partner, limits, sending)
    best = max(lists, key=lambda layout: _rank(layout, partner), default=None)
    threshold = _LEAST_AGREED_SHARE if best and _is_agreed(best, partner) else _LEAST_SHARE
    if best is None or best.score[0] < threshold:
        return None
    also = _equals(best, lists, partner)
    best = replace(_with_titles(best), also=also)
    return replace(best, translations=translations_of(best, partner))


def best_layout(
    sheet: Sheet, feeds: Mapping[str, Feed], partner: Partner | None, limits: Limits
) -> Layout | None:
    """Return the layout that fits a sheet best, however little it fits; None where no row has two known headers."""
    lists = _layouts(sheet, feeds, partner, limits, None)
    return max(lists, key=lambda layout: _rank(layout, partner), default=None)


def _layouts(
    sheet: Sheet,
    feeds: Mapping[str, Feed],
    partner: Partner | None,
    limits: Limits,
    sending: Sending | None,
) -> list[Layout]:
    """Return the layout of each feed by each row that may be its header."""
    known = [(feed, headers_of(feed, partner)) for feed in feeds.values()]
    readers = [
        (feed, headers, wide_reader(feed, headers), given_constants(feed, partner, sending))
        for feed, headers in known
    ]
    every = {header for _, headers in known for header in headers}
    layouts = (
        _with_given(layout_of(feed, sheet, header, headers, read_wide), given, sending)
        for header in headers_among(sheet, limits.header_rows, every)
        for feed, headers, read_wide, given in readers
        if header.may_name_two(headers) or profile_of(header, feed)
    )
    # A single column is not a list: most feeds have no other in a header row, which is seen before it is laid out.
    return [layout for layout in layouts if len(layout.columns) > 1]


def _with_given(layout: Layout, given: Mapping[str, Constant], sending: Sending | None) -> Layout:
    """Return the layout with what is known of its fields without a column beside the sheet."""
    known = {**given, **profile_constants(layout.profile, layout.feed, sending)}
    return replace(
        layout, constants={name: constant for name, constant in known.items() if name not in layout.columns}
    )


def _with_titles(layout: Layout) -> Layout:
    """Return the layout with what the sheet's name or title says; it goes before what is known beside the sheet."""
    lacking = {*layout.missing, *(layout.constants.keys() & layout.feed.required)}
    titles = constants_in_title(layout.feed, lacking, layout.sheet, layout.first_row)
    return replace(layout, constants={**layout.constants, **from_title(layout.feed, titles)})


def _rank(layout: Layout, partner: Partner | None) -> tuple[bool, bool, float, int]:
    """Rank complete headers first; among incomplete ones, feeds agreed with the partner."""
    likely = _is_agreed(layout, partner) and layout.score[0] >= _LEAST_AGREED_SHARE
    return (not layout.missing, likely, *layout.score)


def _equals(best: Layout, lists: Iterable[Layout], partner: Partner | None) -> tuple[str, ...]:
    """Return the titles of other agreed feeds that the same header row fits just as well."""
    equal = (
        layout.feed.title
        for layout in lists
        if layout.feed is not best.feed
        and layout.header_row == best.header_row
        and _is_agreed(layout, partner)
        if not layout.missing and {*layout.columns.values()} == {*best.columns.values()}
    )
    return tuple(dict.fromkeys(equal))


def _is_agreed(layout: Layout, partner: Partner | None) -> bool:
    return partner is not None and layout.feed.name in partner.feeds
