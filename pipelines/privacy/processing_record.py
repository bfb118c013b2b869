"""Generate the record of processing (GDPR article 30, `docs/fortegnelse.md`), a data sheet for each feed
(`docs/datablade.md`) and the papers of data protection (`docs/papirer/`) from contracts and agreements. `make generate`
writes them, a test compares them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipelines.settings import PROJECT_ROOT, Limits
from schemas.code_lists import code_list
from schemas.contract import Feed
from schemas.contract_column import Column
from schemas.feeds import all_feeds
from schemas.kinds import Kind
from schemas.partners import Agreement, Partner, all_partners, responsible
from schemas.place import place

_DOCS = PROJECT_ROOT / "docs"
RECORD, SHEETS, PAPERS = _DOCS / "fortegnelse.md", _DOCS / "datablade.md", _DOCS / "papirer"
_SUFFIX = ".j2"
_environment = Environment(
    loader=PackageLoader("pipelines.privacy", "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,  # noqa: S701 - Markdown made of our own contracts
)
_AS_WRITTEN = "Som skrevet; det, der ligner et CPR-nummer, slettes"
# What is stored of a cell, by kind; of other kinds, the value itself.
_STORED = {
    Kind.CPR: "Pseudonym, fødselsdato og køn; nummeret gemmes ikke",
    **dict.fromkeys((Kind.TEXT, Kind.NOTE, Kind.LIST, Kind.CLASS), _AS_WRITTEN),
}


def about_persons(feed: Feed) -> bool:
    """Return whether rows of a feed are about single persons: by person number or date of birth."""
    return feed.has_personal_numbers or "birth_date" in feed.columns


def render_record() -> str:
    """Render the record of processing as Markdown in Danish."""
    return _render("fortegnelse.md.j2")


def render_papers() -> dict[str, str]:
    """Render each paper as Markdown in Danish, by the name of its file."""
    names = _environment.list_templates(filter_func=lambda name: name.startswith(f"{PAPERS.name}/"))
    return {Path(name).name.removesuffix(_SUFFIX): _render(name) for name in names}


def _render(template: str) -> str:
    feeds = _by_title()
    return _environment.get_template(template).render(
        responsible=responsible(),
        limits=Limits(),
        here=place(),
        persons=[_sheet(feed) for feed in feeds if about_persons(feed)],
        others=[feed.title for feed in feeds if not about_persons(feed)],
    )


def render_sheets() -> str:
    """Render the data sheets as Markdown in Danish."""
    sheets = [_sheet(feed) for feed in _by_title()]
    return _environment.get_template("datablade.md.j2").render(feeds=sheets, limits=Limits())


def _by_title() -> list[Feed]:
    return sorted(all_feeds().values(), key=lambda feed: feed.title.casefold())


def _sheet(feed: Feed) -> dict[str, Any]:
    columns = [_column(name, contract) for name, contract in feed.columns.items()]
    return {
        "name": feed.name,
        "title": feed.title,
        "description": feed.description,
        "persons": about_persons(feed),
        "cpr": feed.has_personal_numbers,
        "ages": "{}-{} år".format(*feed.ages) if feed.ages else "Alle aldre",
        "columns": columns,
        "titles": ", ".join(column["title"] for column in columns),
        "scope": ", ".join(feed.columns[name].title for name in feed.scope) or "hele listen",
        "key": ", ".join(feed.columns[name].title for name in feed.key),
        "agreements": list(_agreements(feed)),
    }


def _column(name: str, contract: Column) -> dict[str, str]:
    codes = f" ({len(code_list(contract.code_list).codes)} koder)" if contract.code_list else ""
    return {
        "name": "person_key, birth_date, gender" if contract.kind is Kind.CPR else name,
        "title": contract.title,
        "required": "" if contract.derived else "Ja" if contract.required else "Nej",
        "kept": "Udfyldes af os" if contract.derived else _STORED.get(contract.kind, f"Værdien{codes}"),
    }


def _agreements(feed: Feed) -> Iterator[dict[str, str]]:
    for partner in all_partners():
        if agreement := partner.feeds.get(feed.name):
            yield _agreement(partner, agreement)


def _agreement(partner: Partner, agreement: Agreement) -> dict[str, str]:
    until = f"{agreement.until:%d-%m-%Y}" if agreement.until else "løbende"
    days = f"{agreement.retention} dage" if agreement.retention else "som de øvrige"
    since = f"{agreement.agreed:%d-%m-%Y}"
    return {
        "partner": partner.name,
        "basis": agreement.basis,
        "since": since,
        "until": until,
        "replaced": days,
    }


def out_of_date() -> list[Path]:
    """Return the files that differ from what the contracts give."""
    return [path for path, text in _files().items() if path.read_text(encoding="utf-8") != text]


def _files() -> dict[Path, str]:
    papers = {PAPERS / name: text for name, text in render_papers().items()}
    return {RECORD: render_record(), SHEETS: render_sheets()} | papers


def main() -> None:
    """Write the files."""
    for path, text in _files().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
