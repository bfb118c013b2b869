"""Where Spark runs and keeps its tables, when it is the engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Cluster:
    """Where Spark runs, and where its workers find archive and tables. By default on this machine."""

    master: str = "local[*]"
    # Where the workers read what lies in `data/`, and where they keep the tables: a path or an address (s3a://...).
    # Empty: in the data folder.
    archive: str = ""
    store: str = ""
    memory: str = "3g"

    @property
    def is_server(self) -> bool:
        """Say whether Spark is a running server (Spark Connect) rather than a local Java process."""
        return self.master.startswith("sc://")

    @property
    def address(self) -> tuple[str, int]:
        """Return the host and port of the server."""
        named = urlsplit(self.master)
        return named.hostname or "localhost", named.port or 15002

    @property
    def elsewhere(self) -> str:
        """Return the location of the tables where it is outside the data folder, without credentials."""
        server = [":".join(map(str, self.address))] if self.is_server else []
        return " ".join([*server, *filter(None, [self.store])])

    def here(self) -> Cluster:
        """Return the cluster for an as-of rebuild, whose drops and tables lie in its own folder."""
        return replace(self, archive="", store="", master=Cluster.master if self.is_server else self.master)
