"""Names and addresses that nobody in particular has. Partners send them; the house must never keep them."""

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
    """A first and a last name."""
    return f"{rng.choice(_GIRLS if gender == 'female' else _BOYS)} {rng.choice(_LAST)}"


def address(rng: Random) -> str:
    """A street, a number and a floor."""
    return (
        f"{rng.choice(_STREETS)} {rng.randint(1, 98)}, {rng.randint(1, 4)}. {rng.choice(('tv', 'mf', 'th'))}"
    )
