"""The web application: routes and their handlers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.pages import figure_routes, form_routes, query_routes, receipt_routes, trying
from pipelines.pages.downloads import HELD_BACK, file
from pipelines.pages.front_overview import overview, waiting
from pipelines.pages.metrics import MEDIA_TYPE, PATH, metrics
from pipelines.pages.missing_page import letters
from pipelines.pages.page_roles import PAGES, WITHOUT_LOGIN, LeastRole
from pipelines.pages.page_view import View
from pipelines.pages.posters import posters
from pipelines.pages.request_guard import Door, Guard
from pipelines.pages.search import LONGEST_SEARCH, search
from pipelines.pages.slide import slide
from pipelines.pages.steering_page import steering
from pipelines.publication.release.freeze import NotFrozen
from pipelines.settings import Settings


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
        page("/kvitteringer", receipt_routes.receipts),
        page("/kvitteringer/{receipt}", receipt_routes.receipt),
        page("/svar", form_routes.answers, "GET", "POST"),
        page("/svar/{receipt}", form_routes.answer, "GET", "POST"),
        page("/tilbageholdt/{receipt}", form_routes.held, "GET", "POST"),
        page("/proev", trying.trial, "GET", "POST"),
        page("/skabeloner", trying.templates),
        page("/skabeloner/{partner}/{feed}", trying.template),
        page("/ord", lambda view, _: view.page("words.html.j2")),
        page("/stil.css", lambda view, _: view.style()),
        page(f"/filer/{HELD_BACK}/{{name:path}}", _file),
        page("/filer/{publication}/{name:path}", _file),
        page("/sql", query_routes.sql, "GET", "POST"),
        page("/hent", query_routes.download, "POST"),
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


def _file(view: View, request: Request) -> Response:
    found = file(
        view.settings, request.path_params.get("publication", HELD_BACK), request.path_params["name"]
    )
    if found is None:
        raise HTTPException(404, "Den fil er der ikke.")
    return found
