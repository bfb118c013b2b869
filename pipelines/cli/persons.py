"""Commands on one person: find, forget, and follow to another number."""

from __future__ import annotations

import click

from pipelines.cli.group import medvind
from pipelines.settings import Settings

_PARTNER = click.option("--partner", help="Partnerens mappe; nødvendig ved et erstatningsnummer.")


@medvind.command()
@_PARTNER
def find(partner: str | None) -> None:
    """Vis, i hvilke leverancer en person står. CPR-nummeret skrives, når der spørges."""
    from pipelines.commands.persons import find

    find(Settings.from_environment(), partner)


@medvind.command()
@_PARTNER
@click.option("--yes", is_flag=True, help="Spørg ikke, om det er meningen.")
def forget(partner: str | None, yes: bool) -> None:
    """Slet en person i alle leverancer, for altid. CPR-nummeret skrives, når der spørges."""
    from pipelines.commands.persons import forget

    forget(Settings.from_environment(), partner, yes)


@medvind.command()
@_PARTNER
def alias(partner: str | None) -> None:
    """Fortæl, at en person har fået nyt CPR-nummer. Numrene skrives, når der spørges."""
    from pipelines.commands.persons import alias

    alias(Settings.from_environment(), partner)
