"""Write each partner's own page into its return folder, with each publication."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

from pipelines.atomic_io import replaced_file
from pipelines.intake.receipt.return_folder import return_folder
from pipelines.report.about import About, Tables
from pipelines.report.partner_page import partner_page
from pipelines.report.read_indicators import read_indicators, without_hidden
from pipelines.settings import Settings
from schemas.partners import find_partner

PAGE = "Jeres side.html"


def write_partner_pages(settings: Settings, tables: Tables, about: About) -> list[Path]:
    """Write the page of every partner that has a folder in the inbox; return the paths written.

    An inbox that is gone, full or closed holds nothing back: the page is written with the next publication.
    """
    written, indicators = [], read_indicators(without_hidden(tables), about.day)
    for folder in _folders(settings):
        page = partner_page(tables, indicators, folder, about)
        try:
            retur = return_folder(settings, folder)
            path = retur / PAGE
            # Others can write in the folder: a name that is known beforehand could be a link.
            with replaced_file(path, retur / f".{token_hex(8)}.part") as temporary:
                temporary.write_text(page, encoding="utf-8")
        except OSError:
            continue
        written.append(path)
    return written


def _folders(settings: Settings) -> Iterator[str]:
    for path in sorted(settings.inbox.glob("*")):
        if path.is_dir() and not path.is_symlink() and find_partner(path.name):
            yield path.name
