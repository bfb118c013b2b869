"""The words of Click in Danish: it looks them up in gettext's domain `messages`, so a catalogue of ours is enough.

Only the words of the usage line and the names of types are not looked up; commands and groups of our own have them.

Run as a program it compiles the catalogue `pipelines/locale/da/LC_MESSAGES/messages.po`.
"""

from __future__ import annotations

import gettext
import io
import os
from pathlib import Path
from typing import Any

import click

LOCALES = Path(__file__).parents[1] / "locale"
SOURCE = LOCALES / "da" / "LC_MESSAGES" / "messages.po"
COMPILED = SOURCE.with_suffix(".mo")


# What an option takes, by Click's name of its type.
_TAKES = {"text": "TEKST", "integer": "TAL", "path": "STI", "file": "FIL", "directory": "MAPPE"}


class DanishCommand(click.Command):
    """A command whose usage line, and what its options take, are Danish."""

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, options_metavar="[TILVALG]", **settings)
        for option in self.params:
            if isinstance(option, click.Option) and not option.is_flag and option.metavar is None:
                option.metavar = _TAKES.get(option.type.name)


class DanishGroup(DanishCommand, click.Group):
    """A group of commands whose usage lines, and its own, are Danish."""

    command_class = DanishCommand
    group_class = type

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, subcommand_metavar="KOMMANDO [ARGUMENTER]...", **settings)


def speak_danish() -> None:
    """Let what gettext translates in this process be Danish."""
    os.environ["LANGUAGE"] = "da"
    gettext.bindtextdomain("messages", str(LOCALES))


def compiled() -> bytes:
    """Return the catalogue as gettext reads it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with SOURCE.open("rb") as source, io.BytesIO() as made:
        write_mo(made, read_po(source, locale="da"))
        return made.getvalue()


if __name__ == "__main__":
    COMPILED.write_bytes(compiled())
