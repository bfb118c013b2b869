from __future__ import annotations

from itertools import permutations

from pipelines.publication.disclosure.definition_links import parse
from pipelines.publication.disclosure.linked_groups import connected


def test_links_join_groups_in_either_direction_and_only_within_the_period() -> None:
    links = {
        ("a", "2025"): parse("= b"),
        ("b", "2025"): parse(""),
        ("b", "2026"): parse(""),
        ("c", "2025"): parse("<= persons of b"),
        ("part 1", "2025"): parse("part of all"),
        ("part 2", "2025"): parse("part of all"),
        ("part 2", "2026"): parse("part of all"),
        ("year", "2025"): parse(""),
        ("quarter", "2025K2"): parse("~ year K3"),
        ("quarter", "2025K3"): parse("~ year K3"),
    }
    expected = [
        [("a", "2025"), ("b", "2025"), ("c", "2025")],
        [("b", "2026")],
        [("part 1", "2025"), ("part 2", "2025")],
        [("part 2", "2026")],
        [("quarter", "2025K2")],
        [("quarter", "2025K3"), ("year", "2025")],
    ]
    assert connected(links) == expected
    assert connected(dict(reversed(links.items()))) == expected


def test_a_chain_is_one_component_in_whichever_order_it_is_read() -> None:
    chain = {("a", "1"): "= b", ("b", "1"): "<= c", ("c", "1"): "", ("d", "1"): "= c", ("e", "1"): ""}
    expected = [[(name, "1") for name in "abcd"], [("e", "1")]]
    for order in permutations(chain):
        assert connected({group: parse(chain[group]) for group in order}) == expected


def test_a_link_to_what_has_no_cells_joins_nothing() -> None:
    assert connected({("a", "1"): parse("= gone"), ("b", "1"): parse("= gone")}) == [
        [("a", "1")],
        [("b", "1")],
    ]


def test_nothing_is_no_component() -> None:
    assert connected({}) == []
