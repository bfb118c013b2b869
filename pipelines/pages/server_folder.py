"""The folder of one start of `medvind serve`: what its processes share, closed to every other account."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

import yaml

from pipelines.pages.login import Login
from pipelines.permissions import private_files

_LINK = (
    '<meta charset="utf-8"><meta http-equiv="refresh" content="0; url={url}"><a href="{url}">Åbn siden</a>'
)


@dataclass(frozen=True)
class ServerFolder:
    """Its files have mode 0600 in a folder of mode 0700. Its path is short: a Unix socket's may have 107 bytes."""

    path: Path

    @property
    def code_socket(self) -> Path:
        """Unix socket of the process that has loaded the definitions. Whoever can open it can run code."""
        return self.path / "code.sock"

    @property
    def worker_ready(self) -> Path:
        """File that is made when the inbox worker begins to look."""
        return self.path / "worker-ready"

    @property
    def workspace(self) -> Path:
        """Dagster's workspace file, which names the socket."""
        return self.path / "workspace.yaml"

    @property
    def link(self) -> Path:
        """A page that leads to the login page. A browser is started with its path, for all accounts see arguments."""
        return self.path / "start.html"

    @property
    def login(self) -> Login:
        """The login of this start."""
        return Login(**yaml.safe_load(self._login.read_text("utf-8")))

    @property
    def _login(self) -> Path:
        return self.path / "login.yaml"

    def write(self, login: Login, address: str, definitions: str) -> None:
        """Write the login, the link to the pages at `address`, and the workspace of a module of definitions."""
        server = {"socket": str(self.code_socket), "location_name": definitions}
        with private_files():
            self._login.write_text(yaml.safe_dump(asdict(login)), "utf-8")
            self.link.write_text(_LINK.format(url=escape(f"{address}{login.path}")), "utf-8")
            self.workspace.write_text(yaml.safe_dump({"load_from": [{"grpc_server": server}]}), "utf-8")


@contextmanager
def server_folder() -> Iterator[ServerFolder]:
    """Make the folder, of mode 0700 whatever the umask, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="medvind-", ignore_cleanup_errors=True) as path:
        yield ServerFolder(Path(path))
