"""The error values of spreadsheets, by their Danish names."""

from __future__ import annotations

_DANISH = {
    "#N/A": "#I/T",
    "#REF!": "#REFERENCE!",
    "#VALUE!": "#VÆRDI!",
    "#NAME?": "#NAVN?",
    "#DIV/0!": "#DIVISION/0!",
    "#NUM!": "#NUM!",
    "#NULL!": "#NUL!",
    "#SPILL!": "#OVERLØB!",
    "#CALC!": "#BEREGN!",
    "#GETTING_DATA": "#HENTER_DATA",
}
# Stands for an error with an unknown name.
UNNAMED = "#FEJL!"
# Stands for the result of a formula that nobody calculated.
UNCALCULATED = "#UBEREGNET!"
_SHOWN = {name.upper() for name in (*_DANISH, *_DANISH.values(), UNNAMED, "#I/T!", "#NAVN!", "#DIVISION/0")}


def danish_error(shown: str) -> str:
    """Return the Danish name of an error; UNNAMED for anything that is not a known one."""
    name = shown.strip().upper()
    return _DANISH.get(name, name if name in _SHOWN else UNNAMED)


def is_excel_error(text: str) -> bool:
    """Say whether a cell's text is the name of an error, Danish or English."""
    return text.startswith("#") and text.upper() in _SHOWN
