"""The layout that a header row gives a sheet, as one feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipelines.intake.layout.doubled_columns import chosen
from pipelines.intake.layout.header_rows import Header, meaning
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.layout.system_profile import headers_by_profile, profile_of, reasons
from pipelines.intake.layout.wide_layout import Reader, WideColumn
from pipelines.intake.reading.sheet import Sheet
from schemas.contract import Feed
from schemas.kinds import Kind
from schemas.vocabulary import joined_columns, keys_of, wrong_unit


def layout_of(
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
    spare = twins if not any(doubt for _, doubt in picked.values()) else set()
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
        needless=frozenset(spare | {at for at in others if meaning(others[at], feed.needless)}),
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
