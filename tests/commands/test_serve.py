"""`medvind serve`: what it opens, for whom, and what it says."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click import ClickException

from pipelines.commands import serve
from pipelines.pages.listener import listen
from pipelines.pages.login import Login
from pipelines.pages.server_folder import server_folder

NOBODY = 65534


def test_a_port_in_use_is_said_before_anything_starts() -> None:
    with listen(0) as taken, pytest.raises(ClickException, match="er i brug"):
        serve._listen(taken.getsockname()[1])


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_what_the_processes_share_is_closed_whatever_the_umask(umask: int) -> None:
    before = os.umask(umask)
    try:
        with server_folder() as folder:
            folder.write(Login.new(1), "http://127.0.0.1:1", "definitions")
            assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
            assert {stat.S_IMODE(path.stat().st_mode) for path in folder.path.iterdir()} == {0o600}
            assert len(os.fsencode(folder.code_socket)) < 108
    finally:
        os.umask(before)
    assert not folder.path.exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another account")
def test_another_account_gets_neither_the_secret_nor_the_loaded_definitions() -> None:
    with server_folder() as folder, socket.socket(socket.AF_UNIX) as code:
        folder.write(Login.new(1), "http://127.0.0.1:1", "definitions")
        code.bind(str(folder.code_socket))
        code.listen()
        for attack in (
            f"open({str(folder.path / 'login.yaml')!r})",
            f"open({str(folder.link)!r})",
            f"socket.socket(socket.AF_UNIX).connect({str(folder.code_socket)!r})",
        ):
            assert "PermissionError" in as_another_account(attack)


def as_another_account(code: str) -> str:
    # The interpreter may lie where only root can read, so the account is changed after its start.
    become = f"import os, socket; os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY}); {code}"
    command = [sys.executable, "-c", become]
    return subprocess.run(command, capture_output=True, text=True, cwd="/", check=False).stderr


def test_the_browser_is_started_with_a_path_and_not_with_the_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(serve.webbrowser, "open", opened.append)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    login = Login.new(1)
    with server_folder() as folder:
        folder.write(login, "http://127.0.0.1:1", "definitions")
        monkeypatch.setenv("DISPLAY", ":0")
        serve._open_browser(folder)
        assert login.secret in Path(folder.link).read_text("utf-8")
    assert len(opened) == 1 and login.secret not in opened[0]
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    serve._open_browser(folder)
    assert len(opened) == 1


def test_a_proxys_socket_replaces_that_of_a_dead_server_and_not_that_of_a_living_one(tmp_path: Path) -> None:
    path = tmp_path / "pages.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    with serve._listen_to_proxy(path) as living:
        assert stat.S_IMODE(path.stat().st_mode) == 0o660 and living.getsockname() == str(path)
        with pytest.raises(ClickException, match="kan ikke åbnes"), serve._listen_to_proxy(path):
            pass
        assert path.exists()
    assert not path.exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another account")
def test_an_account_outside_the_group_cannot_open_the_proxys_socket() -> None:
    with TemporaryDirectory() as place:
        path = Path(place, "pages.sock")
        path.parent.chmod(0o755)
        with serve._listen_to_proxy(path):
            attack = f"socket.socket(socket.AF_UNIX).connect({str(path)!r})"
            assert "PermissionError" in as_another_account(attack)
            path.chmod(0o666)
            assert "PermissionError" not in as_another_account(attack)
