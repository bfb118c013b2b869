"""Fixtures: the pages of an installation with a publication, and an HTTP client."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest

from pipelines.pages import query_worker
from pipelines.pages import run_query as run_query_module
from tests.pages.published_demo import Visitor, published, served


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with served(published(tmp_path_factory.mktemp("installation"))) as port:
        yield port


@pytest.fixture
def visitor(port: int) -> Visitor:
    return Visitor(port)


@pytest.fixture
def queries_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each query as its subprocess does, but here and without limits: starting that is most of a query's work, and
    has tests of its own."""

    def respond(request: dict[str, object]) -> tuple[int, bytes]:
        out = BytesIO()
        query_worker.respond(request, out)
        return 0, out.getvalue()

    monkeypatch.setattr(run_query_module, "_child", respond)
