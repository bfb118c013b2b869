"""Which files a build depends on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from pipelines.settings import PROJECT_ROOT

LIST = "from pipelines.transform.build_state import definition_files; print(*definition_files(), sep='\\n')"


def test_definitions_are_seen_in_a_checkout_below_a_folder_named_target(tmp_path: Path) -> None:
    """dbt writes what it compiles to `target/`; a checkout may lie below a folder of that name itself."""
    checkout = tmp_path / "target" / "medvind"
    for name in ("pipelines", "schemas", "dbt_project"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT_ROOT / name, checkout / name, ignore=ignored)
    compiled = checkout / "dbt_project" / "target" / "compiled.sql"
    compiled.parent.mkdir(exist_ok=True)
    compiled.write_text("select 1")
    command = [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(checkout)!r}); {LIST}"]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    assert "dbt_project/models/cells/cells.sql" in found and "schemas/feeds/absence.py" in found
    assert not [name for name in found if "compiled" in name]
