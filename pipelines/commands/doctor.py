"""`medvind doctor`: print the health checks, and what to do where one fails."""

from __future__ import annotations

import click

from pipelines.operations.health.checks import run_checks
from pipelines.settings import Settings

_WORDS = {"ok": ("ok", "green"), "warning": ("advarsel", "yellow"), "error": ("fejl", "red")}


def doctor(settings: Settings) -> bool:
    """Print a line for each result, with what to do; return whether no check failed."""
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
        return f"\n{errors} fejl skal rettes, før systemet virker, som det skal."
    if warnings:
        return (
            f"\nSystemet virker. Se på de {warnings} advarsler."
            if warnings > 1
            else "\nSystemet virker. Se på advarslen."
        )
    return "\nAlt er, som det skal være."
