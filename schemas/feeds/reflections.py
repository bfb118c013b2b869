"""reflections: what a meeting asked, explained, decided and agreed, and what became of it."""

import pandera.polars as pa
import polars as pl

from schemas.contract import Feed
from schemas.contract_column import column
from schemas.kinds import Kind


class Reflections(pa.DataFrameModel):
    """One row: one question, explanation, decision or agreement of one meeting.

    `indicator_id` is empty for what is about all of them; `about` names an area or a group in words.
    """

    meeting: str = column("Møde", kind=Kind.PERIOD, required=True)
    indicator_id: str = column("Indikator")
    about: str = column("Område eller gruppe")
    kind: str = column("Art", kind=Kind.CODE, required=True, code_list="reflection_kinds")
    text: str = column("Tekst", kind=Kind.NOTE, required=True)
    owner: str = column("Hvem", kind=Kind.NOTE)
    due: pl.Date = column("Frist", kind=Kind.DATE)
    status: str = column("Status", kind=Kind.CODE, code_list="reflection_statuses")
    outcome: str = column("Hvad blev det til", kind=Kind.NOTE)


FEED = Feed(
    name="reflections",
    title="Undren og aftaler",
    description="Hvad et møde spurgte om, forklarede, besluttede og aftalte, og hvad det blev til.",
    rows=Reflections,
    scope=("meeting",),
    key=("meeting", "indicator_id", "about", "kind", "text"),
    period="meeting",
    example={
        "meeting": "2026K4",
        "indicator_id": "Elevfravær",
        "about": "drenge i 8. klasse",
        "kind": "aftale om prøvehandling",
        "text": "Vi ringer hjem efter tre dages fravær.",
        "owner": "Skolelederne",
        "due": "01-02-2027",
        "status": "aftalt",
        "outcome": "Prøves af på to skoler fra februar.",
    },
)
