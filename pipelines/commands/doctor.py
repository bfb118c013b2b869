"""`medvind doctor`: is everything as it should be, and what is to be done where it is not?"""

from __future__ import annotations

import click

from pipelines.operations.health.checks import run_checks
from pipelines.settings import Settings

_WORDS = {"ok": ("ok", "green"), "warning": ("advarsel", "yellow"), "error": ("fejl", "red")}


def doctor(settings: Settings) -> bool:
    """Print a line a finding, with what to do; say whether nobody is needed."""
    counts = {"ok": 0, "warning": 0, "error": 0}
    for name, finding in run_checks(settings):
        counts[finding.level] += 1
        word, colour = _WORDS[finding.level]
        click.echo(f"{click.style(f'{word:<9}', fg=colour)} {name:<12} {finding.said}")
        if finding.do:
            click.echo(f"{'':<22} → {finding.do}")
    click.echo(_summary(counts["warning"], counts["error"]))
    return not counts["error"]


def _summary(warnings: int, errors: int) -> str:
    if errors:
        return f"\n{errors} fejl skal rettes, før huset virker, som det skal."
    if warnings:
        return (
            f"\nHuset virker. Se på de {warnings} advarsler."
            if warnings > 1
            else "\nHuset virker. Se på advarslen."
        )
    return "\nAlt er, som det skal være."
