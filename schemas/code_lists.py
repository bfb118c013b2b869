"""Code lists: CSV files with a Danish label, validity and group for each code; also loaded as dbt seeds."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from schemas.configuration import PACKAGED, configuration_file
from schemas.folding import fold
from schemas.strict_yaml import read_yaml

UNKNOWN = "ukendt"
# Signs that join words where others have a space: Dansk/læsning.
_JOINING = re.compile(r"[-_/]")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_CODE_AND_NAME = re.compile(r"^\s*(\w*\d\w*)[\s:.–-]+[^\W\d]")


@dataclass(frozen=True)
class CodeList:
    """One code list, in the order of its file.

    `codes` maps every code to its label, `groups` to its group, and `validity` codes of limited validity to their
    first and last day. `aliases` are other ways of writing a code, as systems and partners do, with the code; those
    that are one of several things under it (a trade of EUD) are also in `narrower`, folded.
    """

    name: str
    codes: dict[str, str]
    validity: dict[str, tuple[date, date]]
    groups: dict[str, str]
    aliases: dict[str, str] = field(default_factory=dict)
    # A set is written in another order by each process, and templates are known by what they were made of.
    narrower: frozenset[str] = field(default=frozenset(), repr=False)

    def find(self, text: str) -> str | None:
        """Return the code whose code, label or alias is written in `text`, or None."""
        return next((code for reading in _readings(text) if (code := self.folded.get(reading))), None)

    def is_narrower(self, text: str) -> bool:
        """Say whether a text is one of several things under a code, so that two such texts are not the same."""
        return any(reading in self.narrower for reading in _readings(text))

    def in_group(self, group: str) -> list[str]:
        """Return the codes of one group in the order of the file."""
        return [code for code, code_group in self.groups.items() if code_group == group]

    @cached_property
    def folded(self) -> dict[str, str]:
        """Every folded code, label and alias, mapped to its code."""
        aliases = {fold(alias): code for alias, code in self.aliases.items() if code in self.codes}
        labels = {fold(label): code for code, label in self.codes.items()}
        return aliases | labels | {fold(code): code for code in self.codes}


def _readings(text: str) -> Iterator[str]:
    """Yield a text folded, with spaces for signs that join words, without what stands in brackets, and the code that
    its name follows: `25 Afbrudt`."""
    yield fold(text)
    yield fold(_JOINING.sub(" ", text))
    yield fold(_IN_BRACKETS.sub(" ", text))
    if code := _CODE_AND_NAME.match(text):
        yield fold(code[1])


def code_list(name: str) -> CodeList:
    """Read `code_lists/<name>.csv`: the place's own, or the packaged one."""
    return _read(configuration_file(f"code_lists/{name}.csv"), configuration_file(f"code_aliases/{name}.yml"))


def packaged_code_list(name: str) -> CodeList:
    """Read the packaged `code_lists/<name>.csv`, for a list whose codes the pipeline itself uses."""
    return _read(PACKAGED / "code_lists" / f"{name}.csv", PACKAGED / "code_aliases" / f"{name}.yml")


@cache
def _read(path: Path, aliases: Path) -> CodeList:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return CodeList(
        path.stem,
        {row["code"]: row["label_da"] for row in rows},
        {row["code"]: _days(row) for row in rows if row["valid_from"] or row["valid_to"]},
        {row["code"]: row["group"] for row in rows},
        _aliases(aliases, "same") | _aliases(aliases, "narrower"),
        frozenset(map(fold, _aliases(aliases, "narrower"))),
    )


def _aliases(path: Path, kind: str) -> dict[str, str]:
    """Return the aliases of one kind (`same` as a code, or `narrower`) with their codes; a list need not have any."""
    by_code = read_yaml(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {alias: code for code, aliases in by_code.get(kind, {}).items() for alias in aliases}


def _days(row: dict[str, str]) -> tuple[date, date]:
    first, last = row["valid_from"], row["valid_to"]
    return date.fromisoformat(first) if first else date.min, date.fromisoformat(last) if last else date.max
