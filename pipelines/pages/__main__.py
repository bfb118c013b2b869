"""Serve the pages of the installation that the environment names, on the loopback interface only."""

from __future__ import annotations

import uvicorn

from pipelines.pages.app import pages
from pipelines.permissions import no_core_dumps
from pipelines.settings import HOST, Settings


def main() -> None:
    """Serve until stopped. There is no request log; queries are logged by `run_query.log_query`."""
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
