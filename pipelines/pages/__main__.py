"""Serve the pages of the house that the environment names, on this machine alone."""

from __future__ import annotations

import uvicorn

from pipelines.pages.app import pages
from pipelines.permissions import no_core_dumps
from pipelines.settings import HOST, Settings


def main() -> None:
    """Answer until told to stop. Nothing of what is asked is written down here: see asking.remember."""
    no_core_dumps()
    settings = Settings.from_environment()
    uvicorn.run(
        pages(settings),
        host=HOST,
        port=settings.pages_port,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=2,
    )


if __name__ == "__main__":
    main()
