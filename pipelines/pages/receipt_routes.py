"""Handlers of the published receipts."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipelines.pages.answer_form import asked
from pipelines.pages.held_form import held_drop
from pipelines.pages.page_view import View
from pipelines.pages.receipt_list import NARROWED, find, list_receipts, narrowing, resting

# The most receipts on one page.
MOST_RECEIPTS = 200


def receipts(view: View, request: Request) -> Response:
    """The receipts, narrowed as was asked."""
    tables = view.publication.tables
    wanted = {column: request.query_params.get(name, "") for column, name in NARROWED.items()}
    found = list_receipts(tables, {column: value for column, value in wanted.items() if value})
    chosen = {NARROWED[column]: value for column, value in wanted.items()}
    context = {"receipts": found, "narrowing": narrowing(tables), "chosen": chosen}
    return view.page("receipts.html.j2", most=MOST_RECEIPTS, **context)


def receipt(view: View, request: Request) -> Response:
    """One receipt, and the figures that rest on its drop. Raises HTTPException where it is not published."""
    tables, number = view.publication.tables, request.path_params["receipt"]
    found = find(tables, number)
    if found is None:
        raise HTTPException(
            404, "Den kvittering er ikke udgivet. En ny kvittering kommer med næste udgivelse."
        )
    waits = asked(view.settings, number) is not None
    held = held_drop(view.settings, number) is not None
    return view.page("receipt.html.j2", one=found, resting=resting(tables, number), waits=waits, held=held)
