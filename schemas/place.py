"""The place that is measured: its names in Danish texts, and its limits. Read from `place.yml`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from schemas.code_lists import code_list
from schemas.configuration import ConfigurationInvalid, configuration_file


@dataclass(frozen=True)
class Place:
    """The names and limits of one place; the fields are the keys of `place.yml`, which explains them."""

    alliance: str
    neighbourhood: str
    in_neighbourhood: str
    district_schools: str
    working_hours: int
    few: int

    @property
    def municipality(self) -> str:
        """The municipality that figures are compared with, as named in the code list of geographies."""
        return _geography("municipality")

    @property
    def country(self) -> str:
        """The whole country, as named in the code list of geographies."""
        return _geography("country")

    @property
    def variables(self) -> dict[str, str | int]:
        """The variables of the dbt project: the keys of `place.yml`, and the genitive of the neighbourhood's name."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {
            "neighbourhood_genitive": genitive(self.neighbourhood)
        }

    def fill(self, text: str) -> str:
        """Replace placeholders such as `{in_neighbourhood}` in a Danish text."""
        for name, value in self._texts.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    @cached_property
    def _texts(self) -> dict[str, str | int]:
        others = {"municipality": self.municipality, "country": self.country}
        return self.variables | others | {"municipality_genitive": genitive(self.municipality)}


def genitive(name: str) -> str:
    """Return the Danish genitive of a name: Østerbyens, Aarhus'."""
    return f"{name}'" if name[-1:].lower() in ("s", "x", "z") else f"{name}s"


def place() -> Place:
    """Read `place.yml`. Raises ConfigurationInvalid naming a key that is unknown, missing or invalid."""
    return _read(configuration_file("place.yml"))


@cache
def _read(path: Path) -> Place:
    found = _keys(path)
    wanted = {field.name: str(field.type) for field in fields(Place)}
    for key in [*found, *wanted]:
        if key not in wanted:
            raise ConfigurationInvalid(f"{path}: nøglen {key} kendes ikke")
        if key not in found:
            raise ConfigurationInvalid(f"{path}: nøglen {key} mangler")
        if not _is_valid(found[key], wanted[key]):
            kind = "et helt tal over 0" if wanted[key] == "int" else "en tekst"
            raise ConfigurationInvalid(f"{path}: nøglen {key} skal være {kind}")
    return Place(**found)


def _keys(path: Path) -> dict[str, Any]:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ConfigurationInvalid(f"{path} kan ikke læses som YAML") from error
    if not isinstance(found, dict):
        raise ConfigurationInvalid(f"{path} skal bestå af nøgler og værdier")
    return found


def _is_valid(value: object, kind: str) -> bool:
    if kind == "int":
        return type(value) is int and value > 0
    return isinstance(value, str) and bool(value.strip())


def _geography(group: str) -> str:
    return code_list("geographies").in_group(group)[0]
