"""Handlers of the page on which the published tables are queried in SQL."""

from __future__ import annotations

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from pipelines.pages.form_fields import fields
from pipelines.pages.page_view import View
from pipelines.pages.query_result import FILES
from pipelines.pages.run_query import QueryFailed, run_query


async def sql(view: View, request: Request) -> Response:
    """The form, and the answer of the query that was typed."""
    if request.method != "POST":
        return await run_in_threadpool(
            view.page, "sql.html.j2", query="", answer=None, problem=None, bars=None
        )
    form = await fields(request)
    typed = partial(view.answer, "sql.html.j2", form.get("sql", ""), form.get("soejle"), typed=True)
    return await run_in_threadpool(typed)


async def download(view: View, request: Request) -> Response:
    """The answer of a query as a file."""
    form = await fields(request)
    kind, write = FILES.get(form.get("format", ""), FILES["csv"])
    name = "medvind.xlsx" if kind == FILES["xlsx"][0] else "medvind.csv"
    try:
        answer = await run_in_threadpool(run_query, view.settings, form.get("sql", ""))
    except QueryFailed as problem:
        return view.problem(400, str(problem))
    context = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write(answer), media_type=kind, headers=context)
