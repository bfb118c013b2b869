"""`medvind doctor` prints a line per result, and exits with 1 where the operator must act."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines import cli
from pipelines.commands import doctor as doctor_command
from pipelines.operations.health.health_result import error, ok, warning


@pytest.mark.parametrize(
    ("found", "code", "last"),
    [
        ([ok("Fint.")], 0, "Alt er, som det skal være."),
        ([ok("Fint."), warning("Hm.", "Se efter.")], 0, "Systemet virker. Se på advarslen."),
        (
            [warning("Hm.", "Se efter."), error("Av.", "Ret det.")],
            1,
            "1 fejl skal rettes, før systemet virker, som det skal.",
        ),
    ],
)
def test_what_it_says_and_ends_with(
    monkeypatch: pytest.MonkeyPatch, found: list[object], code: int, last: str
) -> None:
    monkeypatch.setattr(doctor_command, "run_checks", lambda _: [("Plads", one) for one in found])
    answer = CliRunner().invoke(cli.medvind, ["doctor"])
    assert (answer.exit_code, answer.output.splitlines()[-1]) == (code, last)
    for one in found:
        assert one.said in answer.output and one.do in answer.output


def test_missing_keys_need_the_operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDVIND_DATA", str(tmp_path))
    answer = CliRunner().invoke(cli.medvind, ["doctor"])
    assert answer.exit_code == 1 and "medvind init" in answer.output and not answer.exception.__context__
