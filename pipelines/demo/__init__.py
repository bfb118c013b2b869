"""A synthetic Østerbyen: invented people and the files that partners would have exported about them.

Here: everything invented, that is people, their school lives, partners' export habits and mistakes. Nothing here
reads the inbox or imports intake, so that the demo shows that intake handles files it did not write itself.
"""

from __future__ import annotations

from pipelines.demo.fill_inbox import fill_inbox

__all__ = ["fill_inbox"]
