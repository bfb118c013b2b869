from __future__ import annotations

from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.receipt.problem_groups import group_problems


def test_the_most_important_comes_first() -> None:
    problems = [Problem(s, s, "Ord.") for s in ("info", "warning", "error")]  # type: ignore[arg-type]
    assert [group.severity for group in group_problems(problems)] == ["error", "warning", "info"]


def test_neighbouring_cells_are_one_place() -> None:
    rows = (2, 3, 4, 9, 7)
    (group,) = group_problems([Problem("x", "error", "Ret.", None, row, "C") for row in rows])
    assert group.places == ["C2–C4", "C7", "C9"]
    assert (group.count, group.more) == (5, 0)


def test_rows_and_sheets_are_named_where_they_are_needed() -> None:
    (one,) = group_problems(
        [Problem("x", "error", "Ret.", "Ark1", 4), Problem("x", "error", "Ret.", "Ark1", 5)]
    )
    assert one.places == ["række 4–5"]
    (two,) = group_problems([Problem("x", "error", "Ret.", s, 4, "B") for s in ("Ark1", "Ark2")])
    assert two.places == ["Ark1: B4", "Ark2: B4"]


def test_what_is_not_shown_is_counted() -> None:
    cells = [Problem("x", "error", "Ret.", None, row, "C") for row in range(2, 100, 2)]
    (group,) = group_problems([*cells, Problem("x", "error", "Ret.", None, None, "C", count=100)])
    assert (len(group.places), group.count, group.more) == (24, 149, 125)


def test_columns_that_are_not_agreed_are_one_paragraph() -> None:
    (group,) = group_problems(
        [file_problem("column_not_agreed", "Ark1", place=p, guess="") for p in ("H (Navn)", "I")]
    )
    assert group.what.startswith("Kolonne H (Navn) er ikke aftalt")
    assert group.remedy == ["Kolonne I er ikke aftalt og er slettet ved modtagelsen."]
    assert group.places == ["fanen Ark1"]


def test_the_first_sentence_is_the_problem_and_the_rest_the_remedy() -> None:
    text = "Vi læser 1.234 som 1234 (tusindpunktum) i 9.-klasse. Stemmer det? Skriv 1234."
    (group,) = group_problems([Problem("x", "warning", text, None, 2, "A")])
    assert group.what == "Vi læser 1.234 som 1234 (tusindpunktum) i 9.-klasse."
    assert group.remedy == ["Stemmer det?", "Skriv 1234."]
