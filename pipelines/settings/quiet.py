"""Turn off the telemetry of dependencies, before they are imported."""

from __future__ import annotations

import warnings

QUIET = {
    "DO_NOT_TRACK": "1",
    "DAGSTER_DISABLE_TELEMETRY": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "GX_ANALYTICS_ENABLED": "false",
    "DISABLE_PANDERA_IMPORT_WARNING": "true",
}
# Spark warns every user of a part of it that is not used here.
warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
