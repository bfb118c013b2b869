"""Parse untrusted XML: no entity is declared or resolved, and nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from pipelines.intake.reading.sheet import Unreadable

Attributes = dict[str, str]


def _ignore(*_: Any) -> None:
    """Do nothing."""


def parse(
    data: bytes,
    start: Callable[[str, Attributes], None] = _ignore,
    end: Callable[[str], None] = _ignore,
    text: Callable[[str], None] = _ignore,
) -> None:
    """Call back for each element with its name and attributes, without prefixes.

    Raises Unreadable for a document that declares entities, and expat.ExpatError for a broken one.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, found: start(
        _local(name), {_local(k): v for k, v in found.items()}
    )
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = _refuse
    parser.Parse(data, True)


def _local(name: str) -> str:
    return name[name.rfind(":") + 1 :]


def _refuse(*_: Any) -> None:
    raise Unreadable("broken_workbook")
