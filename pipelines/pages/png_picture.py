"""Render an SVG of ours as PNG, for programs that take no SVG. resvg reads no script and fetches nothing."""

from __future__ import annotations

from functools import cache

import resvg_py

_TEXT = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><text y="25" font-size="20">Æble</text></svg>'


class NoFont(Exception):
    """The machine has no font, so that a picture would be without its words. The message says what to do."""


def png(svg: str, zoom: int = 2) -> bytes:
    """Return an SVG as PNG on white, `zoom` pixels for each of its own. Raises NoFont."""
    if not _has_font():
        raise NoFont(
            "Maskinen har ingen skrifttyper, så billedet ville mangle sin tekst. Hent grafen som SVG, eller bed "
            "driften om at lægge en skrifttype på maskinen."
        )
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, background="#ffffff"))


@cache
def _has_font() -> bool:
    """Whether text leaves anything in a picture."""
    without = resvg_py.svg_to_bytes(svg_string=_TEXT, skip_system_fonts=True)
    return bytes(resvg_py.svg_to_bytes(svg_string=_TEXT)) != bytes(without)
