"""The contrast of the pages' colours with their backgrounds, on both screens: WCAG 2.2 AA requires 4.5 to 1."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = (files("pipelines.text") / "templates" / "colours.css").read_text(encoding="utf-8")
SCREENS = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", part)) for part in CSS.split("@media")]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", SCREENS, ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((ink, ground) for ink in ("ink", "soft", "bad", "look", "good") for ground in ("paper", "ground")),
        *((ink, f"{ink}-back") for ink in ("bad", "look", "good")),
        *(("mark", ground) for ground in ("paper", "ground")),
        *(("ink", ground) for ground in ("bad-back", "look-back")),
    ],
)
def test_text_can_be_read(ink: str, ground: str, colours: dict[str, str]) -> None:
    assert contrast(colours[ink], colours[ground]) >= 4.5


def test_the_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)
