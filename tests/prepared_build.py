"""Give new installations a parsed dbt project, or also the empty tables: either is half of what a small build costs.

The cache is pytest's, by the digest of the definitions. Tests of a first start as users know it do not use it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipelines import pipeline
from pipelines.file_lock import hold
from pipelines.permissions import private_files
from pipelines.settings import Settings
from pipelines.transform.build_state import definitions_hash
from pipelines.transform.parsed_project import parsed
from pipelines.transform.project import copy_parsed

_CACHE = Path(__file__).parents[1] / ".pytest_cache"


def give_parsed_project(settings: Settings) -> None:
    """Copy the parsed project into an installation."""
    copy_parsed(_prepared("parsed-projects", parsed), settings)


def parse_project() -> None:
    """Have the parsed project in this process, for every installation."""
    parsed(_prepared("parsed-projects", parsed))


def give_empty_build(settings: Settings) -> None:
    """Copy what `medvind run` leaves in an installation before anything is delivered: the first drop then builds what
    it changes."""
    prepared = _prepared("empty-builds", pipeline.build)
    with private_files():
        shutil.copytree(prepared.dbt, settings.dbt, dirs_exist_ok=True)
        shutil.copyfile(prepared.warehouse, settings.warehouse)


def _prepared(kind: str, prepare: Callable[[Settings], object]) -> Settings:
    """Return an installation of the current definitions, which is prepared where nobody has yet."""
    cache = _CACHE / kind
    cache.mkdir(parents=True, exist_ok=True)
    cached = Settings(cache / definitions_hash(), cache / "keys")
    with hold(cache / "lock"), private_files():
        if not cached.data.exists():
            shutil.rmtree(cache / "new", ignore_errors=True)
            aside = replace(cached, data=cache / "new")
            prepare(aside)
            for outdated in cache.iterdir():
                if outdated.is_dir() and outdated != aside.data:
                    shutil.rmtree(outdated)
            aside.data.rename(cached.data)
    return cached
