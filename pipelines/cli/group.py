"""The command `medvind`, and the parameters that several of its commands have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from pipelines.text.danish_click import DanishGroup


def suggestions_of(kind: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Return the shell completion of an argument; names are looked up when Tab is pressed."""

    def suggest(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
        from pipelines.commands.completion import suggestions

        return suggestions(kind, begun)

    return suggest


def in_a_folder(context: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    """Refuse a path whose folder is missing."""
    if path is not None and not path.parent.is_dir():
        raise click.BadParameter(f"Mappen {path.parent} findes ikke. Lav den først, eller vælg en anden.")
    return path


# A file to write, and a folder.
OUT = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group(cls=DanishGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="medvind", message="medvind %(version)s", help="Vis programmets version.")
def medvind() -> None:
    """MedVinds fælles målesystem: filer ind, beskyttede tal ud."""
