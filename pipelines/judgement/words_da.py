"""Danish words and sentences of the verdicts."""

from __future__ import annotations

from pipelines.text.danish import decimal, number
from schemas.code_lists import code_list, packaged_code_list

UNCERTAIN = tuple(packaged_code_list("verdicts").in_group("uncertain"))
ALONE_CERTAIN = (
    "Set alene er forskellen større end tilfældige udsving, men blandt så mange tal vil nogle se sådan ud "
    "ved et tilfælde"
)
FIVE_YEARS = "fem år"
NARROWED = "Afstanden er blevet mindre gennem årene"
WIDENED = "Afstanden er blevet større gennem årene"
OUTSIDE_95 = "Tallet ligger uden for det, tilfældige udsving giver i 95 procent af tilfældene"
ALREADY = "Tallet er allerede på den rigtige side af målet"


def words() -> dict[str, str]:
    """Return the word of each verdict, as the place says it."""
    return code_list("verdicts").codes


def moved(estimate: float, direction: str) -> str:
    """Return the verdict of a certain change."""
    if direction not in ("up", "down"):
        return "rising" if estimate > 0 else "falling"
    return "improving" if (estimate > 0) == (direction == "up") else "worsening"


def placed(estimate: float) -> str:
    """Return the verdict of a certain difference."""
    return "clearly_above" if estimate > 0 else "clearly_below"


def basis(persons: float | None) -> str:
    """Say what the figure rests on."""
    return (
        f"Med {number(round(persons))} i gruppen" if persons is not None else "Med de udsving, tallene har,"
    )


def visible_difference(based_on: str, smallest: float, unit: str) -> str:
    """Say the smallest difference that would be seen in 4 of 5 cases."""
    return f"{based_on} kan vi se en forskel på {size(smallest, unit)}"


def visible_change(based_on: str, between_years: float, a_year: float, span: str, unit: str) -> str:
    """Say the smallest changes that would be seen in 4 of 5 cases: from one year to the next, and a year of a trend."""
    between, yearly = size(between_years, unit), decimal(a_year, _places(unit))
    return (
        f"{based_on} kan vi se en ændring på {between} fra et år til det næste, {yearly} om året over {span}"
    )


def measurements(count: int) -> str:
    """Count the figures of a trend."""
    return f"{number(count)} målinger"


def course(distance: float, needed: float | None, best: float | None, unit: str) -> str:
    """Say how far the target is, what it needs each year, and the best year so far."""
    said = f"Der er {size(distance, unit)} til målet"
    if needed is not None:
        said += f"; det kræver {size(needed, unit)} om året"
    if best is not None and best > 0:
        said += f"; det bedste år hidtil gav {decimal(best, _places(unit))}"
    return said


def size(value: float, unit: str) -> str:
    """Format the size of a difference with its unit."""
    noun = "procentpoint" if unit == "pct" else "point"
    return f"{decimal(abs(value), _places(unit))} {noun}"


def _places(unit: str) -> int:
    return 1 if unit == "pct" else 2


def signal(kind: str, upward: bool) -> str:
    """Say a signal of the process chart that ends with the newest figure."""
    side = "over" if upward else "under"
    return {
        "outside": f"Det seneste tal ligger {side} det, der er normalt fra gang til gang",
        "trend": f"De seneste 7 tal {'stiger' if upward else 'falder'} hele vejen",
        "shift": f"De seneste 7 tal ligger alle {side} gennemsnittet",
        "near_limit": f"2 af de seneste 3 tal ligger langt {side} gennemsnittet",
    }[kind]
