"""When Dagster calls an asset stale: the pipeline looks at the inbox and publishes every night."""

from __future__ import annotations

from datetime import timedelta

import dagster as dg

# Whether partners have sent what is due is another question: see delivery_checks.
NIGHTLY = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=50), warn_window=timedelta(hours=26))
