"""Judgement: what the published figures say, tested once. `judge` is the entry point.

Reads published rows only, so it can disclose nothing that the publication does not.
"""

from pipelines.judgement.answer import COLUMNS
from pipelines.judgement.judge import judge
from pipelines.judgement.process_chart import Signal, signals

__all__ = ["COLUMNS", "Signal", "judge", "signals"]
