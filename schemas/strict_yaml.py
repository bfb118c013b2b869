"""Read a YAML file into a class that says what may be in it; a mistake is an error that names its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from schemas.configuration import ConfigurationInvalid

T = TypeVar("T")
# Of the classes that are read: an unknown key is a mistake.
STRICT = ConfigDict(extra="forbid")
_MISSING = ("missing", "missing_argument")
# libyaml takes a tenth of the time of PyYAML's own parser, which is a tenth of a second for all configuration. A PyYAML
# that was built without it has the other one.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_strictly(
    path: Path,
    kind: type[T],
    prepare: Callable[[object], object] = lambda plain: plain,
    context: Mapping[str, object] | None = None,
) -> T:
    """Read and validate a file. Raises ConfigurationInvalid (Danish): the first mistake, with its line.

    `prepare` changes what was read before it is validated; a list that it makes of a mapping keeps the order.
    `context` is what the validators of the class get.
    """
    text = path.read_text(encoding="utf-8")
    try:
        root, plain = yaml.compose(text, _LOADER), read_yaml(text)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        raise ConfigurationInvalid(f"{path}{_line(mark)}: filen kan ikke læses som YAML") from None
    for key in _repeated_keys(root):
        raise ConfigurationInvalid(f"{path}{_line(key.start_mark)}: {key.value} står to gange")
    try:
        return TypeAdapter(kind).validate_python(prepare(plain or {}), context=context)
    except ValidationError as problem:
        # A misspelt key is also one that is missing.
        first = min(problem.errors(), key=lambda error: error["type"] in _MISSING)
        mark = _find(root, [str(part) for part in first["loc"] if part != "[key]"])
        raise ConfigurationInvalid(f"{path}{_line(mark)}: {_sentence(first)}") from None


def read_yaml(text: str) -> Any:
    """Return the plain values of a YAML file; None of an empty one. Raises yaml.YAMLError."""
    return yaml.load(text, _LOADER)  # noqa: S506 - a safe loader, whichever it is


def _sentence(error: Any) -> str:
    name = next((str(part) for part in reversed(error["loc"]) if part != "[key]"), "filen")
    match error["type"]:
        case "value_error":
            return str(error["ctx"]["error"])
        case _ if error["type"] in _MISSING:
            return f"{name} mangler"
        case "extra_forbidden" | "unexpected_keyword_argument":
            return f"{name} er ikke en nøgle, filen kan have"
    return f"{name} har en værdi, der ikke kan bruges"


def _line(mark: Any) -> str:
    return f", linje {mark.line + 1}" if mark else ""


def _find(node: Any, keys: list[str]) -> Any:
    """Return the mark of the deepest node on the way to a value; None in an empty file."""
    mark = node and node.start_mark
    for key in keys:
        if key not in (entries := _entries(node)):
            break
        place, node = entries[key]
        mark = place.start_mark
    return mark


def _entries(node: Any) -> dict[str, tuple[Any, Any]]:
    """Return by key, and by position, the node that names an entry and the node of its value."""
    if isinstance(node, yaml.SequenceNode):
        return {str(place): (value, value) for place, value in enumerate(node.value)}
    if not isinstance(node, yaml.MappingNode):
        return {}
    found = {str(place): pair for place, pair in enumerate(node.value)}
    for key, value in node.value:
        found |= _entries(value) if key.tag == "tag:yaml.org,2002:merge" else {key.value: (key, value)}
    return found


def _repeated_keys(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key
            seen.add(key.value)
            yield from _repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated_keys(value)
