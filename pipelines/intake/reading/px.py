"""Read the StatBank's .px files into a sheet like that of its Excel files.

The sheet is named as the table; above the header stand the title, the unit, the source and the day of retrieval.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product
from math import prod

from pipelines.intake.reading.encoding import decode
from pipelines.intake.reading.sheet import Reading, Sheet, Unreadable
from pipelines.settings import Limits

_KEYWORD = re.compile(
    r'\s*([A-Z][A-Z0-9-]*)(?:\[[a-z]+\])?(?:\("([^"]*)"[^)]*\))?\s*=\s*((?:"[^"]*"|[^";]++)*+);'
)
_TEXT = re.compile(r'"([^"]*)"')
_NUMBER = re.compile(r'"[^"]*"|[^\s"]+')
# The StatBank gives no larger extracts.
_MOST_CELLS = 1_000_000
_DAY = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_CODEPAGE = re.compile(rb'CODEPAGE="([A-Za-z0-9_-]+)"')


def is_px(data: bytes) -> bool:
    """Say whether a file is a .px file."""
    beginning = data[:4096]
    return b"AXIS-VERSION=" in beginning or (b"MATRIX=" in beginning and beginning.lstrip()[:1].isalpha())


def read(data: bytes, limits: Limits) -> Reading:
    """Read a .px file. Raises Unreadable where it is broken, and for more rows or columns than the limits."""
    text, encoding = _decoded(data)
    entries = {(found[1], found[2] or ""): found[3] for found in _KEYWORD.finditer(text)}
    stub, heading = (_texts(entries.get((key, ""), "")) for key in ("STUB", "HEADING"))
    values = [_texts(entries.get(("VALUES", name), "")) for name in (*stub, *heading)]
    cells = islice(_NUMBER.finditer(entries.get(("DATA", ""), "")), _MOST_CELLS + 1)
    numbers = [_danish(found[0]) for found in cells]
    if len(numbers) > _MOST_CELLS:
        raise Unreadable("too_many_rows")
    if not numbers or not all(values):
        raise Unreadable("broken_table")
    width = prod(map(len, values[len(stub) :]))
    if len(stub) + width > limits.columns:
        raise Unreadable("too_many_columns")
    header = [*stub, *(" ".join(cell) for cell in product(*values[len(stub) :]))]
    body = list(_rows(numbers, values[: len(stub)], width, any(key == "KEYS" for key, _ in entries)))
    said = [
        [_text(entries, "TITLE")],
        [f"Enhed: {_text(entries, 'UNITS')}"],
        [f"Kilde: {_text(entries, 'SOURCE')}"],
        *([[f"Hentet: {found[3]}-{found[2]}-{found[1]}"]] if (found := _made(entries)) else []),
    ]
    sheet = Sheet(_text(entries, "MATRIX"), [*said, header, *body])
    return Reading([sheet], f"PX-fil ({encoding})")


def _danish(number: str) -> str:
    """Return a cell of DATA with a decimal comma and at least four decimals, which nobody takes for thousands."""
    text = number.strip('"')
    whole, point, decimals = text.partition(".")
    return f"{whole},{decimals.ljust(4, '0')}" if point and decimals.isdigit() else text


def _made(entries: dict[tuple[str, str], str]) -> re.Match[str] | None:
    """Return year, month and day of the file's creation, where it says them."""
    return _DAY.match(_text(entries, "CREATION-DATE"))


def _rows(numbers: list[str], stubs: list[list[str]], width: int, has_keys: bool) -> Iterator[list[str]]:
    """Yield each row with its labels. With keys, rows begin with their labels, and those of zeros alone are left out.

    Raises Unreadable where the number of cells does not fit.
    """
    wide = width + (len(stubs) if has_keys else 0)
    if len(numbers) % wide or (not has_keys and len(numbers) != width * prod(map(len, stubs))):
        raise Unreadable("broken_table")
    rows = (numbers[at : at + wide] for at in range(0, len(numbers), wide))
    if has_keys:
        yield from rows
    else:
        yield from ([*labels, *row] for labels, row in zip(product(*stubs), rows, strict=True))


def _decoded(data: bytes) -> tuple[str, str]:
    """Decode by the code page that the file names; where its bytes are UTF-8 all the same, as that."""
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        named = _CODEPAGE.search(data)
        try:
            return (data.decode(named[1].decode()), named[1].decode()) if named else decode(data)
        except (LookupError, UnicodeDecodeError):
            return decode(data)


def _texts(value: str) -> list[str]:
    return _TEXT.findall(value)


def _text(entries: dict[tuple[str, str], str], key: str) -> str:
    return "".join(_texts(entries.get((key, ""), "")))
