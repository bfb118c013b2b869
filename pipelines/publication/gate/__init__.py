"""The gate: an independent attack on the tables about to be published, which must disclose no suppressed cell.

It shares no code with `pipelines.publication.disclosure`, so that a fault there is found here.
"""

from pipelines.publication.gate.attack import attack
from pipelines.publication.gate.disclosed_cells import Cell, DisclosedCell, DisclosureKind, GateFailed, Proof
from pipelines.publication.gate.earlier_publications import read_earlier
from pipelines.publication.gate.proof_cache import read_proofs, write_proofs

__all__ = [
    "Cell",
    "DisclosedCell",
    "DisclosureKind",
    "GateFailed",
    "Proof",
    "attack",
    "read_earlier",
    "read_proofs",
    "write_proofs",
]
