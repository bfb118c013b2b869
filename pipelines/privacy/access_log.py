"""Logs of access to personal data, purges, backups and restore drills, as JSON lines, without any person's value."""

from __future__ import annotations

import getpass
import json
import os
import re
from datetime import datetime

from pipelines.permissions import close_folders
from pipelines.settings import Settings
from pipelines.text.masking import masked

ACCESS, PURGE, BACKUP, DRILL = "access.jsonl", "purge.jsonl", "backup.jsonl", "drills.jsonl"
# Names and numbers in a query are in string literals or comments; an unclosed literal reaches to the end.
_LITERALS = re.compile(
    r"""'(?:[^']|'')*('|$)|"(?:[^"]|"")*("|$)|\$(\w*)\$.*?(\$\3\$|$)|--[^\n]*|/\*.*?(\*/|$)""", re.DOTALL
)


def write_line(settings: Settings, name: str, at: datetime, **fields: object) -> None:
    """Append a line of JSON to a log with mode 0600, and sync it to disk before returning."""
    close_folders(settings)
    handle = os.open(settings.logs / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        line = {"at": at.isoformat("T", "seconds"), "who": getpass.getuser(), **fields}
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def shape(query: str) -> str:
    """Return a query without string literals, comments and long numbers, for the log."""
    return re.sub(r"\s+", " ", masked(_LITERALS.sub("…", query))).strip()
