"""Skip steps of a publication that have tests of their own."""

from __future__ import annotations

import pytest

from pipelines.publication import publish as publish_module
from pipelines.publication.expectations.audit import Audit
from pipelines.publication.gate import Proof


def skip_gate(patch: pytest.MonkeyPatch) -> None:
    """Let the gate find nothing."""
    patch.setattr(publish_module.gate, "attack", lambda *_: Proof(()))


def skip_audit(patch: pytest.MonkeyPatch) -> None:
    """Replace the audit, whose library alone takes seconds to import, by one that succeeds."""
    entry = {"table": "indicators", "suite": "indicators: alt", "promise": "Alt er godt.", "success": True}
    results = {"success": True, "promises": [entry | {"rows": 1, "unexpected_count": 0}]}
    patch.setattr(publish_module, "audit", lambda tables, previous: Audit(True, (), results))
