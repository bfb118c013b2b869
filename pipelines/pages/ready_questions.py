"""The ready-made questions, parsed from docs/sql-guide.md, with a choice of indicator and area."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.report.indicator_figures import TOTAL
from pipelines.report.labels_da import part_name
from pipelines.settings import PROJECT_ROOT
from pipelines.text.hidden_da import HIDDEN
from schemas.code_lists import code_list
from schemas.place import place

FILE = PROJECT_ROOT / "docs" / "sql-guide.md"
_SECTION = re.compile(
    r"^## \d+\. (?P<title>[^\n]+)\n(?P<before>.*?)```sql\n(?P<query>.*?)```", re.DOTALL | re.MULTILINE
)
_EMPTY_IS_HIDDEN = "En tom celle er skjult"
# An indicator is named by its id; an area by its name in the view `tal`, by its code in the tables.
_INDICATOR = re.compile(r"((?:indicator_id|navn_i_data) = ')(\w+)(?=')")
_AREA = re.compile(r"\b(?:område|area) = '([^']+)'")


@dataclass(frozen=True)
class Question:
    """One question: its title, introductory paragraphs, and SQL."""

    title: str
    said: list[str]
    query: str

    @property
    def empty(self) -> str:
        """The Danish text for an empty number, where the guide defines it for the whole result."""
        return HIDDEN if any(_EMPTY_IS_HIDDEN in part for part in self.said) else ""

    @property
    def indicator(self) -> str | None:
        """The indicator of the query; None where it has no single one."""
        found = _INDICATOR.search(self.query)
        return found[2] if found else None

    @property
    def area(self) -> str | None:
        """The code of the query's housing area (`total` for all); None where it has no single one."""
        named = [_code(name) for name in _AREA.findall(self.query)]
        return next((area for area in named if area != TOTAL), named[0] if named else None)

    def about(self, indicator: str | None, area: str | None) -> str:
        """Return the SQL for another indicator and area; the caller has validated both names."""
        query = _INDICATOR.sub(rf"\g<1>{indicator}", self.query) if indicator else self.query
        if not area or not self.area:
            return query
        query = query.replace(f"area = '{self.area}'", f"area = '{area}'")
        before, after = (part_name("area", code).replace("'", "''") for code in (self.area, area))
        query = query.replace(f"område = '{before}'", f"område = '{after}'")
        query = query.replace(f"'area={self.area}'", f"'area={area}'")
        return query.replace(_heading(self.area), _heading(area))


def _code(name: str) -> str:
    """The code of an area's name or code; `total` for all."""
    return code_list("areas").find(name) or TOTAL


def _heading(area: str) -> str:
    """The column of an area in SQL: `as "Kvarteret Øst"`."""
    name = f"Hele {place().neighbourhood}" if area == TOTAL else part_name("area", area)
    return f'as "{name.replace(chr(34), "")}"'


@cache
def questions() -> list[Question]:
    """Return every question of the guide, in order."""
    found = _SECTION.finditer(FILE.read_text(encoding="utf-8"))
    return [Question(one["title"].strip(), _paragraphs(one["before"]), one["query"].strip()) for one in found]


def _paragraphs(before: str) -> list[str]:
    """Return the paragraphs as plain text, without code quotes and links."""
    plain = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", before).replace("`", "")
    return [" ".join(part.split()) for part in plain.split("\n\n") if part.strip()]
