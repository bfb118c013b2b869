"""A PostgreSQL server of Debian's packages, started for a test."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest

from pipelines.settings import HOST
from tests.end_to_end.serving import free_port

_PACKAGES = Path("/usr/lib/postgresql")
SUPERUSER = "medvind"


@dataclass(frozen=True)
class Postgres:
    """A running server: the folder of its Unix socket, and its port there and on 127.0.0.1."""

    folder: Path
    port: int

    def address(self, user: str = SUPERUSER, database: str = "postgres") -> str:
        """The address of a database over the Unix socket."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.folder), safe='')}&port={self.port}"

    def tcp(self, user: str = SUPERUSER, scheme: str = "postgresql") -> str:
        """The address over 127.0.0.1."""
        return f"{scheme}://{user}@{HOST}:{self.port}/postgres"


@contextmanager
def started_postgres(tcp_login: str = "scram-sha-256") -> Iterator[Postgres]:
    """Start a server, as the user `postgres` where the tests run as root, since it refuses root.

    `tcp_login`: how whoever comes over TCP is asked for a password; over the Unix socket nobody is.
    Skips the test on a machine without Debian's package; never where CI is set.
    """
    if not _PACKAGES.is_dir() and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not installed; on Debian `make servers` installs it")
    binaries = max(_PACKAGES.iterdir(), key=lambda path: int(path.name)) / "bin"
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with TemporaryDirectory() as place:
        if as_postgres:
            shutil.chown(place, "postgres")
        data, server = f"{place}/data", Postgres(Path(place), free_port())

        def call(*words: str) -> None:
            subprocess.run([*as_postgres, *words], check=True, cwd=place, stdout=subprocess.DEVNULL)

        access = ("--auth-local=trust", f"--auth-host={tcp_login}")
        call(f"{binaries}/initdb", "--no-sync", *access, "-U", SUPERUSER, "-D", data)
        options = (
            f"-p {server.port} -c listen_addresses={HOST} -c unix_socket_directories={place} -c fsync=off"
        )
        call(f"{binaries}/pg_ctl", "-D", data, "-w", "-l", f"{place}/log", "-o", options, "start")
        try:
            yield server
        finally:
            call(f"{binaries}/pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
