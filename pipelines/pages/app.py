"""The web application: routes and their handlers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.intake.decision.release import NotHeld
from pipelines.intake.identity.key_files import KeysMissing
from pipelines.intake.learned.answers import NoAnswer
from pipelines.intake.learned.waiting_file import waiting_drops
from pipelines.pages import figure_routes, trying
from pipelines.pages.answer_form import answered, asked, given_answers, taken_back
from pipelines.pages.downloads import HELD_BACK, file
from pipelines.pages.front_overview import overview, waiting
from pipelines.pages.held_form import held_drop, settle
from pipelines.pages.metrics import MEDIA_TYPE, PATH, metrics
from pipelines.pages.missing_page import letters
from pipelines.pages.page_roles import PAGES, WITHOUT_LOGIN, LeastRole
from pipelines.pages.page_view import View
from pipelines.pages.posters import posters
from pipelines.pages.query_result import FILES
from pipelines.pages.receipt_list import NARROWED, find, list_receipts, narrowing, resting
from pipelines.pages.request_guard import Door, Guard
from pipelines.pages.run_query import LONGEST, QueryFailed, run_query
from pipelines.pages.search import LONGEST_SEARCH, search
from pipelines.pages.slide import slide
from pipelines.pages.steering_page import steering
from pipelines.publication.release.freeze import NotFrozen
from pipelines.settings import Settings

# URL encoding may take nine bytes a character: three of UTF-8, each written as %XX.
_LONGEST_FORM = 9 * LONGEST + 1000
# The most receipts on one page.
MOST_RECEIPTS = 200


def pages(settings: Settings, door: Door) -> Starlette:
    """Return the application for one installation, for those whom the door lets in, each with the pages of a role."""
    view = View(settings)

    def page(path: str, show: Callable[[View, Request], Any], *methods: str) -> Route:
        least = Middleware(LeastRole, PAGES[path])
        return Route(path, partial(show, view), methods=methods or ("GET",), middleware=[least])

    routes = [
        page("/", _front),
        page("/soeg", _search),
        page("/styregruppe", _steering),
        page("/tal", figure_routes.figure),
        page(
            "/mangler", lambda view, _: view.page("missing.html.j2", letters=letters(view.publication.tables))
        ),
        page("/plakater", _posters),
        page("/sammenlign", figure_routes.comparison),
        page("/graf.svg", figure_routes.picture),
        page("/graf.png", figure_routes.picture),
        page("/styregruppe.svg", _slide),
        page("/styregruppe.png", _slide),
        page("/spoergsmaal", lambda view, _: view.page("questions.html.j2")),
        page("/spoergsmaal/{number}", figure_routes.question),
        page("/kvitteringer", _receipts),
        page("/kvitteringer/{receipt}", _receipt),
        page("/svar", _answers, "GET", "POST"),
        page("/svar/{receipt}", _answer, "GET", "POST"),
        page("/tilbageholdt/{receipt}", _held, "GET", "POST"),
        page("/proev", trying.trial, "GET", "POST"),
        page("/skabeloner", trying.templates),
        page("/skabeloner/{partner}/{feed}", trying.template),
        page("/ord", lambda view, _: view.page("words.html.j2")),
        page("/stil.css", lambda view, _: view.style()),
        page(f"/filer/{HELD_BACK}/{{name:path}}", _file),
        page("/filer/{publication}/{name:path}", _file),
        page("/sql", _sql, "GET", "POST"),
        page("/hent", _download, "POST"),
        Route(PATH, lambda _: Response(metrics(settings), media_type=MEDIA_TYPE)),
    ]
    said = {
        HTTPException: lambda _, problem: view.problem(problem.status_code, problem.detail),
        NotFrozen: lambda _, problem: view.problem(404, str(problem)),
    }
    return Starlette(
        routes=routes, middleware=[Middleware(Guard, door, watched=WITHOUT_LOGIN)], exception_handlers=said
    )


def _front(view: View, _: Request) -> Response:
    publication = view.publication
    return view.page("front.html.j2", overview=overview(publication), waiting=waiting(publication.tables))


def _steering(view: View, _: Request) -> Response:
    return view.page("steering.html.j2", sheet=steering(view.settings, view.publication))


def _posters(view: View, request: Request) -> Response:
    young = request.query_params.get("ord") == "unge"
    return view.page("posters.html.j2", posters=posters(view.publication, young), young=young)


def _slide(view: View, request: Request) -> Response:
    svg = view.slide(slide(steering(view.settings, view.publication)))
    return figure_routes.drawing(svg, "styregruppe", request)


def _search(view: View, request: Request) -> Response:
    wanted = request.query_params.get("ord", "")[:LONGEST_SEARCH]
    return view.page("search.html.j2", wanted=wanted, found=search(view.publication.tables, wanted))


def _receipts(view: View, request: Request) -> Response:
    tables = view.publication.tables
    wanted = {column: request.query_params.get(name, "") for column, name in NARROWED.items()}
    found = list_receipts(tables, {column: value for column, value in wanted.items() if value})
    chosen = {NARROWED[column]: value for column, value in wanted.items()}
    context = {"receipts": found, "narrowing": narrowing(tables), "chosen": chosen}
    return view.page("receipts.html.j2", most=MOST_RECEIPTS, **context)


def _receipt(view: View, request: Request) -> Response:
    tables, number = view.publication.tables, request.path_params["receipt"]
    found = find(tables, number)
    if found is None:
        raise HTTPException(
            404, "Den kvittering er ikke udgivet. En ny kvittering kommer med næste udgivelse."
        )
    waits = asked(view.settings, number) is not None
    held = held_drop(view.settings, number) is not None
    return view.page("receipt.html.j2", one=found, resting=resting(tables, number), waits=waits, held=held)


async def _answers(view: View, request: Request) -> Response:
    form = await _form(request) if request.method == "POST" else {}
    return await run_in_threadpool(_answers_page, view, form)


def _answers_page(view: View, form: Mapping[str, str]) -> Response:
    """The answers that were given, and the files that wait. Raises HTTPException where one cannot be taken back."""
    try:
        gone = taken_back(view.settings, form) if form else None
    except (NoAnswer, KeysMissing) as problem:
        raise HTTPException(400, str(problem)) from None
    given, waiting = given_answers(view.settings), waiting_drops(view.settings)
    return view.page("answers.html.j2", given=given, waiting=waiting, gone=gone)


async def _answer(view: View, request: Request) -> Response:
    receipt = request.path_params["receipt"]
    form = await _form(request) if request.method == "POST" else {}
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


async def _held(view: View, request: Request) -> Response:
    receipt = request.path_params["receipt"]
    form = await _form(request) if request.method == "POST" else None
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


def _file(view: View, request: Request) -> Response:
    found = file(
        view.settings, request.path_params.get("publication", HELD_BACK), request.path_params["name"]
    )
    if found is None:
        raise HTTPException(404, "Den fil er der ikke.")
    return found


async def _sql(view: View, request: Request) -> Response:
    if request.method != "POST":
        return await run_in_threadpool(
            view.page, "sql.html.j2", query="", answer=None, problem=None, bars=None
        )
    form = await _form(request)
    typed = partial(view.answer, "sql.html.j2", form.get("sql", ""), form.get("soejle"), typed=True)
    return await run_in_threadpool(typed)


async def _download(view: View, request: Request) -> Response:
    form = await _form(request)
    kind, write = FILES.get(form.get("format", ""), FILES["csv"])
    name = "medvind.xlsx" if kind == FILES["xlsx"][0] else "medvind.csv"
    try:
        answer = await run_in_threadpool(run_query, view.settings, form.get("sql", ""))
    except QueryFailed as problem:
        return view.problem(400, str(problem))
    context = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write(answer), media_type=kind, headers=context)


async def _form(request: Request) -> Mapping[str, str]:
    """The fields of a form, the first value of each. Raises HTTPException where the form is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_FORM:
            raise HTTPException(413, "Spørgsmålet er for langt.")
    try:
        found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        raise HTTPException(413, "Formularen har for mange felter.") from None
    return {name: values[0].replace("\r\n", "\n") for name, values in found.items()}
