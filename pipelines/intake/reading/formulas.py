"""Find formulas whose stored value nobody calculated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.intake.reading.cell_flags import Place


@dataclass
class Formulas:
    """The formulas of one sheet. `recalculated` where the workbook asks a spreadsheet to calculate them on opening:
    programs that cannot calculate write it, and 0 as the value of each."""

    recalculated: bool
    _empty: list[Place] = field(default_factory=list)
    _empty_texts: dict[int, list[Place]] = field(default_factory=dict)
    _zeros: list[Place] = field(default_factory=list)
    _has_results: bool = False
    _filled: dict[int, int] = field(default_factory=dict)

    def add(self, place: Place, kind: str, value: str) -> None:
        """Add a formula with its stored value."""
        if not value and kind == "str":
            self._empty_texts.setdefault(place[1], []).append(place)
        elif not value:
            self._empty.append(place)
        elif self.recalculated and kind == "n" and _is_zero(value):
            self._zeros.append(place)
        else:
            self._has_results = True
            self.add_value(place)

    def add_value(self, place: Place) -> None:
        """Add a cell with a value."""
        self._filled[place[1]] = place[0]

    def uncalculated(self) -> Iterator[Place]:
        """Yield the formulas without a result: no value; 0 as all have it; or an empty text as all of their column."""
        yield from self._empty
        if not self._has_results:
            yield from self._zeros
        for column, places in self._empty_texts.items():
            if len(places) > 1 and self._filled.get(column, -1) < places[0][0]:
                yield from places


def _is_zero(value: str) -> bool:
    try:
        return float(value) == 0
    except ValueError:
        return False
