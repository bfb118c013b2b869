"""Read `partners.yml`: a mistake is an error that names its line."""

from __future__ import annotations

from pathlib import Path

from schemas.agreements import PartnersFile
from schemas.feeds import all_feeds
from schemas.strict_yaml import read_strictly


def read_partners_file(path: Path) -> PartnersFile:
    """Read and validate a partners file. Raises ConfigurationInvalid (Danish) for its first mistake."""
    return read_strictly(path, PartnersFile, prepare=_with_folders, context=all_feeds())


def _with_folders(plain: object) -> object:
    """Put each partner's key into its block, as the name of its folder."""
    if not isinstance(plain, dict) or not isinstance(plain.get("partners"), dict):
        return plain
    partners = [
        block | {"folder": folder} if isinstance(block, dict) else block
        for folder, block in plain["partners"].items()
    ]
    return plain | {"partners": partners}
