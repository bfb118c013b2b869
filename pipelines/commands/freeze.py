"""`medvind freeze` and `medvind run --as-of`: keep figures for a meeting, and rebuild earlier ones."""

from __future__ import annotations

import click
from rich.console import Console

from pipelines import vintages
from pipelines.commands.progress_bar import shown
from pipelines.commands.publish import send_and_say
from pipelines.commands.terminal_tables import show_overview
from pipelines.errors import failure_remembered
from pipelines.publication.metadata import METADATA, read_metadata
from pipelines.publication.release.freeze import releases
from pipelines.settings import Settings
from pipelines.text.danish import listed


def freeze(settings: Settings, label: str) -> None:
    """Freeze the figures; print the release's folder and digest."""
    waited = waiting_groups(settings)
    with shown(Console()) as bar, failure_remembered(settings, lambda: "freeze", ["freeze"]):
        release = vintages.freeze(settings, label, bar)
    click.echo(
        f"{release.label} er fastfrosset med {release.drops} filer fra partnerne og ændres aldrig mere."
    )
    still = waiting_groups(settings)
    if settled := [name for name in waited if name not in still]:
        click.echo(f"Rettede tal, der ventede, er med nu: {listed(settled)}.")
    if still:
        click.echo(
            f"Rettede tal for {listed(still)} venter stadig: heller ikke nu kan de vises uden at sige noget om enkelte "
            "personer. De er mærket som ventende."
        )
    click.echo(f"Mappen       {settings.releases / release.label}")
    click.echo(f"Fingeraftryk {release.sha256}")
    click.echo(f"Sammenlign   medvind diff {release.label}")
    send_and_say(settings)


def waiting_groups(settings: Settings) -> tuple[str, ...]:
    """Return the indicators and periods whose corrected figures wait, as the current publication says."""
    if not (settings.current_publication / METADATA).exists():
        return ()
    return tuple(read_metadata(settings.current_publication).get("waiting", ()))


def rebuild(settings: Settings, moment: str) -> None:
    """Rebuild the figures as of a day or freeze; print whether they equal the frozen ones."""
    click.echo(f"Regner om, som det var: {moment}")
    with shown(Console()) as bar:
        past = vintages.rebuild_as_of(settings, moment, bar)
    if not past.published.exists():
        click.echo("Dengang var der endnu ikke kommet noget, der tæller.")
        return
    show_overview(past, Console())
    for release in releases(settings):
        if release.label == moment:
            same = vintages.is_reproduced(past, release)
            click.echo(_SAME if same else _OTHER)
    click.echo(f"Tallene      {past.published}")
    click.echo(
        "De er til intern sammenligning og må ikke deles: ved siden af det udgivne kan de vise for meget."
    )


_SAME = "Det er de samme tal som dem, der blev fastfrosset, byte for byte."
_OTHER = (
    "Det er ikke de samme tal som dem, der blev fastfrosset: en definition er ændret, eller en person er slettet. "
    "Det fastfrosne står, som det var."
)
