"""dbt's log holds the problems of every call, with their text, and nothing else."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from pipelines.transform.dbt_log import log_problems


def event(level: str, text: str) -> SimpleNamespace:
    return SimpleNamespace(info=SimpleNamespace(level=level, msg=text))


def test_warnings_and_errors_are_kept_and_the_rest_is_not(tmp_path: Path) -> None:
    for number in (1, 2):
        with log_problems(tmp_path) as hear:
            for level in ("debug", "info", "warn", "error"):
                hear(event(level, f"{level} of call {number}"))
    lines = (tmp_path / "dbt.log").read_text().splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == [
        "[warn] warn of call 1",
        "[error] error of call 1",
        "[warn] warn of call 2",
        "[error] error of call 2",
    ]


def test_a_call_without_problems_makes_no_log(tmp_path: Path) -> None:
    with log_problems(tmp_path) as hear:
        hear(event("info", "1 of 1 OK"))
    assert not list(tmp_path.iterdir())
