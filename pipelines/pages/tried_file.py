"""Try a file on the page as `medvind check` does: in a subprocess with limits, and nothing of it is kept."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from pipelines.pages.query_queue import Queue
from pipelines.settings import Settings

_COMMAND = (sys.executable, "-P", "-m", "pipelines.pages.trial_worker")
_PLACES = Queue(at_a_time=1, waiting=4)
_LONGEST_NAME = 150
_BUSY = "Andre prøver filer lige nu. Vent lidt, og prøv igen."
_TOO_MUCH = "Filen kunne ikke læses færdig. Læg den i partnerens mappe i indbakken: dér er der tid nok."


class NotTried(Exception):
    """The file could not be tried. The message is Danish."""


def try_upload(settings: Settings, name: str, content: BinaryIO, partner: str | None) -> list[dict[str, Any]]:
    """Return what is said of each feed's part of a file, as `ShortAnswer`; the file is removed before.

    `partner`: the folder of the partner whose file it would be; None: all feeds count as agreed. Raises NotTried.
    """
    limits = settings.limits
    with _PLACES.place(limits.tried_seconds) as free:
        if not free:
            raise NotTried(_BUSY)
        settings.tried.mkdir(parents=True, exist_ok=True, mode=0o700)
        with TemporaryDirectory(dir=settings.tried) as folder:
            path = Path(folder) / _safe(name)
            with path.open("wb") as file:
                shutil.copyfileobj(content, file)
            said = _child(settings, path, partner)
    try:
        found: list[dict[str, Any]] = json.loads(said)
    except ValueError:
        raise NotTried(_TOO_MUCH) from None
    return found


def forget_tried(settings: Settings) -> None:
    """Remove what a server that was killed left."""
    shutil.rmtree(settings.tried, ignore_errors=True)


def _safe(name: str) -> str:
    """The last part of a file name as a browser says it; its ending says what kind of file it is."""
    last = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable())
    while len(os.fsencode(last)) > _LONGEST_NAME:
        last = last[1:]
    return last.lstrip(".") or "fil"


def _child(settings: Settings, path: Path, partner: str | None) -> bytes:
    """Run the subprocess; return what it wrote, which is not whole where it was ended."""
    request = {"data": str(settings.data), "keys": str(settings.keys_folder), "path": str(path)}
    limits = {"partner": partner, "limits": asdict(settings.limits)}
    # A session of its own, so that the process that reads the file is ended with it.
    with subprocess.Popen(  # noqa: S603 - a command of our own
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        try:
            asked = json.dumps(request | limits).encode()
            return child.communicate(asked, timeout=settings.limits.tried_seconds)[0]
        except subprocess.TimeoutExpired:
            return b""
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
