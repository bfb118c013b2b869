"""Bring the parts of a newer workbook to the paths that Excel gives them; other programs name them otherwise."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from xml.parsers import expat

from pipelines.intake.reading.sheet import Unreadable
from pipelines.intake.reading.unzip import opened, unpacked
from pipelines.intake.reading.xml_parser import Attributes, parse

_FOLDER = "xl"
_RELATIONS, _TYPES = "_rels/.rels", "[Content_Types].xml"
_WORKBOOK = re.compile(rb"<(?:\w+:)?workbook\b")
_ABSOLUTE = re.compile(rb'"/([\x20\x21\x23-\x7e]+)"')
_MAIN = "/officeDocument"


def with_standard_paths(archive: zipfile.ZipFile) -> tuple[bytes, zipfile.ZipFile] | None:
    """Return a workbook with forward slashes in its paths and its parts under `xl/`, as bytes and opened.

    None where it has them already, and for any other zip file. Raises Unreadable for a broken one.
    """
    names = {name: name.replace("\\", "/") for name in archive.namelist()}
    main = _main_part(archive, {plain: name for name, plain in names.items()})
    if main is None or (main.startswith(f"{_FOLDER}/workbook.") and all(n == p for n, p in names.items())):
        return None
    moved = _mover(main)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as standard:
        for name, plain in names.items():
            standard.writestr(moved(plain), _with_targets(unpacked(archive, name), plain, main, moved))
    return out.getvalue(), opened(out.getvalue())[0]


def _main_part(archive: zipfile.ZipFile, by_path: dict[str, str]) -> str | None:
    """Return the path of the workbook's main part, by the relationships of the package."""
    found: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith(_MAIN):
            found.append(attributes.get("Target", "").replace("\\", "/").lstrip("/"))

    if _RELATIONS not in by_path:
        return None
    try:
        parse(unpacked(archive, by_path[_RELATIONS]), start)
    except expat.ExpatError:
        raise Unreadable("broken_workbook") from None
    main = next(iter(found), "")
    if main not in by_path:
        return None
    beginning = unpacked(archive, by_path[main])[:2000]
    return main if _WORKBOOK.search(beginning) or main.endswith("workbook.bin") else None


def _mover(main: str) -> Callable[[str], str]:
    """Return a function from a part's path to its standard one."""
    folder, file = posixpath.split(main)
    places = {
        main: f"{_FOLDER}/workbook{posixpath.splitext(file)[1]}",
        posixpath.join(
            folder, "_rels", f"{file}.rels"
        ): f"{_FOLDER}/_rels/workbook{posixpath.splitext(file)[1]}.rels",
    }
    prefix = f"{folder}/" if folder else ""

    def moved(path: str) -> str:
        outside = path in (_RELATIONS, _TYPES) or not path.startswith(prefix)
        return places.get(path) or (path if outside else f"{_FOLDER}/{path.removeprefix(prefix)}")

    return moved


def _with_targets(data: bytes, path: str, main: str, moved: Callable[[str], str]) -> bytes:
    """Return a part in which the paths of other parts follow those that were moved."""
    if path == _RELATIONS:
        return data.replace(b"\\", b"/").replace(main.encode(), moved(main).encode())
    if not path.endswith((".rels", _TYPES)):
        return data
    return _ABSOLUTE.sub(lambda found: f'"/{moved(found[1].decode())}"'.encode(), data.replace(b"\\", b"/"))
