"""Read every configuration file once, so that a mistake is said before any work begins."""

from __future__ import annotations

from schemas.configuration import own_files
from schemas.partners import all_partners
from schemas.place import place
from schemas.roles import roles


def raise_for_mistakes() -> None:
    """Raise ConfigurationInvalid (Danish) for the first mistake in the place, its partners, roles or code lists."""
    place()
    all_partners()
    roles()
    own_files()
