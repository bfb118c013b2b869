"""Serve the pages of the installation that the environment names: `python -m pipelines.pages FOLDER SOCKET [PROXY]`.

FOLDER is the folder of this start, SOCKET the number of an open socket on this machine, PROXY that of the reverse
proxy.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipelines.pages.app import pages
from pipelines.pages.doors import doors
from pipelines.pages.listener import serve
from pipelines.pages.server_folder import ServerFolder
from pipelines.pages.tried_file import forget_tried
from pipelines.permissions import no_core_dumps
from pipelines.settings import Settings


def main(folder: str, *descriptors: str) -> None:
    """Serve until stopped; queries are logged by `run_query.log_query`."""
    no_core_dumps()
    settings, opened = Settings.from_environment(), doors(ServerFolder(Path(folder)).login, descriptors)
    forget_tried(settings)
    serve({descriptor: pages(settings, door) for descriptor, door in opened.items()})


if __name__ == "__main__":
    main(*sys.argv[1:])
