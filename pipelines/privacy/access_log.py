"""What is written down of the house's own doings: who looked, and what was removed. Never a value of a person."""

from __future__ import annotations

import getpass
import json
import os
import re
from datetime import datetime

from pipelines.permissions import close_folders
from pipelines.settings import Settings
from pipelines.text.masking import masked

ACCESS, PURGE, BACKUP = "access.jsonl", "purge.jsonl", "backup.jsonl"
# A name or number that is asked for stands in quotes, or in a comment; a quote that is not closed reaches to the end.
_SAID = re.compile(
    r"""'(?:[^']|'')*('|$)|"(?:[^"]|"")*("|$)|\$(\w*)\$.*?(\$\3\$|$)|--[^\n]*|/\*.*?(\*/|$)""", re.DOTALL
)


def write_line(settings: Settings, name: str, at: datetime, **said: object) -> None:
    """Add a line of JSON to a log that its owner alone can read, on disk before anything else is done."""
    close_folders(settings)
    handle = os.open(settings.logs / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        line = {"at": at.isoformat("T", "seconds"), "who": getpass.getuser(), **said}
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def shape(query: str) -> str:
    """A query without what was looked for: no quoted text, no comment, no long number."""
    return re.sub(r"\s+", " ", masked(_SAID.sub("…", query))).strip()
