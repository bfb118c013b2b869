"""What the models state that they need of optional columns is what receipts say of a list without them."""

from __future__ import annotations

import json
from itertools import chain

from pipelines.intake.examination.absence_events import UNLISTED
from pipelines.settings import Settings
from pipelines.transform.parsed_project import manifest
from schemas.feeds import all_feeds


def test_every_optional_column_that_a_figure_needs_is_told_where_it_is_missing(
    small_installation: Settings,
) -> None:
    nodes = json.loads(manifest(small_installation).read_text(encoding="utf-8"))["nodes"].values()
    needs = chain.from_iterable(node["config"]["meta"].get("needs", ()) for node in nodes)
    stated = {column for _, _, _, *columns in needs for column in columns}
    told = {column for feed in all_feeds().values() for column in feed.figures_need}
    # What a list of absence by day lacks is no column of the feed.
    assert stated == told | {UNLISTED}


def test_a_column_that_every_list_has_is_not_told() -> None:
    for feed in all_feeds().values():
        assert not [name for name in feed.figures_need if feed.columns[name].required], feed.name
