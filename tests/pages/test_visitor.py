"""Who asks for a page, and what that person may."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context

import pytest

from pipelines.pages.visitor import Visitor, may, operator, visitor, welcome
from schemas.roles import Role


def in_a_request(asked: Callable[..., object], *words: str, let_in: Visitor | None = None) -> object:
    def request() -> object:
        if let_in:
            welcome(let_in)
        return asked(*words)

    return copy_context().run(request)


def test_without_a_request_it_is_the_operator_on_this_machine() -> None:
    assert in_a_request(visitor) == operator()
    assert (operator().role, operator().local) == (Role.OPERATOR, True)


def test_a_request_is_of_whoever_was_let_in_and_of_no_later_one() -> None:
    anna = Visitor("anna", Role.READER)
    assert in_a_request(visitor, let_in=anna) == anna
    assert in_a_request(visitor) == operator()


@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_it_and_those_before_it_may(role: Role) -> None:
    who = Visitor("anna", role)
    allowed = [least for least in Role if in_a_request(may, least.name.lower(), let_in=who)]
    assert allowed == [least for least in Role if least <= role]


def test_a_role_that_does_not_exist_is_a_mistake_of_the_template() -> None:
    with pytest.raises(KeyError):
        may("reder")
