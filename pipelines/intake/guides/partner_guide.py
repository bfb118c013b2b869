"""Generate `docs/partnere.md` from the contracts: `make generate` writes it, a test compares it."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined

from pipelines.intake.guides.column_guide import Field, fields_of
from pipelines.settings import PROJECT_ROOT, Limits
from schemas.code_lists import CodeList
from schemas.contract import Feed
from schemas.feeds import all_feeds
from schemas.partners import Due, calendar
from schemas.systems import all_profiles

FILE = PROJECT_ROOT / "docs" / "partnere.md"
_environment = Environment(
    loader=PackageLoader("pipelines.intake.guides", "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,  # noqa: S701 - Markdown from the repository's own contracts
)


def render() -> str:
    """Return the guide as Markdown in Danish."""
    feeds = sorted(all_feeds().values(), key=lambda feed: feed.title.casefold())
    return _environment.get_template("partnere.md.j2").render(
        feeds=[_feed(feed) for feed in feeds],
        lists=list(_lists(feeds).values()),
        profiles=[
            {**vars(profile), "title": all_feeds()[profile.feed].title}
            for profile in sorted(all_profiles(), key=lambda profile: (profile.system, profile.export))
        ],
        return_days=Limits().return_days,
    )


def _feed(feed: Feed) -> dict[str, Any]:
    return {
        "name": feed.name,
        "title": feed.title,
        "anchor": _anchor(feed.title),
        "description": feed.description,
        "wide": _wide(feed),
        "when": "; ".join(_due(due) for due in calendar().get(feed.name, ())) or "Når der er nyt",
        "required": ", ".join(field.title for field in fields_of(feed) if field.required),
        "fields": [_field(field) for field in fields_of(feed)],
    }


def _wide(feed: Feed) -> str:
    if feed.wide is None:
        return ""
    variable = feed.columns[feed.wide.variable].title
    if len(feed.wide.values) > 1:
        shown = feed.columns[feed.wide.values[0]].title
        return f" I må også have kolonner for hver {variable} (»{shown} sep 2025«) i stedet for kolonnen {variable}."
    value = feed.columns[feed.wide.values[0]].title
    return f" I må også have en kolonne for hver {variable} i stedet for {variable} og {value}."


def _field(field: Field) -> dict[str, Any]:
    link = f" Se [koderne](#{_anchor(_heading(field.codes))})." if field.codes else ""
    also = ", ".join(field.aliases)
    return {
        "title": field.title,
        "required": field.required,
        "how": field.how,
        "codes_link": link,
        "also": also,
    }


def _lists(feeds: list[Feed]) -> dict[str, dict[str, Any]]:
    """Return every code list in use, once."""
    used = (field.codes for feed in feeds for field in fields_of(feed))
    return {codes.name: {"heading": _heading(codes), "codes": codes.codes.items()} for codes in used if codes}


def _heading(codes: CodeList) -> str:
    """Return the heading of a code list, named after the columns that use it."""
    titles = [f.title for feed in all_feeds().values() for f in fields_of(feed) if f.codes == codes]
    return "Koder til " + " og ".join(dict.fromkeys(titles))


def _anchor(heading: str) -> str:
    """Return the anchor that Markdown renderers such as GitHub's make of a heading."""
    kept = (letter for letter in heading.casefold() if letter.isalnum() or letter in " -_")
    return "".join(kept).replace(" ", "-")


def _due(due: Due) -> str:
    first, last, latest = (_day(day) for day in (due.covers_from, due.covers_to, due.due))
    covered = f"pr. {first}" if first == last else f"{first}–{last}"
    return f"{covered}, senest {latest}"


def _day(month_day: tuple[int, int]) -> str:
    return str(format_date(date(2000, *month_day), "d. MMM", locale="da"))


def main() -> None:
    """Write the guide to its file."""
    FILE.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
