"""`medvind sql`: a query as an argument, and the interactive shell."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from prompt_toolkit.document import Document
from rich.console import Console

from pipelines.cli import medvind
from pipelines.commands.shell import completer, is_whole, reply
from pipelines.settings import Settings
from tests.pages.published_demo import published

QUERY = "select area, value, status from indicators where area = 'OE1' order by period_start limit 3"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return published(tmp_path_factory.mktemp("inst"))


def ask(installation: Settings, *words: str) -> Result:
    environment = {"MEDVIND_DATA": str(installation.data), "MEDVIND_KEYS": str(installation.keys_folder)}
    return CliRunner().invoke(medvind, ["sql", *words], env=environment)


def said(installation: Settings, typed: str) -> str:
    out = io.StringIO()
    reply(installation, typed, Console(file=out))
    return out.getvalue()


def test_a_table_is_what_a_person_gets(installation: Settings) -> None:
    result = ask(installation, QUERY)
    assert result.exit_code == 0
    assert "16,67" in result.output and "suppressed" in result.output


def test_the_other_forms(installation: Settings) -> None:
    assert ask(installation, QUERY, "--format", "csv").output.splitlines()[0] == "area,value,status"
    assert json.loads(ask(installation, QUERY, "--format", "json").output)[2] == {
        "area": "OE1",
        "value": None,
        "status": "suppressed",
    }
    assert "| OE1 | 20 | ok |" in ask(installation, QUERY, "--format", "markdown").output


def test_a_file(installation: Settings, tmp_path: Path) -> None:
    for kind in ("table", "csv", "json", "markdown", "xlsx"):
        result = ask(installation, QUERY, "--format", kind, "--out", str(tmp_path / kind))
        assert (result.exit_code, result.output) == (0, f"{tmp_path / kind}: 3 rækker\n")
    assert "16,67" in (tmp_path / "table").read_text(encoding="utf-8")
    (tmp_path / "xlsx").rename(tmp_path / "svar.xlsx")
    assert openpyxl.load_workbook(tmp_path / "svar.xlsx")["Svar"]["A2"].value == "OE1"


def test_a_workbook_wants_a_file(installation: Settings) -> None:
    result = ask(installation, QUERY, "--format", "xlsx")
    assert result.exit_code == 2 and "--out svar.xlsx" in result.output


def test_an_error_is_reported_without_a_traceback(installation: Settings) -> None:
    result = ask(installation, "selec 1")
    assert result.exit_code == 1
    assert "Parser Error" in result.output and "Traceback" not in result.output


@pytest.mark.parametrize(
    "query",
    ["drop table overview", "select * from read_text('/etc/passwd')", "set threads = 1", "install httpfs"],
)
def test_it_only_reads_what_is_published(installation: Settings, query: str) -> None:
    result = ask(installation, query)
    assert result.exit_code == 1 and "root:" not in result.output
    assert ask(installation, "from overview limit 1").exit_code == 0


def test_nothing_published(tmp_path: Path) -> None:
    result = ask(Settings(tmp_path / "data", tmp_path / "keys"), "select 1")
    assert result.exit_code == 1 and "medvind run" in result.output


def test_the_help_words_of_the_shell(installation: Settings) -> None:
    assert ".kolonner TABEL" in said(installation, ".hjælp")
    assert "indicators" in said(installation, ".tabeller") and "Ord" in said(installation, ".tabeller;")
    assert "Kolonnens ord" in said(installation, ".kolonner overview")
    assert "Den tabel er der ikke" in said(installation, ".kolonner nej")
    assert "1,5" in said(installation, "select\n1.5;") and said(installation, " ; ") == ""


def test_a_question_may_fill_several_lines() -> None:
    for whole in ("select 1;", "select\n1 ;\n", "", ".tabeller", "slut", "QUIT", r"\q"):
        assert is_whole(whole)
    for part in ("select 1", "select\n1", "slutter"):
        assert not is_whole(part)


def test_names_are_suggested_with_what_they_hold(installation: Settings) -> None:
    found = list(completer(installation).get_completions(Document("select * from indic"), None))
    descriptions = {one.text: one.display_meta_text for one in found}
    assert descriptions["indicators"] == "Ord"
    assert descriptions["indicator_id"].endswith("Kolonnens ord")
