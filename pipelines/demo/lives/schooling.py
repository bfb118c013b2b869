"""The course of an education from the first day to the last, completed or not."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from pipelines.demo.lives.stage import Stage

_YEARS = {"STX": 3, "HHX": 3, "HTX": 3, "HF": 2, "KVU": 2, "MVU": 4, "LVU": 5}
_DONE, _NEVER_CAME = "10", "60"
_STOPPED = ("20", "22", "26")


def study(rng: Random, education: str, day: date, ability: float) -> list[Stage]:
    """Return the stages of an education chosen on a day; a vocational one has up to three."""
    if education == "FGU":
        return [_fgu(rng, day, ability)]
    if education in ("EUD", "EUX"):
        return _vocational(rng, education, day, ability)
    start = _first_day(date(day.year + _is_past_august(day), 8, 10), day)
    return [_until(rng, Stage(education, start, date(start.year + _YEARS[education], 6, 25)), ability)]


def _is_past_august(day: date) -> bool:
    return (day.month, day.day) > (8, 31)


def _first_day(planned: date, day: date) -> date:
    # Students can still be admitted in August, after the first day.
    return max(planned, day)


def _fgu(rng: Random, day: date, ability: float) -> Stage:
    start = day + timedelta(days=rng.randint(10, 50))
    return _until(rng, Stage("FGU", start, start + timedelta(days=rng.randint(150, 600))), ability)


def _vocational(rng: Random, education: str, day: date, ability: float) -> list[Stage]:
    """Return two basic courses of half a year and the main course; a start in January begins with the second."""
    autumn = _first_day(date(day.year, 8, 10), day)
    spring = date(day.year + 1, 1, 16)
    parts = [
        Stage(education, autumn, spring - timedelta(days=1), "GF1"),
        Stage(education, spring, date(spring.year, 6, 25), "GF2"),
        Stage(education, date(spring.year, 8, 10), date(spring.year + 3, 1, 31), "HF"),
    ]
    taken: list[Stage] = []
    for part in parts[_is_past_august(day) :]:
        taken.append(_with_contract(rng, _until(rng, part, ability)))
        if not taken[-1].is_completed:
            break
    return taken


def _with_contract(rng: Random, stage: Stage) -> Stage:
    """Add a contract: most who complete the second basic course have one by then, some get it in the summer."""
    if stage.part != "GF2" or not stage.is_completed or rng.random() > 0.82:
        return stage
    signed = stage.end + timedelta(days=rng.randint(-120, 50))
    return Stage(stage.doing, stage.start, stage.end, stage.part, stage.exit_code, signed)


def _until(rng: Random, whole: Stage, ability: float) -> Stage:
    """Return the stage with its end: some students never start, some drop out, and most complete."""
    chance, stops = rng.random(), min(0.5, max(0.05, 0.17 - 0.1 * ability))
    if chance < 0.02:
        return Stage(whole.doing, whole.start, whole.start + timedelta(days=14), whole.part, _NEVER_CAME)
    if chance < 0.02 + stops:
        days = min(rng.randint(25, 480), (whole.end - whole.start).days - 10)
        return Stage(
            whole.doing, whole.start, whole.start + timedelta(days=days), whole.part, rng.choice(_STOPPED)
        )
    return Stage(whole.doing, whole.start, whole.end, whole.part, _DONE)
