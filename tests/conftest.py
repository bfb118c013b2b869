"""Fixtures for every test: no test uses the data folder or keys of the user who runs it."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pipelines.intake.identity.key_files import load_keys, make_keys
from pipelines.intake.identity.keyring import Keys
from pipelines.process_runtime import collect_now, collect_seldom
from pipelines.settings import Limits, Settings

# No test may depend on the machine's load: no example has a deadline, and slow generation is no failure. A fixture
# shared by the examples of a test is intended.
settings.register_profile(
    "medvind",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("medvind")

# The files and folders whose tests take longest, longest first. Each test worker is given a file at a time: with a long
# one at the end the other workers would wait for it.
LONGEST = (
    "deploy/test_machine.py",
    "end_to_end/test_life.py",
    "end_to_end/test_fresh_clone.py",
    "docs/test_sql_guide.py",
    "end_to_end/test_command.py",
    "faults",
    "end_to_end",
    "browser/test_dagster.py",
    "spark",
    "test_wheel.py",
    "transform",
    "docs",
    "orchestration",
    "browser",
    "publication/test_swap_for_readers.py",
    "test_benchmarks.py",
    "canaries",
    "publication",
    "pages",
    "privacy",
    "judgement",
)


# A Java process of a test ends before its code is worth optimising: doing so is half of what Spark takes here.
os.environ.setdefault("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

# As the command does: the libraries and the tests are about a million objects, which would be looked through again and
# again.
collect_seldom()


def pytest_collection_finish() -> None:
    """Exclude what was imported from later garbage collections."""
    collect_now()


def pytest_unconfigure() -> None:
    """Include it again: libraries complain of what is left when Python ends."""
    gc.unfreeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests by file, the longest first; within a file the order stays."""
    items.sort(key=lambda item: _place(item.path.relative_to(Path(__file__).parent)))


def _place(file: Path) -> int:
    ahead = (place for place, name in enumerate(LONGEST) if file.is_relative_to(name))
    return next(ahead, len(LONGEST))


@pytest.fixture(autouse=True)
def isolated_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point the environment at an empty installation, and restore the environment after each test."""
    before = dict(os.environ)
    nowhere: Path = tmp_path_factory.getbasetemp() / "nobody"
    os.environ |= {"MEDVIND_DATA": str(nowhere / "data"), "MEDVIND_KEYS": str(nowhere / "keys")}
    yield
    os.environ.clear()
    os.environ |= before


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    """A data folder without anything in it, and a folder for keys."""
    return Settings(tmp_path / "data", tmp_path / "keys", Limits(settle_seconds=0.0))


@pytest.fixture
def keys(installation: Settings) -> Keys:
    """The keys of the installation, made now."""
    make_keys(installation.keys)
    return load_keys(installation.keys)
