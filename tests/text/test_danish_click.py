"""What Click says by itself is Danish."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from pipelines.cli import medvind
from pipelines.text.danish_click import COMPILED, SOURCE, compiled, speak_danish


@pytest.fixture(autouse=True)
def _danish(monkeypatch: pytest.MonkeyPatch) -> None:
    # Put back afterwards, for `speak_danish` sets it for the whole process.
    monkeypatch.setenv("LANGUAGE", "en")
    speak_danish()
    # Click keeps the option of a command that was asked for help once, in the language of then.
    monkeypatch.setattr(medvind, "_help_option", None)


def test_the_catalogue_is_compiled() -> None:
    assert COMPILED.read_bytes() == compiled(), "Run `make generate`"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--help"], "Vis denne hjælp."),
        (["--help"], "Brug: medvind [TILVALG] KOMMANDO [ARGUMENTER]...\n"),
        (["key", "--help"], "Brug: medvind key [TILVALG] KOMMANDO [ARGUMENTER]...\n"),
        (["explain", "--help"], "Brug: medvind explain [TILVALG] INDICATOR"),
        (["explain", "--help"], "--area TEKST"),
        (["serve", "--help"], "--port TAL"),
        (["template", "--help"], "--out STI"),
        (["explain"], "Fejl: Der mangler argumentet 'INDICATOR'."),
        (["runn"], "Fejl: Kommandoen 'runn' findes ikke. Mente du 'run'?"),
        (["status", "--hep"], "Tilvalget '--hep' findes ikke."),
        (["check", "/nowhere.csv"], "findes ikke."),
        (["demo", "--years", "mange"], "er ikke et tal"),
    ],
)
def test_help_and_mistakes(words: list[str], said: str) -> None:
    outcome = CliRunner().invoke(medvind, words)
    assert said in outcome.output
    assert not [
        word for word in ("Usage", "Try ", "Error", "Options:", "Commands:") if word in outcome.output
    ]


def commands(group: click.Group) -> Iterator[click.Command]:
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from commands(command)


def test_no_option_takes_an_english_word() -> None:
    for command in commands(medvind):
        taken = {
            param.make_metavar(click.Context(command))
            for param in command.params
            if param.param_type_name == "option"
        }
        assert not taken & {"TEXT", "INTEGER", "FLOAT", "PATH", "FILE", "FILENAME", "DIRECTORY", "UUID"}, (
            command.name
        )


def test_the_words_are_those_of_click() -> None:
    """A sentence that Click has changed would be English again."""
    with SOURCE.open("rb") as source:
        catalogue = read_po(source, locale="da")
    asked = {
        text for one in catalogue if one.id for text in ([one.id] if isinstance(one.id, str) else one.id)
    }
    modules = [
        ast.parse(path.read_text(encoding="utf-8")) for path in Path(click.__file__).parent.glob("*.py")
    ]
    written = {node.value for one in modules for node in ast.walk(one) if isinstance(node, ast.Constant)}
    assert len(asked) > 40
    assert asked - written == set()
