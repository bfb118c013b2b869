"""Settings of one installation: paths, limits, environment variables."""

from pipelines.settings.installation import ENGINES, HOST, INDICATOR_SEED, PROJECT_ROOT, Settings
from pipelines.settings.limits import Limits
from pipelines.settings.quiet import QUIET

__all__ = ["ENGINES", "HOST", "INDICATOR_SEED", "PROJECT_ROOT", "QUIET", "Limits", "Settings"]
