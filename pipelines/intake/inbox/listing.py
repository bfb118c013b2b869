"""List the settled files in the inbox, in the order partners sent them."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines.intake.inbox.open_files import is_being_written
from pipelines.intake.inbox.own_files import OwnFiles
from pipelines.settings import Settings

RETUR = "retur"
# Temporary files of editors, browsers and sync programs, and system files and folders of operating systems
# and file servers.
_IGNORED = re.compile(
    r"^(~\$|\.|~)|\.(part|filepart|upload|uploading|incomplete|tmp|temp|crdownload|partial|download|opdownload|!sync)$"
    r"|^(thumbs\.db|desktop\.ini|@eadir|#recycle|\$recycle\.bin|system volume information|lost\+found)$",
    re.I,
)


class InboxGone(Exception):
    """The inbox has disappeared although files were ingested from it before. The message says what to do."""


def check_inbox(settings: Settings) -> None:
    """Raise InboxGone where drops have been archived but there is no inbox."""
    if not settings.inbox.is_dir() and any(settings.raw.glob("[!.]*/*/manifest.json")):
        raise InboxGone(
            f"Indbakken findes ikke: {settings.inbox}. Er den et delt drev, så forbind det igen, og skriv: medvind run"
        )


def open_inbox(settings: Settings) -> None:
    """Create the inbox where no drop has been archived yet; raise InboxGone where one has and the inbox is missing.

    A folder created in place of an unmounted share would be an inbox that no partner sees.
    """
    check_inbox(settings)
    settings.inbox.mkdir(parents=True, exist_ok=True)


@dataclass(frozen=True)
class WaitingFile:
    """One waiting file. `identity` is the same as long as the file is not changed."""

    path: Path
    partner: str
    name: str
    size: int
    modified_ns: int
    changed_ns: int
    inode: int

    @property
    def received_at(self) -> datetime:
        """The file's modification time in Denmark, and never later than now."""
        return datetime.fromtimestamp(min(self.modified_ns / 1e9, time.time())).replace(microsecond=0)

    @property
    def is_unchanged(self) -> bool:
        """Say whether the file is still the one that was listed; its partner may replace it at any moment."""
        found = self.path.lstat()
        return (found.st_ino, found.st_ctime_ns) == (self.inode, self.changed_ns)

    @property
    def identity(self) -> str:
        """Identify this copy of the file: another copy of the same bytes has another identity."""
        return f"{self.partner}/{self.name}/{self.inode}/{self.changed_ns}"


def waiting_files(settings: Settings) -> list[WaitingFile]:
    """Return every settled file, by modification time, then path. Waits once for files that were changed just now; one
    that is still open for writing is left for later."""
    first = {file.path: file for file in list_waiting(settings.inbox)}
    youngest = max((file.changed_ns for file in first.values()), default=0) / 1e9
    # After the clock was set back, the difference may be large.
    time.sleep(
        max(0.0, min(youngest + settings.limits.settle_seconds - time.time(), settings.limits.settle_seconds))
    )
    still = [file for file in list_waiting(settings.inbox) if first.get(file.path) == file]
    settled = [file for file in still if not is_being_written(file.path)]
    return sorted(settled, key=lambda file: (file.modified_ns, str(file.path)))


def list_waiting(inbox: Path) -> Iterator[WaitingFile]:
    """Yield the regular files in partners' folders. Links, devices and the return folder are not followed, and our own
    templates are no drops."""
    partners = (folder for folder in inbox.glob("*/") if not folder.is_symlink())
    for path in sorted(path for partner in partners for path in _files_of(partner)):
        if file := _waiting_file(path, path.relative_to(inbox).parts):
            yield file


def _files_of(partner: Path) -> Iterator[Path]:
    """Yield the files in a partner's folder that may be drops.

    Folders of receipts and of other programs are not read: the inbox is listed twice a second, and receipts of years
    lie in them.
    """
    own = OwnFiles(partner)
    for folder, subfolders, files in os.walk(partner):
        subfolders[:] = filter(_may_hold_drops, subfolders)
        paths = (Path(folder, name) for name in filter(_may_hold_drops, files))
        yield from (path for path in paths if not own.holds(path))


def _may_hold_drops(name: str) -> bool:
    """Say whether a file or folder of this name may be a drop or hold one."""
    return name != RETUR and not _IGNORED.search(name)


def files_of_nobody(inbox: Path) -> Iterator[Path]:
    """Yield the files in the inbox itself: they lie in no partner's folder, so nobody could be answered."""
    yield from (path for path in sorted(inbox.glob("*")) if path.is_file() and not _IGNORED.search(path.name))


def _waiting_file(path: Path, parts: tuple[str, ...]) -> WaitingFile | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    partner, name = _readable(parts[0]), _readable("/".join(parts[1:]))
    return WaitingFile(path, partner, name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _readable(name: str) -> str:
    """Return a name that can be written in a receipt: old systems and zip files leave names that are not UTF-8."""
    return os.fsencode(name).decode("utf-8", errors="replace")
