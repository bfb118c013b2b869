"""The way from a file in the inbox to a number the secretariat can query.

Every clock that people see is Danish, whatever the machine's own zone: a list of today's is not from tomorrow.
"""

import os
import time
from pathlib import Path

# The rule itself stands for its name on a machine without time zone files.
_ZONE, _RULE = "Europe/Copenhagen", "CET-1CEST,M3.5.0,M10.5.0/3"
os.environ["TZ"] = _ZONE if Path("/usr/share/zoneinfo", _ZONE).exists() else _RULE
time.tzset()

# NumPy's linear algebra starts a thread for each core, which then waits busily for some hundredths of a second. The
# matrices here are small.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Pydantic looks through every installed package for plugins; none is used.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
