"""Read what calamine leaves as it is in the strings of an .xlsx file: footnote marks, and escaped characters."""

from __future__ import annotations

import re
import zipfile
from xml.parsers import expat

from pipelines.intake.reading.ooxml_parts import part_of
from pipelines.intake.reading.xml_parser import Attributes, parse

SUPERSCRIPT = b"superscript"
_PART = "xl/sharedStrings.xml"
# A character that XML cannot hold, such as _x000D_ for a carriage return; a literal _x000D_ is _x005F_x000D_.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ESCAPED_BYTES = re.compile(rb"_x[0-9A-Fa-f]{4}_")


class Runs:
    """Collects the text of one string without its superscript runs."""

    def __init__(self) -> None:
        self.text = ""
        self.has_mark = False
        self._raised = self._in_text = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Handle an opening element inside a string."""
        if name == "r":
            self._raised = False
        elif name == "vertAlign":
            self._raised = attributes.get("val") == "superscript"
        self._in_text = name == "t"

    def add(self, text: str) -> None:
        """Handle text. A mark stands after other text."""
        if self._in_text and self._raised and self.text:
            self.has_mark = True
        elif self._in_text:
            self.text += text

    def end(self) -> None:
        """Handle a closing element."""
        self._in_text = False


def strings_with_marks(archive: zipfile.ZipFile) -> dict[int, str]:
    """Return, by its index, the text of each shared string with a footnote mark, without the mark."""
    data = part_of(archive, _PART)
    if SUPERSCRIPT not in data:
        return {}
    strings = [Runs()]

    def start(name: str, attributes: Attributes) -> None:
        if name == "si":
            strings.append(Runs())
        strings[-1].start(name, attributes)

    def add(text: str) -> None:
        strings[-1].add(text)

    try:
        parse(data, start, lambda _: strings[-1].end(), add)
    except expat.ExpatError:
        return {}
    return {index: found.text for index, found in enumerate(strings[1:]) if found.has_mark}


def has_escapes(archive: zipfile.ZipFile | None) -> bool:
    """Say whether any shared string has an escaped character."""
    return archive is not None and _ESCAPED_BYTES.search(part_of(archive, _PART)) is not None


def unescaped(text: str) -> str:
    """Return a text with its escaped characters."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
