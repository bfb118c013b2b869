"""Draw what a young person does next."""

from __future__ import annotations

from datetime import date
from math import exp
from random import Random

from pipelines.demo.code_labels import in_group
from pipelines.demo.lives.stage import IDLE, WORK, Stage
from pipelines.demo.people import Person

_GENERAL = {"STX": 60, "HHX": 16, "HTX": 12, "HF": 12}
_VOCATIONAL = {"EUD": 84, "EUX": 16}
_HIGHER = {"KVU": 20, "MVU": 50, "LVU": 30}
_OLDEST_NEW_STUDENT = 27


def next_doing(rng: Random, person: Person, done: list[Stage], day: date) -> str:
    """Draw a code of education_types, WORK or IDLE; ability, age and earlier stages determine the probabilities."""
    weights = _weights(person, done, person.age_on(day))
    return _one_of(
        rng, {doing: weight for kind, weight in weights.items() for doing, weight in _each(kind, weight)}
    )


def _weights(person: Person, done: list[Stage], age: int) -> dict[str, float]:
    able = exp(0.8 * person.ability)
    completed = _levels_completed(done)
    return _after_education(able, completed, age) if completed else _without_education(able, done, age)


def _after_education(able: float, completed: set[str], age: int) -> dict[str, float]:
    if "higher" in completed:
        return {WORK: 0.93, IDLE: 0.07}
    young = age <= _OLDEST_NEW_STUDENT
    if "upper_general" in completed:
        return {"higher": 0.7 * able * young, WORK: 0.6, IDLE: 0.1 / able}
    return {"higher": 0.06 * able * young, WORK: 0.85, IDLE: 0.09 / able}


def _without_education(able: float, done: list[Stage], age: int) -> dict[str, float]:
    last = done[-1].doing if done else "school"
    if last in ("school", "10K"):
        return {"general": 1.2 * able, "vocational": 0.7, "FGU": 0.15 / able, WORK: 0.05, IDLE: 0.07 / able}
    if last == "FGU":
        return {"vocational": 0.4, WORK: 0.3, IDLE: 0.35 / able}
    if age > _OLDEST_NEW_STUDENT:
        return {WORK: 0.6, IDLE: 0.4 / able}
    return {"general": 0.3 * able, "vocational": 0.45, "FGU": 0.2 * (age < 24), WORK: 0.35, IDLE: 0.3 / able}


def _levels_completed(done: list[Stage]) -> set[str]:
    completed = {stage.doing for stage in done if stage.is_completed and stage.is_final}
    levels = ("upper_general", "upper_vocational", "higher")
    return {level for level in levels if completed & set(in_group("education_types", level))}


def _each(kind: str, weight: float) -> list[tuple[str, float]]:
    parts = {"general": _GENERAL, "vocational": _VOCATIONAL, "higher": _HIGHER}.get(kind, {kind: 100})
    return [(doing, weight * part) for doing, part in parts.items()]


def _one_of(rng: Random, weights: dict[str, float]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]
