"""nginx of Debian's package with the file that is delivered, on a free port of 127.0.0.1, for a test."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from pipelines.settings import PROJECT_ROOT
from tests.end_to_end.serving import free_port

PAGES, DAGSTER = "medvind.example", "dagster.medvind.example"
PASSWORD = "proxy-password"
_CONF = PROJECT_ROOT / "deploy" / "nginx" / "medvind.conf"
_ROOT = """daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1; {user}
events {{}}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/medvind.conf;
}}
"""


@contextmanager
def started_nginx(folder: Path, users: list[str]) -> Iterator[int]:
    """Start nginx for the sockets in a folder; yield its port for TLS. Everybody of `users` has the password.

    Skips the test on a machine without nginx; never where CI is set.
    """
    if shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") is None and not os.environ.get("CI"):
        pytest.skip("nginx is not installed; on Debian `make servers` installs it")
    port, plain = free_port(), free_port()
    _write(folder, port, plain, users)
    command = [
        "/usr/sbin/nginx",
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
        "-e",
        f"{folder}/error.log",
    ]
    with subprocess.Popen(command) as process:
        while not (folder / "nginx.pid").exists():
            assert process.poll() is None, (folder / "error.log").read_text("utf-8")
            time.sleep(0.05)
        try:
            yield port
        finally:
            process.terminate()
            process.wait()


def _write(folder: Path, port: int, plain: int, users: list[str]) -> None:
    """Write the delivered file with other places, and a certificate and passwords made now."""
    changed = _CONF.read_text("utf-8")
    for before, after in {
        "/run/medvind/": f"{folder}/",
        "/etc/medvind/tls/": f"{folder}/",
        "/etc/nginx/medvind.htpasswd": f"{folder}/htpasswd",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "listen 80;": f"listen 127.0.0.1:{plain};",
    }.items():
        assert before in changed
        changed = changed.replace(before, after)
    (folder / "medvind.conf").write_text(changed, "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_ROOT.format(folder=folder, user=user), "utf-8")
    hashed = subprocess.check_output(["openssl", "passwd", "-apr1", PASSWORD], text=True).strip()
    (folder / "htpasswd").write_text("".join(f"{one}:{hashed}\n" for one in users), "utf-8")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={PAGES}",
         "-addext", f"subjectAltName=DNS:{PAGES},DNS:{DAGSTER}", "-keyout", f"{folder}/privkey.pem",
         "-out", f"{folder}/fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip


@dataclass
class Remote:
    """A person on another machine: requests over TLS with a password, and the last answer."""

    folder: Path
    port: int
    user: str = ""
    host: str = PAGES
    status: int = 0

    @property
    def login(self) -> dict[str, str]:
        """The header of the login; empty without a name."""
        secret = b64encode(f"{self.user}:{PASSWORD}".encode()).decode()
        return {"Authorization": f"Basic {secret}"} if self.user else {}

    @property
    def trust(self) -> ssl.SSLContext:
        """Trust in the proxy's certificate alone."""
        return ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))

    @property
    def origin(self) -> str:
        return f"https://{self.host}:{self.port}"

    def get(self, path: str, method: str = "GET", body: str | bytes | None = None, **headers: str) -> str:
        """Request a page under the proxy's name."""
        connection = _Named(self.host, self.port, context=self.trust, timeout=600)
        shown = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, self.login | shown)
        answer = connection.getresponse()
        self.status, self.headers, found = answer.status, dict(answer.headers), answer.read()
        connection.close()
        return found.decode("utf-8", "replace")

    def send(self, path: str, **fields: str) -> str:
        """Submit a form as the pages do."""
        return self.get(path, "POST", urlencode(fields), Origin=self.origin)


class _Named(HTTPSConnection):
    """A connection to 127.0.0.1 that is named otherwise, as if the name led there."""

    def connect(self) -> None:
        name, self.host = self.host, "127.0.0.1"
        super(HTTPSConnection, self).connect()
        self.host = name
        self.sock = self._context.wrap_socket(self.sock, server_hostname=name)
