"""Fixtures: the pages of an installation with a publication, and an HTTP client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pages.published_demo import Visitor, published, served


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with served(published(tmp_path_factory.mktemp("installation"))) as port:
        yield port


@pytest.fixture
def visitor(port: int) -> Visitor:
    return Visitor(port)
