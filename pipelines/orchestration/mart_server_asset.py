"""Asset of the copy of the publication on a PostgreSQL server, for installations that have one."""

from __future__ import annotations

import dagster as dg

from pipelines.errors import explained_errors
from pipelines.orchestration.asset_keys import MART_SERVER, PUBLICATION, RELEASES
from pipelines.orchestration.publication_assets import GROUP
from pipelines.publication.mart_server import send_if_new
from pipelines.settings import Settings


@dg.asset(key=MART_SERVER, deps=[PUBLICATION, RELEASES], group_name=GROUP, kinds={"postgres"})
def mart_server(settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
    """The published tables on the server of MEDVIND_PUBLISH_TO, made from the published file.

    Where it fails, the publication stays as it is, and the next run or `medvind publish` sends it.
    """
    with explained_errors(settings, "send"):
        sent = send_if_new(settings)
    metadata = {"rows": sum(sent.rows.values())} if sent else {"unchanged": True}
    return dg.MaterializeResult(metadata=metadata)
