"""The progress of a dbt build is derived from its node events only."""

from __future__ import annotations

from types import SimpleNamespace

from pipelines.transform.dbt_progress import report_progress


def event(name: str, **data: object) -> SimpleNamespace:
    return SimpleNamespace(info=SimpleNamespace(name=name), data=SimpleNamespace(**data))


def test_nodes_done_of_those_there_are() -> None:
    reported: list[tuple[str, int, int]] = []
    hear = report_progress(lambda step, done=0, total=0: reported.append((step, done, total)), "build")
    names = ("MainReportVersion", "NodeStart", "NodeFinished", "NodeStart", "NodeFinished", "EndRunResult")
    hear(event("ConcurrencyLine", node_count=2))
    for name in names:
        hear(event(name))
    assert reported == [("build", 0, 2), ("build", 1, 2), ("build", 2, 2)]
