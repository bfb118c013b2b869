"""Printing never prevents the report: no browser, a failing one, a slow one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.report import pdf


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text("<p>Ord</p>", encoding="utf-8")
    return path


def browser(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a browser on the path that runs `script`."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "chromium"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")


def test_without_a_browser(
    page: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PATH", str(page.parent))
    assert not pdf.print_pdf(page, page.with_suffix(".pdf"))
    assert "Chromium findes ikke" in caplog.text


def test_a_browser_that_fails(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser(tmp_path, "exit 1", monkeypatch)
    assert not pdf.print_pdf(page, page.with_suffix(".pdf"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "report.html"]


def test_a_browser_that_never_ends(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser(tmp_path, "sleep 60", monkeypatch)
    monkeypatch.setattr(pdf, "SECONDS", 0.1)
    assert not pdf.print_pdf(page, page.with_suffix(".pdf"))


def test_it_is_printed_to_a_temporary_file_and_renamed(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = 'for word; do case $word in --print-to-pdf=*) printf %%PDF > "${word#*=}";; esac; done'
    browser(tmp_path, script, monkeypatch)
    assert pdf.print_pdf(page, page.with_suffix(".pdf"))
    assert page.with_suffix(".pdf").read_text(encoding="utf-8") == "%PDF"


def test_the_browser_has_no_network_access(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser(tmp_path, f'echo "$@" > {tmp_path}/said; exit 1', monkeypatch)
    pdf.print_pdf(page, page.with_suffix(".pdf"))
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in (tmp_path / "said").read_text(encoding="utf-8")


@pytest.mark.parametrize(("user", "confined"), [(0, False), (1000, True), (1000, False)])
def test_the_browser_has_its_own_sandbox_where_it_can(
    user: int, confined: bool, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(pdf, "_is_confined", lambda: confined)
    assert ("--no-sandbox" in pdf._options(page.parent)) == (user == 0 or confined)


def test_nothing_is_compiled(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser(tmp_path, f'echo "$@" > {tmp_path}/said; exit 1', monkeypatch)
    pdf.print_pdf(page, page.with_suffix(".pdf"))
    assert "--js-flags=--jitless" in (tmp_path / "said").read_text(encoding="utf-8")


def test_a_process_that_may_make_namespaces_is_not_confined() -> None:
    code = "from pipelines.report.pdf import _is_confined; print(_is_confined())"
    for before, confined in ((), False), (("setpriv", "--no-new-privs"), False):
        done = subprocess.run(
            [*before, sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == str(confined)
