"""The result tables in the SQL guide are the results of its queries."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from pipelines.commands.terminal_tables import connect
from tests.docs.sql_guide import FILE, answer, neighbourhood, questions

QUESTIONS = questions(FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(neighbourhood(tmp_path_factory.mktemp("guide"))) as connection:
        yield connection


def test_there_are_ten_questions_with_answers() -> None:
    assert len(QUESTIONS) >= 10
    assert all(len(table.splitlines()) > 2 for _, table in QUESTIONS)


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_a_question_has_the_answer_below_it(marts: duckdb.DuckDBPyConnection, number: int) -> None:
    query, table = QUESTIONS[number]
    assert answer(marts, query) == table, "Run `make generate`"
