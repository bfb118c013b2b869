"""Connected components of indicators and periods under the links of their definitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipelines.publication.disclosure.definition_links import Links

Group = tuple[str, str]


def connected(links: Mapping[Group, Links]) -> list[list[Group]]:
    """Divide groups (indicator_id, period) into connected components; all sorted."""
    together = {group: [group] for group in links}
    for first, second in _pairs(links):
        if together[first] is not together[second]:
            together[first].extend(together[second])
            for group in together[second]:
                together[group] = together[first]
    lists = {id(groups): groups for groups in together.values()}
    return sorted(map(sorted, lists.values()))


def _pairs(links: Mapping[Group, Links]) -> Iterator[tuple[Group, Group]]:
    wholes: defaultdict[tuple[str, str], list[Group]] = defaultdict(list)
    for group, linked in links.items():
        if linked.whole is not None:
            wholes[linked.whole, group[1]].append(group)
        yield from ((group, other) for other in _others(group, linked) if other in links)
    for groups in wholes.values():
        yield from ((groups[0], other) for other in groups)


def _others(group: Group, linked: Links) -> Iterator[Group]:
    _, period = group
    yield from ((name, period) for name in linked.named)
    yield from (
        (name, period.removesuffix(suffix)) for name, suffix in linked.twins if period.endswith(suffix)
    )
