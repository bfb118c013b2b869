"""`medvind dbt`: dbt as the house calls it, for analysts."""

from __future__ import annotations

import click

from pipelines.house import alone
from pipelines.permissions import private
from pipelines.settings import Settings
from pipelines.transform.contracts import write_contracts
from pipelines.transform.dbt import arguments, point_at
from pipelines.transform.spark import at_work


def dbt(settings: Settings, words: tuple[str, ...]) -> None:
    """Call dbt with the house's variables and folders; its own output goes to the terminal."""
    from dbt.cli.main import dbtRunner

    with alone(settings), private():
        point_at(settings)
        write_contracts(settings)
        with at_work(settings):
            outcome = dbtRunner().invoke([*words, *arguments(settings)])
    if not outcome.success:
        raise click.exceptions.Exit(1)
