"""Who may do what on the pages behind a reverse proxy. Read from `roles.yml`."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum
from functools import cache, partial
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from schemas.configuration import configuration_file
from schemas.strict_yaml import STRICT, read_strictly

_Name = Annotated[str, Field(pattern=r"^\S(.*\S)?$", max_length=200)]
_Header = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]*$")]


class Role(IntEnum):
    """What a visitor may do; each role may also do what those before it may."""

    READER = 1
    SECRETARIAT = 2
    ANALYST = 3
    OPERATOR = 4

    @property
    def word_da(self) -> str:
        """The role's Danish name."""
        return {1: "læser", 2: "sekretariat", 3: "analytiker", 4: "drift"}[self]


@dataclass(frozen=True, config=STRICT)
class Members:
    """The persons and the groups that have a role, as the proxy names them."""

    users: tuple[_Name, ...] = ()
    groups: tuple[_Name, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Roles:
    """The headers that the proxy sets, and who has each role; the fields are the keys of `roles.yml`."""

    user_header: _Header = "X-Forwarded-User"
    groups_header: _Header = "X-Forwarded-Groups"
    reader: Members = Members()
    secretariat: Members = Members()
    analyst: Members = Members()
    operator: Members = Members()

    def role_of(self, user: str, groups: Collection[str]) -> Role | None:
        """Return the highest role of a person; None where neither the person nor a group has one."""
        members = {role: getattr(self, role.name.lower()) for role in Role}
        held = [role for role, who in members.items() if user in who.users or set(groups) & set(who.groups)]
        return max(held, default=None)


def roles() -> Roles:
    """Read `roles.yml`. Raises ConfigurationInvalid naming the line of a key that is unknown or invalid."""
    return _read(configuration_file("roles.yml"))


_read = cache(partial(read_strictly, kind=Roles))
