from __future__ import annotations

import csv

import pytest

from pipelines.publication.disclosure.definition_links import Links, parse
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
