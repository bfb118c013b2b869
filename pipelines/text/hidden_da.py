"""What is said of every hidden figure, in Danish.

Whether a figure is hidden for its own sake or for another's is never said, for either would narrow it.
"""

from __future__ import annotations

HIDDEN = "skjult"
WHY_HIDDEN = "det ellers kunne sige noget om enkelte personer, alene eller sammen med andre tal"
HIDDEN_MEANS = f"Tallet er regnet ud, men vises ikke, fordi {WHY_HIDDEN}. Det er ikke 0."
# For the guides that each hidden figure refers to.
HIDDEN_GUIDE = (
    "Der kan være tre grunde: Få personer er med i tallet, eller få er ikke med. Tallet kunne bruges til at regne et "
    "andet tal ud, som skal skjules. Eller det har været skjult før, og det nye kunne røbe det gamle. Hvilken grund "
    "det er, siger vi ikke, for også det kunne røbe noget. Det gælder derfor ikke nødvendigvis en lille gruppe."
)
