"""`medvind report`: write the report and the workbook of the current publication again."""

from __future__ import annotations

import click

from pipelines.lock import data_lock
from pipelines.publication.report_files import print_report, show_report, write_report
from pipelines.settings import Settings


def report(settings: Settings) -> None:
    """Write report (page and PDF), workbook and meeting sheet beside the tables they show; print their paths."""
    with data_lock(settings):
        folder = settings.current_publication
        if not (folder / "parquet").is_dir():
            raise click.ClickException("Der er ikke udgivet noget endnu. Skriv: medvind run")
        for path in [*write_report(settings, folder), *(printed := print_report(folder))]:
            click.echo(path)
        show_report(settings, folder)
    if not printed:
        click.echo(
            "Rapporten er ikke lavet som PDF, fordi Chromium mangler. Åbn report.html, og udskriv den."
        )
