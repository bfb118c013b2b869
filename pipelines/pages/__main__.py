"""Serve the pages of the installation that the environment names: `python -m pipelines.pages FOLDER SOCKET`.

FOLDER is the folder of this start, SOCKET the number of an open socket.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipelines.pages.app import pages
from pipelines.pages.listener import serve
from pipelines.pages.server_folder import ServerFolder
from pipelines.permissions import no_core_dumps
from pipelines.settings import Settings


def main(folder: str, descriptor: str) -> None:
    """Serve until stopped; queries are logged by `run_query.log_query`."""
    no_core_dumps()
    serve(pages(Settings.from_environment(), ServerFolder(Path(folder)).login), int(descriptor))


if __name__ == "__main__":
    main(*sys.argv[1:])
