"""The place that is measured: its names in Danish texts, and its limits. Read from `place.yml`."""

from __future__ import annotations

from dataclasses import fields
from functools import cache, cached_property, partial
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from schemas.code_lists import code_list
from schemas.configuration import configuration_file
from schemas.strict_yaml import read_strictly

_Name = Annotated[str, Field(pattern=r"\S")]
_Number = Annotated[int, Field(gt=0, strict=True)]


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Place:
    """The names and limits of one place; the fields are the keys of `place.yml`, which explains them."""

    alliance: _Name
    neighbourhood: _Name
    in_neighbourhood: _Name
    district_schools: _Name
    working_hours: _Number
    few: _Number

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


_read = cache(partial(read_strictly, kind=Place))


def _geography(group: str) -> str:
    return code_list("geographies").in_group(group)[0]
