"""Read a configuration file in YAML into a class that says what may be in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from schemas.configuration import ConfigurationInvalid

T = TypeVar("T")


def read_strictly(path: Path, kind: type[T], known: Mapping[str, object] | None = None) -> T:
    """Read a file, with what is `known` beside it. Raises ConfigurationInvalid (Danish): the first mistake."""
    try:
        plain = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return TypeAdapter(kind).validate_python({**plain, **(known or {})})
    except yaml.YAMLError:
        raise ConfigurationInvalid(f"{path}: filen kan ikke læses som YAML") from None
    except ValidationError as problem:
        place = ".".join(str(part) for part in problem.errors()[0]["loc"])
        raise ConfigurationInvalid(f"{path}: {place} kan ikke bruges") from None
