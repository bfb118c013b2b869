"""Generate `docs/indicators.md` from definitions, targets and models: `make generate` writes it, a test compares it."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import Any

from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined

from pipelines.settings import PROJECT_ROOT
from pipelines.transform.indicator_definitions import definitions
from schemas.configuration import configuration_file
from schemas.feeds import all_feeds

FILE = PROJECT_ROOT / "docs" / "indicators.md"
PROJECT = PROJECT_ROOT / "dbt_project"
_PERIODS = {
    "month": "Måned",
    "quarter": "Kvartal",
    "school_year": "Skoleår (1. august-31. juli)",
    "calendar_year": "Kalenderår",
}
_PLACES = {
    "residence_at_status": "Efter bopæl på den dag, der gøres op",
    "residence_at_cohort_entry": "Efter bopæl, da årgangen begyndte; de unge følges, også hvis de flytter",
    "school": "Efter skole, uanset hvor eleverne bor",
}
_DIRECTIONS = {"up": "Højere er bedre", "down": "Lavere er bedre", "neutral": "Hverken eller"}
_DIMS = {"K": "køn", "O": "boligområde", "A": "aldersgruppe", "S": "skole"}
_PAIRS = (("O", "K"), ("O", "A"), ("S", "K"))
_UNITS = {"pct": "pct.", "score": "(score)"}
_MODEL = re.compile(r"ref\('(\w+)'\)|\('(\w+)', ")
_MACRO = re.compile(r"\{%-? macro (\w+)\(.*?-?%\}(.*?)\{%-? endmacro -?%\}", re.DOTALL)
_environment = Environment(
    loader=PackageLoader("pipelines.transform", "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,  # noqa: S701 - Markdown made of our own definitions
)


def render() -> str:
    """Return the guide as Danish Markdown, in the order of a child's path."""
    indicators = [_indicator(row) for row in definitions()]
    stages: dict[str, list[dict[str, Any]]] = {}
    for indicator in indicators:
        stages.setdefault(indicator["stage_da"], []).append(indicator)
    return _environment.get_template("indicators.md.j2").render(stages=stages)


def _targets() -> list[dict[str, str]]:
    with configuration_file("targets.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _indicator(row: dict[str, str]) -> dict[str, Any]:
    return row | {
        "period": _PERIODS[row["period_type"]],
        "place": _PLACES[row["place_basis"]],
        "dims": _dims(row["dims"].split()),
        "direction": _DIRECTIONS[row["direction"]],
        "target": _target(row),
        "feeds": ", ".join(sorted(all_feeds()[feed].title for feed in feeds_of(row["indicator_id"]))),
    }


def _dims(letters: list[str]) -> str:
    """Return the single breakdowns and the pairs of breakdowns in Danish."""
    pairs = [f"{_DIMS[a]} og {_DIMS[b]}" for a, b in _PAIRS if a in letters and b in letters]
    return "; ".join([_DIMS[letter] for letter in letters] + pairs)


def _target(row: dict[str, str]) -> str:
    for target in _targets():
        if target["indicator_id"] == row["indicator_id"]:
            number = format_decimal(float(target["target"]), locale="da")
            return f"{number} {_UNITS[row['unit']]} i {target['target_year']}"
    return "Intet sat"


def feeds_of(indicator_id: str) -> set[str]:
    """Return the names of the feeds that an indicator's model reads, directly or through other models and macros."""
    seen: set[str] = set()
    waiting = [indicator_id]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _named_in(_models().get(name, ""))
    return {name.removeprefix("stg_") for name in seen if name.startswith("stg_")}


def _named_in(text: str) -> list[str]:
    """Return the models that a text refers to, itself or through the macros that it calls."""
    called = [body for macro, body in _macros().items() if re.search(rf"\b{macro}\(", text)]
    found = [name for pair in _MODEL.findall(text) for name in pair if name]
    return found + [name for body in called for name in _named_in(body)]


@cache
def _models() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in PROJECT.glob("models/*/*.sql")}


@cache
def _macros() -> dict[str, str]:
    texts = (path.read_text(encoding="utf-8") for path in PROJECT.glob("macros/*.sql"))
    return {name: body for text in texts for name, body in _MACRO.findall(text)}


def main() -> None:
    """Write the file."""
    FILE.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
