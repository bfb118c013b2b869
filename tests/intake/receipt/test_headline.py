from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from pipelines.intake.archive.manifest import Manifest, Rows, Verdict
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.receipt.headline import headline, steps

DAY = datetime(2026, 1, 2, 9, 5)
DROP = Manifest("20260102-abc", "oestskolen", "fravær.csv", "f" * 64, DAY, DAY, 1, "accepted", "absence")
HIDDEN = replace(file_problem("hidden_rows"), row=2, count=10)
LOOK = Problem("unknown_code", "warning", "Kig.", None, 3, "B")


def drop(verdict: Verdict, *problems: Problem, **rows: int) -> Manifest:
    return replace(DROP, verdict=verdict, rows=Rows(**rows), problems=list(problems))


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        (drop("accepted", loaded=1), "Tak. Vi har modtaget jeres fil, og den ene række er med."),
        (drop("accepted", loaded=1200), "Tak. Vi har modtaget jeres fil, og alle 1.200 rækker er med."),
        (
            drop("accepted_with_warnings", loaded=3, quarantined=1),
            "Tak for jeres fil. 1 af 4 rækker skal rettes, før den kan tælle med.",
        ),
        (
            drop("accepted_with_warnings", loaded=3, quarantined=2),
            "Tak for jeres fil. 2 af 5 rækker skal rettes, før de kan tælle med.",
        ),
        (
            drop("accepted_with_warnings", LOOK, loaded=1),
            "Tak. Den ene række er med. Se venligst på 1 sted.",
        ),
        (
            drop("accepted_with_warnings", LOOK, replace(LOOK, count=4), loaded=9),
            "Tak. Alle 9 rækker er med. Se venligst på 5 steder.",
        ),
        (
            drop("held", skipped=3),
            "Vi har modtaget jeres fil med 3 rækker, men venter med at bruge den.",
        ),
        (
            drop("held", skipped=3, quarantined=1),
            "Vi har modtaget jeres fil med 4 rækker, men venter med at bruge den. 1 række skal rettes.",
        ),
        (
            drop("accepted_with_warnings", HIDDEN, loaded=10),
            "Tak. De synlige 10 rækker er med. Se venligst på 1 sted. 10 skjulte rækker er ikke læst.",
        ),
        (
            drop("rejected", file_problem("no_rows")),
            "Vi har modtaget jeres fil, men den er ikke udfyldt endnu.",
        ),
        (drop("duplicate", skipped=3), "Vi havde filen i forvejen. I behøver ikke gøre noget."),
        (drop("rejected"), "Vi kan ikke bruge filen, som den er."),
        (drop("rejected", skipped=3), "Vi kan ikke bruge filen endnu. Ingen af de 3 rækker er med."),
    ],
)
def test_the_first_sentence_has_the_verdict_and_the_count(manifest: Manifest, sentence: str) -> None:
    assert headline(manifest) == sentence


def test_there_are_three_steps_where_there_is_something_to_do() -> None:
    for verdict in ("accepted_with_warnings", "rejected"):
        assert len(steps(drop(verdict, loaded=2, quarantined=1))) == 3  # type: ignore[arg-type]
    assert steps(drop("duplicate")) == []
    assert steps(drop("accepted", loaded=1)) == ["I behøver ikke gøre mere nu."]


def test_a_file_that_waits_is_mended_too_where_it_has_faults() -> None:
    assert len(steps(drop("held", skipped=3))) == 3
    *waiting, mend = steps(drop("held", skipped=3, quarantined=2), "fil - rettelser 1.xlsx")
    assert waiting == steps(drop("held", skipped=3))
    assert mend.startswith("2 rækker skal også rettes, før de kan tælle med. Åbn »fil - rettelser 1.xlsx«")


def test_hidden_rows_are_left_out_only_where_the_sender_means_it() -> None:
    last = steps(drop("accepted_with_warnings", HIDDEN, loaded=10))[-1]
    assert "Skal de skjulte rækker ikke med, behøver I ikke gøre noget." in last


def test_an_empty_list_is_filled_in_and_not_mended() -> None:
    first, _ = steps(drop("rejected", file_problem("no_rows")))
    assert first == "Skriv jeres rækker på listen, lige under overskriften."


def test_the_marked_workbook_is_named_in_the_first_step() -> None:
    manifest = drop("accepted_with_warnings", loaded=1, quarantined=1)
    assert "»fil - rettelser 1.xlsx« i mappen retur" in steps(manifest, "fil - rettelser 1.xlsx")[0]
    assert "retur" not in steps(manifest)[0]


def test_a_partner_without_agreement_is_not_asked_to_correct_the_file() -> None:
    found = steps(drop("rejected", file_problem("not_agreed", name="Ydelser"), skipped=4))
    assert "sekretariatet" in found[1] and not any("Ret " in step for step in found)


def test_a_program_fault_asks_nothing_of_the_sender() -> None:
    assert "I behøver ikke gøre noget" in steps(drop("rejected", file_problem("our_error")))[0]
