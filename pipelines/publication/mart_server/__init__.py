"""A copy of the published tables on a PostgreSQL server, for programs that cannot open the published file.

It is made from the file that readers see, so that nothing is sent that the gate has not passed. The address may hold a
password, and no message here repeats it.
"""

from pipelines.publication.mart_server.connection import MartServerFailed
from pipelines.publication.mart_server.send import Sent, send, send_if_new
from pipelines.publication.mart_server.server_state import READERS, SCHEMA, ServerState, server_state

__all__ = [
    "READERS",
    "SCHEMA",
    "MartServerFailed",
    "Sent",
    "ServerState",
    "send",
    "send_if_new",
    "server_state",
]
