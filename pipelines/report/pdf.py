"""Print the HTML report to PDF with Chromium, which has no network access."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

log = logging.getLogger(__name__)

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 120
_QUIET = ("background-networking", "component-update", "default-apps", "extensions", "gpu", "sync")


def print_pdf(html: Path, pdf: Path) -> bool:
    """Print `html` to `pdf` by atomic rename; return False, with a log line, where Chromium is missing or fails.

    Nothing is raised, because the report is complete without its PDF.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        log.warning("Rapporten er ikke lavet som PDF: Chromium findes ikke på maskinen.")
        return False
    with TemporaryDirectory(dir=pdf.parent, prefix=".print-", ignore_cleanup_errors=True) as folder:
        printed = Path(folder) / "report.pdf"
        if not _print(browser, html, printed):
            log.warning("Rapporten er ikke lavet som PDF: Chromium kunne ikke udskrive den.")
            return False
        printed.replace(pdf)
    return True


def _print(browser: str, html: Path, pdf: Path) -> bool:
    command = [browser, *_options(pdf.parent), f"--print-to-pdf={pdf}", html.absolute().as_uri()]
    environment = {"HOME": str(pdf.parent), "PATH": os.environ.get("PATH", "")}
    with subprocess.Popen(  # noqa: S603 - the browser's own path, and files of ours
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            # Chromium starts many processes; the whole group is killed.
            os.killpg(process.pid, 9)
    return process.returncode == 0 and pdf.exists() and pdf.stat().st_size > 0


def _options(folder: Path) -> list[str]:
    """Options for a separate profile without network access; what is printed has no script, so nothing is compiled."""
    options = [
        "--headless",
        "--no-first-run",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'profile'}",
    ]
    options += ["--host-resolver-rules=MAP * ~NOTFOUND", "--generate-pdf-document-outline"]
    options += [f"--disable-{part}" for part in _QUIET]
    # Memory that is both writable and executable is forbidden to our services (deploy/systemd).
    options.append("--js-flags=--jitless")
    return options + ["--no-sandbox", "--no-zygote"] * (os.geteuid() == 0 or _is_confined())


def _is_confined() -> bool:
    """Say whether this process may make no namespace and gain no privileges, as our services may not. Chromium's own
    sandbox is made of both; the service's restrictions then stand in its place."""
    status = Path("/proc/self/status")
    if not status.exists() or "NoNewPrivs:\t1" not in status.read_text():
        return False
    unshare = shutil.which("unshare")
    if unshare is None:
        return True
    return subprocess.run([unshare, "--user", "true"], capture_output=True, check=False).returncode != 0  # noqa: S603
