"""Parts of a page: parsed questions, displayed cells, bars, and files of a result."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from pipelines.pages.bar_chart import bars
from pipelines.pages.cell_display import display_row
from pipelines.pages.query_result import QueryResult, as_csv, as_json, as_markdown
from pipelines.pages.ready_questions import Question

AREA = "select x as \"Kvarteret Øst\" from t where indicator_id = 'a' and (area = 'OE1' or area = 'total')"


def test_a_question_about_another_indicator_and_area() -> None:
    question = Question("Titel", [], AREA)
    assert (question.indicator, question.area) == ("a", "OE1")
    other = question.about("b", "OE2")
    assert other == AREA.replace("'a'", "'b'").replace("OE1", "OE2").replace(
        "Kvarteret Øst", "Havnekvarteret"
    )
    assert question.about(None, None) == AREA


def test_a_question_without_indicator_and_area_is_unchanged() -> None:
    question = Question("Titel", [], "select * from t where area <> 'total'")
    assert (question.indicator, question.area) == (None, None)
    assert question.about("b", "OE2") == question.query


def test_why_a_number_is_missing() -> None:
    answer = QueryResult(("value", "ci_low", "navn", "status"), [], frozenset({"value", "ci_low"}))
    assert display_row(answer, (None, None, None, "suppressed")) == ["skjult", "", "", "skjult"]
    assert display_row(answer, (None, None, "x", "not_delivered")) == [
        "ikke leveret",
        "",
        "x",
        "ikke leveret",
    ]
    assert display_row(answer, (1.5, None, "x", "ok")) == ["1,5", "", "x", "vist"]
    pathways = QueryResult(("status", "persons"), [], frozenset({"persons"}))
    assert display_row(pathways, ("working", None)) == ["working", "skjult"]


def test_the_guide_says_what_an_empty_number_means() -> None:
    assert Question("Titel", ["Én årgang. En tom celle er skjult."], "").empty == "skjult"
    assert Question("Titel", ["En tom celle er aldrig nul."], "").empty == ""
    answer = QueryResult(("navn", "a", "b"), [("x", None, None)], frozenset({"a", "b"}), empty="skjult")
    assert display_row(answer, answer.rows[0]) == ["x", "skjult", "skjult"]


def test_bars_from_zero_in_both_directions() -> None:
    answer = QueryResult(("navn", "tal"), [("a", -5.0), ("b", 10.0), ("c", None)], frozenset({"tal"}))
    drawn = bars(answer)
    assert drawn is not None and not drawn.more
    zero = drawn.bars[1].start
    assert zero == drawn.bars[0].end and zero is not None and drawn.bars[1].end == 100
    assert (drawn.bars[2].figure, drawn.bars[2].hidden) == ("intet tal", False)
    hidden = QueryResult(("tal", "status"), [(1.0, "ok"), (None, "suppressed")], frozenset({"tal"}))
    drawn = bars(hidden)
    assert drawn is not None and drawn.bars[1].hidden


def test_no_bars_of_words_or_of_one_row() -> None:
    assert bars(QueryResult(("navn",), [("a",), ("b",)])) is None
    assert bars(QueryResult(("navn", "tal"), [("a", None), ("b", None)], frozenset({"tal"}))) is None
    assert bars(QueryResult(("tal",), [(1,)], frozenset({"tal"}))) is None
    assert bars(QueryResult(("år", "navn"), [(2024, "a"), (2025, "b")], frozenset({"år"}))) is None


def test_an_answer_for_programs_and_for_pages() -> None:
    answer = QueryResult(("a", "b"), [(Decimal("1.5"), date(2026, 1, 2)), (True, "x|y")])
    assert as_csv(answer) == b"a,b\n1.5,2026-01-02\nTrue,x|y\n"
    assert json.loads(as_json(answer))[0] == {"a": 1.5, "b": "2026-01-02"}
    assert as_markdown(answer).decode() == "| a | b |\n| --- | --- |\n| 1,5 | 02-01-2026 |\n| ja | x\\|y |\n"
