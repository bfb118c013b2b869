"""dbt's source `feeds`, generated from the contracts: `make generate` writes it, a test compares it."""

from __future__ import annotations

from typing import Any

import yaml

from pipelines.intake.archive.row_writer import VARIANT
from pipelines.intake.identity.pseudonyms import PERSON
from pipelines.transform.project import PROJECT
from schemas.contract import Feed
from schemas.feeds import all_feeds
from schemas.kinds import Kind

FILE = PROJECT / "models" / "staging" / "_sources.yml"
_HEADER = "# Generated from schemas/feeds/ by `make generate`. Do not edit.\n"
# Every feed is due at least once a year. Overdue deliveries by calendar are rows of the mart `deliveries`.
_FRESH_DAYS = 400
_PERSON = {
    "person_key": "Pseudonym of the person.",
    "birth_date": "Date of birth.",
    "gender": "female or male.",
}
_LOCATION = "read_parquet('raw/{name}/*/rows.parquet', union_by_name = true)"


def render() -> str:
    """Return the YAML of the source `feeds`: one table for each feed with its scope, key and columns."""
    source = {
        "name": "feeds",
        "description": "What partners dropped, as intake stored it. One folder a drop; every version is kept.",
        "config": {
            "meta": {"external_location": _LOCATION},
            "loaded_at_field": "received_at",
            "freshness": {"warn_after": {"count": _FRESH_DAYS, "period": "day"}},
        },
        "tables": [_table(feed) for feed in all_feeds().values()],
    }
    text = yaml.safe_dump({"version": 2, "sources": [source]}, sort_keys=False, allow_unicode=True, width=110)
    return _HEADER + text


def _table(feed: Feed) -> dict[str, Any]:
    return {
        "name": feed.name,
        "description": f"{feed.title}. {feed.description}",
        "config": {"meta": {"scope": feed.stored(feed.scope), "key": feed.stored(feed.key)}},
        "columns": _variant(feed) + [column for name in feed.columns for column in _columns(feed, name)],
    }


def _variant(feed: Feed) -> list[dict[str, str]]:
    if not feed.has_variants:
        return []
    about = "Number in the drop of a row that only the sender's text of a code tells apart from another of its key."
    return [{"name": VARIANT, "description": about}]


def _columns(feed: Feed, name: str) -> list[dict[str, str]]:
    contract = feed.columns[name]
    if contract.kind is Kind.CPR:
        return [{"name": column, "description": _PERSON[column]} for column in PERSON]
    codes = f" Code of list {contract.code_list}." if contract.code_list else ""
    return [{"name": name, "description": f"{contract.title}.{codes}"}]


def main() -> None:
    """Write the file."""
    FILE.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
