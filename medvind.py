"""The one import name of MedVind, and the entry point of its command.

In the repository this file stands beside `pipelines/`, `schemas/` and `dbt_project/`. In an installed wheel it is the
package `medvind`, and they lie inside it: their names are too common for everybody's site-packages. Importing this
module makes them importable, here and in the processes that are started from here.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parent)

if sys.path[:1] != [_ROOT]:
    sys.path.insert(0, _ROOT)
_inherited = os.environ.get("PYTHONPATH", "")
if _ROOT not in _inherited.split(os.pathsep):
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [_ROOT, _inherited]))


def main() -> None:
    """Run the command `medvind` and end the process."""
    from pipelines.cli import entry

    entry()
