"""A synthetic Østerbyen: invented people and the files that partners would have made of them.

Here belongs everything that invents: people, their school life, partners' export habits and the
mistakes they make. Nothing here reads the inbox or knows how intake works, so that a demo proves
that intake copes with files it did not make itself.
"""

from __future__ import annotations

from pipelines.demo.fill_inbox import fill_inbox

__all__ = ["fill_inbox"]
