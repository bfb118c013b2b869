"""The colour of a verdict: whether it is good news depends on the direction in which the indicator is good."""

from __future__ import annotations

from pipelines.report.verdicts import Verdict

_TONES = {
    "improving": "good",
    "worsening": "bad",
    "target_not_reached": "look",
    "target_probably_reached": "good",
}


def tone_of(verdict: Verdict, better: int) -> str:
    """Return the colour of a verdict's word. `better`: 1 where higher is better, -1 where lower is, 0 where neither."""
    if not verdict.is_apart:
        return _TONES.get(verdict.code, "plain")
    if not better:
        return "plain"
    return "good" if (verdict.code == "clearly_above") == (better > 0) else "look"
