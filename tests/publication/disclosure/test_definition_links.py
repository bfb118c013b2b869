from __future__ import annotations

import csv

import pytest

from pipelines.publication.disclosure.definition_links import Links, parse
from pipelines.publication.disclosure.linked_groups import connected
from pipelines.transform.project import PROJECT


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", Links()),
        ("= a b + c", Links(sums=(("a b", "c"),))),
        ("<= a + b", Links(ceilings=(("a", "b"),))),
        ("<= persons of a", Links(capped_by=("a",))),
        ("~ a K3", Links(twins=(("a", "K3"),))),
        ("part of pathways 3", Links(whole="pathways 3")),
        ("each 1 to 5", Links(each=(1.0, 5.0))),
        ("open; <= a b", Links(is_open=True, ceilings=(("a b",),))),
        ("zero is a rule", Links(zero_is_rule=True)),
    ],
)
def test_every_statement_about_a_numerator_is_parsed(text: str, links: Links) -> None:
    assert parse(text) == links


def test_a_statement_that_is_not_understood_is_an_error() -> None:
    with pytest.raises(ValueError, match="about as many as a"):
        parse("open; about as many as a")


def test_every_definition_in_the_seed_is_understood_and_names_definitions() -> None:
    with (PROJECT / "seeds" / "definitions.csv").open(encoding="utf-8", newline="") as file:
        said = {row["indicator_id"]: parse(row["links"]) for row in csv.DictReader(file)}
    named = {name for links in said.values() for name in {*links.named, *(twin for twin, _ in links.twins)}}
    assert {name for name in named if not name.startswith("pathways ")} <= said.keys()


def test_links_join_groups_in_either_direction_and_only_within_the_period() -> None:
    links = {
        ("a", "2025"): parse("= b"),
        ("b", "2025"): parse(""),
        ("b", "2026"): parse(""),
        ("c", "2025"): parse("<= persons of b"),
        ("part 1", "2025"): parse("part of all"),
        ("part 2", "2025"): parse("part of all"),
        ("year", "2025"): parse(""),
        ("quarter", "2025K2"): parse("~ year K3"),
        ("quarter", "2025K3"): parse("~ year K3"),
    }
    expected = [
        [("a", "2025"), ("b", "2025"), ("c", "2025")],
        [("b", "2026")],
        [("part 1", "2025"), ("part 2", "2025")],
        [("quarter", "2025K2")],
        [("quarter", "2025K3"), ("year", "2025")],
    ]
    assert connected(links) == expected
    assert connected(dict(reversed(links.items()))) == expected
