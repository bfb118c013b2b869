from __future__ import annotations

import json
from datetime import datetime

import pytest

from pipelines.commands.shell import ShapesOnly
from pipelines.privacy.access_log import shape, write_line
from pipelines.settings import Settings

SECRETS = ("0705141234", "070514-1234", "70514 1234", "Valborg Tranebær", "Sværdliljevej 17")
QUOTED = [
    "select * from t where a = '{}'",
    "select * from t where a = '{}",
    "select 'it''s {}' as x",
    'select * from t where a = "{}"',
    "select $${}$$",
    "select $name${} $$ $name$",
    "select 1 -- {}",
    "select /* {} */ 1",
    "select 1 /* {}",
]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("query", QUOTED)
def test_literals_are_not_logged(query: str, secret: str) -> None:
    logged = shape(query.format(secret))
    assert secret not in logged and logged.startswith("select")


@pytest.mark.parametrize("secret", SECRETS[:3])
def test_a_long_number_is_never_logged(secret: str) -> None:
    assert secret not in shape(" ".join(["select", secret, "from t"]))


def test_the_shape_of_a_query_is_logged() -> None:
    query = "select period,\n  value from indicators where period >= 2024 and area = 'OE1' limit 20"
    assert shape(query) == "select period, value from indicators where period >= 2024 and area = … limit 20"


def test_a_log_line_is_complete_and_readable_by_its_owner_only(tmp_path) -> None:
    installation = Settings(tmp_path / "data", tmp_path / "keys")
    for command in ("find", "forget"):
        write_line(installation, "access.jsonl", datetime(2026, 2, 3, 12), command=command)
    path = installation.logs / "access.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [(line["at"], line["command"]) for line in lines] == [
        ("2026-02-03T12:00:00", "find"),
        ("2026-02-03T12:00:00", "forget"),
    ]
    assert all(line["who"] for line in lines)
    assert (path.stat().st_mode & 0o777, installation.logs.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_shell_history_holds_no_literals(tmp_path) -> None:
    history = ShapesOnly(str(tmp_path / "history"))
    history.append_string("select * from overview where name = 'Valborg Tranebær'")
    assert "Valborg" not in (tmp_path / "history").read_text()
    assert "overview" in (tmp_path / "history").read_text()
    assert (tmp_path / "history").stat().st_mode & 0o777 == 0o600
