"""Where Spark runs and keeps its tables, when it is the engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Cluster:
    """Where Spark runs, and what its workers see. The defaults are this machine alone."""

    master: str = "local[*]"
    # Where the workers read what lies in `data/`, and where they keep the tables: a path or an address (s3a://...).
    # Empty: in the data folder.
    archive: str = ""
    store: str = ""
    memory: str = "3g"

    @property
    def is_server(self) -> bool:
        """Whether Spark is a server that somebody else runs (Spark Connect), and not a Java of ours."""
        return self.master.startswith("sc://")

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of that server."""
        named = urlsplit(self.master)
        return named.hostname or "localhost", named.port or 15002

    @property
    def elsewhere(self) -> str:
        """Where tables lie, if not in the data folder; without what lets one in."""
        server = [":".join(map(str, self.address))] if self.is_server else []
        return " ".join([*server, *filter(None, [self.store])])

    def here(self) -> Cluster:
        """The same for a house of the past: its drops and tables lie in its own folder."""
        return replace(self, archive="", store="", master=Cluster.master if self.is_server else self.master)
