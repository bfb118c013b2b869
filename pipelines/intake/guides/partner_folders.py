"""Put templates of its lists and a note into each partner's folder in the inbox, and renew them with the contract."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from pipelines.intake.guides.column_guide import fields_of
from pipelines.intake.guides.excel_template import write_template
from pipelines.intake.inbox.own_files import NOTE, OwnFiles
from pipelines.settings import Settings
from pipelines.text.danish import listed
from schemas.contract import Feed
from schemas.feeds import all_feeds
from schemas.partners import Partner, all_partners, find_partner
from schemas.systems import all_profiles

_NOTE = """Til {name}

Læg jeres fil i mappen over denne, så som den er. I får en kvittering i mappen retur.

Her ligger en tom skabelon til hver af de lister, der er aftalt med jer: {lists}.
I behøver ikke bruge dem: vi læser også den fil, I har i forvejen.
{agreed}{systems}
Filerne her bliver ikke læst, så længe I ikke har ændret dem. En udfyldt skabelon læser vi, uanset hvor I gemmer den.
"""


def fill_folders(settings: Settings) -> None:
    """Write the templates and the note of each partner whose folder is known; a file that somebody has changed is
    left."""
    for folder, partner in _folders(settings):
        own = OwnFiles(settings.inbox / folder)
        own.folder.mkdir(parents=True, exist_ok=True)
        written = {}
        for path, source, write in _files(partner, own.folder):
            if own.holds(path) or not path.exists():
                if not own.is_made_of(path, source):
                    write(path)
                written[path] = source
        own.remember(written)


def _folders(settings: Settings) -> Iterator[tuple[str, Partner]]:
    """Yield each named partner's folder, and those there are of partners that share an agreement."""
    for partner in all_partners():
        if "*" not in partner.folder:
            yield partner.folder, partner
    for path in sorted(settings.inbox.iterdir()):
        shared = find_partner(path.name)
        if path.is_dir() and not path.is_symlink() and shared and "*" in shared.folder:
            yield path.name, shared


def _files(partner: Partner, folder: Path) -> Iterator[tuple[Path, str, Callable[[Path], object]]]:
    """Yield each file with a digest of what it is made of, and the function that writes it."""
    feeds = [all_feeds()[name] for name in partner.feeds]
    note = _note(partner, feeds)
    yield folder / NOTE, _digest(note), lambda path: path.write_text(note, encoding="utf-8")
    for feed in feeds:
        constants = partner.constants.of_feed(feed.name)
        write = partial(write_template, feed, constants=constants)
        yield folder / f"{feed.title} - skabelon.xlsx", _digest(f"{fields_of(feed)}{constants}"), write


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _constants(partner: Partner, feeds: list[Feed]) -> Iterator[str]:
    """Yield a sentence for each of the partner's constants, with the lists that it is of where others have another."""
    lists = dict[tuple[str, str], list[str]]()
    for feed in feeds:
        for name, text in partner.constants.of_feed(feed.name).items():
            if name in feed.columns:
                lists.setdefault((feed.columns[name].title, text), []).append(feed.title)
    titles = [title for title, _ in lists]
    for (title, text), of in lists.items():
        where = f" i {listed(of)}" if titles.count(title) > 1 else ""
        yield f"{title} er {text}{where} og skal ikke skrives."


def _note(partner: Partner, feeds: list[Feed]) -> str:
    constants = list(_constants(partner, feeds))
    systems = [
        f"{profile.system}, {profile.export}: {profile.how}"
        for profile in all_profiles()
        if profile.feed in partner.feeds
    ]
    return _NOTE.format(
        name=partner.name,
        lists=listed([feed.title for feed in feeds]),
        agreed="".join(f"\n{line}" for line in constants) + ("\n" if constants else ""),
        systems="\nFra jeres eget system kan I sende:\n" + "\n".join(systems) + "\n" if systems else "",
    )
