"""Find the parts of an .xlsx file: where each sheet is, and which styles show percentages."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from xml.parsers import expat

from pipelines.intake.reading.sheet import Unreadable
from pipelines.intake.reading.unzip import pieces, unpacked
from pipelines.intake.reading.xml_parser import Attributes, parse

# The built-in percentage formats; custom ones contain a percent sign.
_PERCENT_FORMATS = {"9", "10"}
_GENERAL = {"standard", "generel", "standaard", "estándar"}


def part_of(archive: zipfile.ZipFile, part: str) -> bytes:
    """Return a part's bytes; none where it is missing or broken."""
    try:
        return unpacked(archive, part)
    except Unreadable:
        return b""


def pieces_of(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part's bytes a piece at a time, up to where it is broken; none where it is missing."""
    with suppress(Unreadable):
        yield from pieces(archive, part)


def _elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, Attributes]]:
    """Return every element of a small part, in order."""
    found: list[tuple[str, Attributes]] = []
    try:
        parse(part_of(archive, part), start=lambda name, attributes: found.append((name, attributes)))
    except expat.ExpatError:
        return []
    return found


def targets(archive: zipfile.ZipFile, relations: str) -> dict[str, str]:
    """Map relationship ids to the workbook's parts; external targets are left out."""
    return {
        found.get("Id", ""): posixpath.normpath(posixpath.join("xl", found.get("Target", ""))).lstrip("/")
        for name, found in _elements(archive, relations)
        if name == "Relationship" and found.get("TargetMode") != "External"
    }


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the part that holds it."""
    places = targets(archive, "xl/_rels/workbook.xml.rels")
    for name, attributes in _elements(archive, "xl/workbook.xml"):
        if name == "sheet" and attributes.get("id") in places:
            yield attributes.get("name", ""), places[attributes["id"]]


def percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """Return the ids of the cell styles that show a share as a percentage."""
    return _styles(archive, lambda code: "%" in code, _PERCENT_FORMATS)


def general_styles(archive: zipfile.ZipFile) -> set[str]:
    """Return the ids of the cell styles whose format is the name of the general one in some language.

    calamine takes the d of `Standard` for a day.
    """
    return _styles(archive, lambda code: code.strip().casefold() in _GENERAL, set())


def _styles(archive: zipfile.ZipFile, is_meant: Callable[[str], bool], built_in: Collection[str]) -> set[str]:
    formats, styles, in_cells = set(built_in), set(), False
    number = -1
    for name, attributes in _elements(archive, "xl/styles.xml"):
        if name == "numFmt" and is_meant(attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
        in_cells = name == "cellXfs" or (in_cells and name != "cellStyles")
        if in_cells and name == "xf":
            number += 1
            if attributes.get("numFmtId") in formats:
                styles.add(str(number))
    return styles


def is_recalculated(archive: zipfile.ZipFile) -> bool:
    """Say whether a spreadsheet is asked to calculate all formulas when it opens the workbook."""
    calculation = (found for name, found in _elements(archive, "xl/workbook.xml") if name == "calcPr")
    return any(found.get("fullCalcOnLoad") in ("1", "true") for found in calculation)
