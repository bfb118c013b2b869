"""A waiting file, read and examined by itself, before it is compared with earlier drops."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from io import BufferedReader
from typing import Self

from pipelines.intake.examination.examine import examine
from pipelines.intake.examination.examined import Examined
from pipelines.intake.identity.digests import digest
from pipelines.intake.inbox.listing import WaitingFile
from pipelines.intake.learned.answers import Answer, answers
from pipelines.intake.problems.problem import file_problem
from pipelines.settings import Settings
from pipelines.text.error_place import error_place

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ExaminedFile:
    """A file that was read and checked by itself and is held open; it is not yet compared with earlier drops.

    `given` are the answers on partners' own headers and codes that it was read with.
    """

    file: WaitingFile
    original: BufferedReader
    sha256: str
    given: list[Answer]
    parts: list[Examined]

    @classmethod
    def of(cls, file: WaitingFile, original: BufferedReader, settings: Settings) -> Self:
        """Read and check a file. This is most of the work and needs neither the lock nor the archive."""
        given = answers(settings)
        return cls(file, original, digest(original), given, _examine(file, settings, given))


def _examine(file: WaitingFile, settings: Settings, given: list[Answer]) -> list[Examined]:
    try:
        return examine(file.path, file.partner, file.received_at.date(), settings.limits, given)
    except OSError:
        raise
    except Exception as problem:
        # A program fault must not affect other files or the sender. Only its place is logged, for its text may
        # hold cell values.
        log.error("En fil fra %s gav en fejl hos os: %s", file.partner, error_place(problem))
        return [Examined(None, "", True, problems=[file_problem("our_error")])]
