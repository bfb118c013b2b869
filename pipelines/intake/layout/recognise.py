"""Recognise the feed of a sheet by its header row; the file name is not used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipelines.intake.layout.constants import (
    Constant,
    Sending,
    from_title,
    given_constants,
    profile_constants,
)
from pipelines.intake.layout.doubled_columns import chosen
from pipelines.intake.layout.header_rows import Header, headers_among, meaning
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.layout.sheet_title import constants_in_title
from pipelines.intake.layout.system_profile import headers_by_profile, profile_of, reasons
from pipelines.intake.layout.translation import translations_of
from pipelines.intake.layout.wide_layout import Reader, WideColumn, wide_reader
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits
from schemas.contract import Feed, Kind
from schemas.partners import Partner
from schemas.vocabulary import joined_columns, keys_of, wrong_unit

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
        _with_given(_profiled(feed, sheet, header, headers, read_wide), given, sending)
        for header in headers_among(sheet, limits.header_rows, every)
        for feed, headers, read_wide, given in readers
    )
    # A single column is not a list.
    return [layout for layout in layouts if len(layout.columns) > 1]


def _profiled(
    feed: Feed, sheet: Sheet, header: Header, headers: Mapping[str, str], read_wide: Reader
) -> Layout:
    """Return the layout of a header row; by the profile of the system that it is of, where it is known."""
    if (profile := profile_of(header, feed)) is None:
        return _layout(feed, sheet, header, headers, read_wide)
    layout = _layout(feed, sheet, header, headers_by_profile(headers, header, profile), read_wide)
    needless = keys_of({"needless": (Kind.TEXT, profile.needless)})
    known = reasons(profile)
    why = {at: reason for at in layout.others if (reason := meaning(header.wordings[at], known))}
    unused = {at for at in layout.others if meaning(header.wordings[at], needless)}
    return replace(
        layout,
        profile=profile,
        refused={**layout.refused, **why},
        needless=layout.needless | (unused - why.keys()),
    )


def _with_given(layout: Layout, given: Mapping[str, Constant], sending: Sending | None) -> Layout:
    """Return the layout with what is known of its fields without a column beside the sheet."""
    known = {**given, **profile_constants(layout.profile, layout.feed, sending)}
    return replace(
        layout, constants={name: told for name, told in known.items() if name not in layout.columns}
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


def _layout(
    feed: Feed, sheet: Sheet, header: Header, headers: Mapping[str, str], read_wide: Reader
) -> Layout:
    places: dict[str, list[int]] = {}
    wide: dict[int, WideColumn] = {}
    others: dict[int, tuple[str, ...]] = {}
    refused: dict[int, str] = {}
    for place, wordings in enumerate(header.wordings):
        if wide_column := read_wide(wordings):
            wide[place] = wide_column
        elif (name := meaning(wordings, headers)) and not _wrong_unit(sheet, header, place, feed, name):
            places.setdefault(name, []).append(place)
        else:
            others[place] = wordings
            refused[place] = _wrong_unit(sheet, header, place, feed, name) if name else ""
    picked = {
        name: chosen(sheet, header.row, found, feed.columns[name]) if len(found) > 1 else (found[0], False)
        for name, found in places.items()
    }
    columns = {name: place for name, (place, _) in picked.items()}
    twins = {p for n, found in places.items() for p in found if p != columns[n]}
    joined = dict(_joined(feed, columns, others))
    return Layout(
        feed,
        sheet,
        header.row,
        columns,
        wide,
        doubles={name: found for name, found in places.items() if len(found) > 1},
        doubtful=[name for name, (_, in_doubt) in picked.items() if in_doubt],
        others=sorted({*others, *twins} - {place for _, place in joined.values()}),
        needless=frozenset(p for p in twins if not any(doubt for _, doubt in picked.values())),
        joined=joined,
        header_height=header.height,
        headers=headers,
        refused={
            at: why for at in others if (why := refused[at] or meaning(others[at], feed.not_used) or "")
        },
        kept={at: kept for at in others if (kept := meaning(others[at], feed.rows_kept))},
    )


def _joined(
    feed: Feed, columns: Mapping[str, int], others: Mapping[int, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the fields without a column that are put together of two others, with the places of these."""
    for name, (level, headers) in joined_columns(feed.name).items():
        letters = [place for place, wordings in others.items() if meaning(wordings, headers)]
        if name not in columns and level in columns and letters:
            yield name, (columns[level], letters[0])


def _wrong_unit(sheet: Sheet, header: Header, place: int, feed: Feed, name: str) -> str:
    """Return why a column cannot be the field that its header names, by the unit after it; empty if it can."""
    row = sheet.rows[header.row]
    return wrong_unit(row[place] if place < len(row) else "", feed.columns[name].unit)
