"""Give new installations a parsed dbt project: parsing it anew would be half of what a small one costs.

The cache is pytest's, by the digest of the definitions. Tests of a first start as users know it do not use it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from pipelines.file_lock import hold
from pipelines.permissions import private_files
from pipelines.settings import Settings
from pipelines.transform.build_state import definitions_hash
from pipelines.transform.dbt_runner import parsed

_CACHE = Path(__file__).parents[1] / ".pytest_cache" / "parsed-projects"


def give_parsed_project(settings: Settings) -> None:
    """Copy the parsed project into an installation; parse it there where nobody has yet."""
    _CACHE.mkdir(parents=True, exist_ok=True)
    cached = _CACHE / definitions_hash()
    with hold(_CACHE / "lock"), private_files():
        if cached.exists():
            shutil.copytree(cached, settings.dbt_target, dirs_exist_ok=True)
            return
        parsed(settings)
        aside = _CACHE / "new"
        shutil.rmtree(aside, ignore_errors=True)
        shutil.copytree(settings.dbt_target, aside)
        for outdated in _CACHE.iterdir():
            if outdated.is_dir() and outdated != aside:
                shutil.rmtree(outdated)
        aside.rename(cached)
