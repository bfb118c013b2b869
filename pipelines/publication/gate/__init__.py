"""The gate: attacks what is about to be published, and lets it through when nothing hidden can be worked out.

It shares no code with what decides which cells to hide: a mistake there is to be seen here.
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
