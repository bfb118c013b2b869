"""The command `medvind`. Exit codes: 0 done, 1 something needs a person, 2 wrong usage.

A command's modules are imported when it is called: start-up is most of a short command's time.
"""

from __future__ import annotations

import logging
import sys
from io import TextIOWrapper

import click

from pipelines.cli import figures, operation, partners, persons
from pipelines.cli.group import medvind

__all__ = ["entry", "figures", "main", "medvind", "operation", "partners", "persons"]


def entry() -> None:
    """Run the command in a process that ends with it."""
    from pipelines.process_runtime import collect_seldom, exit_process

    collect_seldom()
    try:
        main()
    except SystemExit as end:
        exit_process(int(end.code or 0))
    exit_process(0)


def main() -> None:
    """Run the command; print a failure as a sentence, not as a traceback, which could hold values."""
    from pipelines.errors import explain
    from pipelines.permissions import no_core_dumps
    from pipelines.text.danish_click import speak_danish

    no_core_dumps()
    speak_danish()
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another locale may lack a sign: it shows a question mark for it.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    # A log record that cannot be written would otherwise be printed with a traceback.
    logging.raiseExceptions = False
    try:
        medvind(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Afbrudt. Intet er gået tabt.", err=True)
        sys.exit(1)
    except Exception as problem:
        click.echo(explain(problem), err=True)
        sys.exit(1)
