"""Which door each socket of a server has: trust follows from the socket, never from what a request says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.pages.login import Login
from pipelines.pages.proxy_identity import ProxyIdentity
from pipelines.pages.request_guard import Door
from schemas.roles import roles


def doors(login: Login, descriptors: Sequence[str]) -> Mapping[int, Door]:
    """Return the door of each open socket, by its number: the first is this machine's, a second one the proxy's.

    Raises ConfigurationInvalid where `roles.yml` has a mistake.
    """
    local, *proxy = map(int, descriptors)
    return {local: login, **{descriptor: ProxyIdentity(roles()) for descriptor in proxy}}
