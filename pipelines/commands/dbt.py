"""`medvind dbt`: call dbt with the settings of this installation, for analysts."""

from __future__ import annotations

import click

from pipelines.lock import data_lock
from pipelines.permissions import private_files
from pipelines.settings import Settings
from pipelines.spark.build_session import spark_session
from pipelines.transform.dbt_call import arguments, dbt_environment
from pipelines.transform.source_tables import write_source_tables


def dbt(settings: Settings, words: tuple[str, ...]) -> None:
    """Call dbt with the installation's variables and folders; its output goes to the terminal."""
    from dbt.cli.main import dbtRunner

    with data_lock(settings), private_files(), dbt_environment(settings):
        write_source_tables(settings)
        with spark_session(settings):
            outcome = dbtRunner().invoke([*words, *arguments(settings)])
    if not outcome.success:
        raise click.exceptions.Exit(1)
