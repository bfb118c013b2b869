"""Read a sheet by the profile of the system that it is an export of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from pipelines.intake.layout.header_rows import Header
from pipelines.intake.reading.sheet import Sheet
from schemas.contract import Feed
from schemas.headers import readings
from schemas.systems import Profile, all_profiles


def profile_of(header: Header, feed: Feed) -> Profile | None:
    """Return the profile of a feed that a header row is recognised by; the one with the most headers of several."""
    mine = (profile for profile in all_profiles() if profile.feed == feed.name)
    return next((profile for profile in mine if is_recognised(profile, header.words)), None)


def is_recognised(profile: Profile, words: Collection[str]) -> bool:
    """Say whether every header that a profile is recognised by is among the wordings of a header row."""
    return all(readings(header)[0] in words for header in profile.recognised_by)


def headers_by_profile(headers: Mapping[str, str], header_row: Header, profile: Profile) -> dict[str, str]:
    """Return the headers of a feed where a profile says which columns mean what, and which none.

    A field whose column has another name than the system gives it is found by the vocabulary.
    """
    there = header_row.words
    named = {name for name, texts in profile.columns.items() if any(readings(t)[0] in there for t in texts)}
    others = {header: name for header, name in headers.items() if name not in named}
    own = {readings(header)[0]: name for name, texts in profile.columns.items() for header in texts}
    # A needless column is read where the one that is better is not there.
    needless = {
        key for text in profile.needless for key in readings(text) if headers.get(key) in {None, *named}
    }
    meaningless = {*reasons(profile), *needless}
    return {header: name for header, name in others.items() if header not in meaningless} | own


def reasons(profile: Profile) -> dict[str, str]:
    """Return why columns that look like a field are none, by every reading of their headers."""
    return {reading: why for header, why in profile.not_used.items() for reading in readings(header)}


def with_header(sheet: Sheet) -> Sheet:
    """Return a text file without a header row with the one that its system's profile knows, in place of its first line;
    any other sheet as it is."""
    found = next(_without_header(sheet), None)
    return replace(sheet, rows=[list(found), *sheet.rows[1:]]) if found else sheet


def _without_header(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    for profile in all_profiles():
        if (form := profile.without_header) and not sheet.name and len(sheet.rows) > 1:
            below = [row for row in sheet.rows[1:] if any(map(str.strip, row))]
            first = [cell.strip() for cell in sheet.rows[0] if cell.strip()]
            widths = range(form.fewest, len(form.columns) + 2)
            fits = below and all(len(row) in widths for row in below)
            if fits and len(first) == 1 and re.fullmatch(form.first_line, first[0]):
                yield form.columns
