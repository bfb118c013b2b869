"""Who asks for the page that is being made."""

from __future__ import annotations

import getpass
from contextvars import ContextVar
from dataclasses import dataclass

from schemas.roles import Role


@dataclass(frozen=True)
class Visitor:
    """A person who was let in: name and role. `local`: by the link of `medvind serve`, on this machine."""

    name: str
    role: Role
    local: bool = False


def operator() -> Visitor:
    """Return the account that runs the server: whoever has its link has its rights."""
    return Visitor(getpass.getuser(), Role.OPERATOR, local=True)


# Set by the guard for each request; threads that work for a request have a copy. A command has no request.
_NOW: ContextVar[Visitor | None] = ContextVar("visitor", default=None)


def visitor() -> Visitor:
    """Return who asks."""
    return _NOW.get() or operator()


def welcome(one: Visitor) -> None:
    """Say for the rest of this request who asks."""
    _NOW.set(one)


def may(least: str) -> bool:
    """Whether who asks has a role, named as in `roles.yml`, or a higher one. For templates."""
    return visitor().role >= Role[least.upper()]
