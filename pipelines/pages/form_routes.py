"""Handlers of the forms: answers on refused files, and what becomes of held ones."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipelines.intake.decision.release import NotHeld
from pipelines.intake.identity.key_files import KeysMissing
from pipelines.intake.learned.answers import NoAnswer
from pipelines.intake.learned.waiting_file import waiting_drops
from pipelines.pages.answer_form import answered, asked, given_answers, taken_back
from pipelines.pages.form_fields import fields
from pipelines.pages.held_form import held_drop, settle
from pipelines.pages.page_view import View


async def answers(view: View, request: Request) -> Response:
    """The answers that were given, and a form to take one back."""
    form = await fields(request) if request.method == "POST" else {}
    return await run_in_threadpool(_answers_page, view, form)


def _answers_page(view: View, form: Mapping[str, str]) -> Response:
    """The answers that were given, and the files that wait. Raises HTTPException where one cannot be taken back."""
    try:
        gone = taken_back(view.settings, form) if form else None
    except (NoAnswer, KeysMissing) as problem:
        raise HTTPException(400, str(problem)) from None
    given, waiting = given_answers(view.settings), waiting_drops(view.settings)
    return view.page("answers.html.j2", given=given, waiting=waiting, gone=gone)


async def answer(view: View, request: Request) -> Response:
    """What a refused file asks, and a form to answer it."""
    receipt = request.path_params["receipt"]
    form = await fields(request) if request.method == "POST" else {}
    return await run_in_threadpool(_answer_page, view, receipt, form)


def _answer_page(view: View, receipt: str, form: Mapping[str, str]) -> Response:
    """The form, or what came of it. Raises HTTPException where no file waits, and where an answer says nothing."""
    question = asked(view.settings, receipt)
    if question is None:
        raise HTTPException(404, "Der venter ingen fil på svar med den kvittering.")
    try:
        count = answered(view.settings, receipt, form)
    except NoAnswer as problem:
        raise HTTPException(400, str(problem)) from None
    return view.page("answer.html.j2", receipt=receipt, asked=question, count=count)


async def held(view: View, request: Request) -> Response:
    """A held file, and a form to let it count or refuse it."""
    receipt = request.path_params["receipt"]
    form = await fields(request) if request.method == "POST" else None
    return await run_in_threadpool(_held_page, view, receipt, form)


def _held_page(view: View, receipt: str, form: Mapping[str, str] | None) -> Response:
    """The form, or what came of it. Raises HTTPException where no file is held, and where it is not said how or why."""
    drop = held_drop(view.settings, receipt)
    if drop is None:
        raise HTTPException(404, "Der er ingen tilbageholdt fil med den kvittering.")
    try:
        counts = None if form is None else settle(view.settings, receipt, form)
    except NotHeld as problem:
        raise HTTPException(400, str(problem)) from None
    return view.page("held.html.j2", receipt=receipt, drop=drop, counts=counts)
