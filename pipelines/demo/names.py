"""Invented names and addresses. Partners send them; they must never be stored."""

from __future__ import annotations

from random import Random

_GIRLS = ("Alma", "Asta", "Clara", "Esma", "Frida", "Gry", "Johanne", "Karla", "Safiya", "Signe", "Sølvi")
_BOYS = ("Adam", "Aksel", "Anton", "Bjørn", "Emre", "Hugo", "Karim", "Malthe", "Omar", "Rune", "Villads")
_LAST = (
    "Andersen",
    "Bjerre",
    "Çelik",
    "Dahl",
    "Farah",
    "Friis",
    "Højgaard",
    "Kjær",
    "Lund",
    "Nguyen",
    "Öztürk",
)
_STREETS = ("Bøgevænget", "Fyrvej", "Kajgade", "Lærkeparken", "Mølleløkken", "Rebslagervej", "Tovværksgade")


def full_name(rng: Random, gender: str) -> str:
    """Draw a first and a last name."""
    return f"{rng.choice(_GIRLS if gender == 'female' else _BOYS)} {rng.choice(_LAST)}"


def address(rng: Random) -> str:
    """Draw a street, a number and a floor."""
    return (
        f"{rng.choice(_STREETS)} {rng.randint(1, 98)}, {rng.randint(1, 4)}. {rng.choice(('tv', 'mf', 'th'))}"
    )
