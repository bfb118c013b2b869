from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.judgement import judge
from pipelines.judgement.intervals import newcombe, wilson
from pipelines.judgement.judge import question_beside
from tests.judgement.figures import ask, benchmark, figure, mean, table, years


def test_a_benchmark_without_persons_is_a_fixed_value() -> None:
    answer = ask([figure(2024, 60, 100)], "beside_esbjerg", beside=[benchmark("2024", 45)])
    low, high = wilson(60, 100, 1.959964)
    assert (answer["estimate"], answer["low"], answer["high"]) == pytest.approx(
        (15, 100 * low - 45, 100 * high - 45)
    )
    assert (answer["verdict"], answer["verdict_da"], answer["compared_with"]) == (
        "clearly_above",
        "klart over",
        "Esbjerg",
    )


def test_a_benchmark_with_persons_has_noise_and_contains_the_neighbourhood() -> None:
    answer = ask([figure(2024, 60, 100)], "beside_esbjerg", beside=[benchmark("2024", 45, denominator=400)])
    low, high = newcombe((60, 100), (120, 300), 1.959964)
    assert answer["estimate"] == pytest.approx(15)
    assert (answer["low"], answer["high"]) == pytest.approx((75 * low, 75 * high))


def test_only_the_same_period_is_compared() -> None:
    rows, older = years(2022, [(60, 100), (61, 100)]), [benchmark("2022", 45)]
    assert ask(rows, "beside_esbjerg", beside=older)["period"] == "2022"
    answer = ask(rows[1:], "beside_esbjerg", beside=older)
    assert (answer["verdict"], answer["verdict_da"]) == ("nothing_to_compare", "intet at sammenligne med")


def test_the_country_is_another_question() -> None:
    beside = [
        benchmark("2024", 59.5),
        benchmark("2024", 80, "Hele landet"),
        benchmark("2024", 10, "Region Syddanmark"),
    ]
    assert ask([figure(2024, 60, 100)], "beside_country", beside=beside)["verdict_da"] == "klart under"
    level = ask([figure(2024, 60, 100)], "beside_esbjerg", beside=beside)
    assert level["verdict_da"].startswith("på niveau. Med 100 i gruppen kan vi se en forskel på ")


@pytest.mark.parametrize(
    ("counts", "said"), [([70, 64, 58, 52, 47], "mindre"), ([47, 52, 58, 64, 70], "større")]
)
def test_it_says_whether_the_distance_has_narrowed(counts: list[int], said: str) -> None:
    beside = [benchmark(str(2020 + index), 40) for index in range(5)]
    answer = ask(years(2020, [(2 * count, 200) for count in counts]), "beside_esbjerg", beside=beside)
    assert f"Afstanden er blevet {said} gennem årene" in answer["verdict_da"]


def test_an_age_band_has_no_benchmark_of_its_own() -> None:
    rows = [
        figure(2024, 60, 100),
        figure(2024, 30, 50, age_band="15-17"),
        figure(2024, 30, 50, gender="female"),
    ]
    beside = [benchmark("2024", 20)]
    assert ask(rows, "beside_esbjerg", "age_band=15-17", beside=beside)["verdict"] == "nothing_to_compare"
    assert ask(rows, "beside_esbjerg", "gender=female", beside=beside)["verdict"] == "clearly_above"


def test_a_mean_is_held_against_its_variation_between_years() -> None:
    beside = [benchmark("2024", 6.0)]
    rows = [mean(2019 + index, value) for index, value in enumerate([7.1, 7.3, 7.2, 7.0, 7.2, 7.1])]
    assert ask(rows, "beside_esbjerg", beside=beside)["verdict"] == "clearly_above"
    assert ask(rows[-2:], "beside_esbjerg", beside=beside)["verdict_da"] == "ikke testet"


def test_the_question_is_named_after_the_municipality(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert question_beside("Ærø Kommune") == "beside_aeroe_kommune"
    (tmp_path / "code_lists").mkdir()
    (tmp_path / "code_lists" / "geographies.csv").write_text(
        "code,label_da,valid_from,valid_to,group\nKøge,Køge,,,municipality\nHele landet,Hele landet,,,country\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("MEDVIND_CONFIG", str(tmp_path))
    found = judge(table([figure(2024, 60, 100)]), table([benchmark("2024", 20, "Køge")]), None, None)
    assert found.filter(question="beside_koege")["verdict"].to_list() == ["clearly_above"]
