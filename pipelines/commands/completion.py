"""Shell completion: names of indicators, feeds, areas, releases and held receipts. Never a person's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click
from click.shell_completion import get_completion_class

from pipelines.intake.archive.drop_folder import HELD, WAITING
from pipelines.settings import Settings
from pipelines.transform.indicator_definitions import indicator_ids
from schemas.code_lists import code_list
from schemas.feeds import all_feeds

_COMMAND, _VARIABLE = "medvind", "_MEDVIND_COMPLETE"


def completion(command: click.Command, shell: str) -> None:
    """Print the shell script that turns completion on."""
    suggests = get_completion_class(shell)
    assert suggests is not None
    click.echo(suggests(command, {}, _COMMAND, _VARIABLE).source())


def suggestions(kind: str, begun: str) -> list[str]:
    """Return the names of a kind that begin with the typed text."""
    return sorted(name for name in _KINDS[kind](Settings.from_environment()) if name.startswith(begun))


def _labels(settings: Settings) -> list[str]:
    return [path.name for path in settings.releases.glob("[!.]*")]


def _held(settings: Settings) -> list[str]:
    return [path.parent.name for path in settings.raw.glob(f"*/*/{HELD}")]


def _waiting(settings: Settings) -> list[str]:
    return [path.parent.name for path in settings.raw.glob(f"*/*/{WAITING}")]


_KINDS: Mapping[str, Callable[[Settings], list[str]]] = {
    "label": _labels,
    "waiting": _waiting,
    "held": _held,
    "feed": lambda _: list(all_feeds()),
    "indicator": lambda _: indicator_ids(),
    "area": lambda _: list(code_list("areas").codes),
}
