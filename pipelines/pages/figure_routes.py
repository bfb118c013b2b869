"""Handlers of the pages about one figure and about one ready question."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipelines.pages.compared_groups import compared
from pipelines.pages.figure_choice import choose
from pipelines.pages.page_view import View
from pipelines.pages.png_picture import NoFont, png
from pipelines.pages.ready_questions import questions
from pipelines.report.indicator_figures import TOTAL


def figure(view: View, request: Request) -> Response:
    """One figure in one area: its verdicts, chart and table."""
    indicator, area = _wanted(view, request)
    indicator, area = indicator or next(iter(view.names)), area or TOTAL
    choice = choose(view.publication, indicator, area)
    return view.answer("figure.html.j2", choice.query, choice=choice, indicator=indicator, area=area)


def comparison(view: View, request: Request) -> Response:
    """One figure of several groups in one chart. Raises HTTPException for a group that the figure does not have."""
    indicator = _wanted(view, request)[0] or next(iter(view.names))
    groups = request.query_params.getlist("gruppe")
    with_others = request.query_params.get("andre") == "ja"
    try:
        found = compared(view.publication, indicator, groups, with_others)
    except LookupError:
        raise HTTPException(404, "Den gruppe er der ikke for dette tal.") from None
    context = {"indicator": indicator, "names": view.names, "with_others": with_others}
    return view.page("compare.html.j2", compared=found, **context)


def picture(view: View, request: Request) -> Response:
    """The chart of a figure as a file of its own, as SVG or PNG. Raises HTTPException where no number is shown."""
    indicator, area = _wanted(view, request)
    indicator, area = indicator or next(iter(view.names)), area or TOTAL
    svg = view.picture(choose(view.publication, indicator, area))
    if svg is None:
        raise HTTPException(404, "Der er ingen graf: Ingen tal kan vises.")
    return drawing(svg, indicator if area == TOTAL else f"{indicator}-{area}", request)


def drawing(svg: str, name: str, request: Request) -> Response:
    """An SVG as a file to download, as PNG where the address ends so. Raises HTTPException where there is no font."""
    kind = request.url.path.rpartition(".")[2]
    try:
        body = png(svg) if kind == "png" else svg
    except NoFont as problem:
        raise HTTPException(503, str(problem)) from None
    context = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(body, media_type="image/png" if kind == "png" else "image/svg+xml", headers=context)


def question(view: View, request: Request) -> Response:
    """A ready question, about the indicator and area that were asked for."""
    by_number = {str(place): one for place, one in enumerate(questions(), start=1)}
    number = request.path_params["number"]
    if number not in by_number:
        raise HTTPException(404)
    asked = by_number[number]
    indicator, area = _wanted(view, request)
    query = asked.about(indicator, area)
    context = {"question": asked, "number": number, "as_asked": query == asked.query}
    context |= {"indicator": indicator or asked.indicator, "area": area or asked.area}
    chosen = [view.names.get(indicator or ""), view.areas.get(area or "")]
    column = request.query_params.get("soejle")
    return view.answer(
        "question.html.j2", query, column, asked.empty, chosen=", ".join(filter(None, chosen)), **context
    )


def _wanted(view: View, request: Request) -> tuple[str | None, str | None]:
    """The requested indicator and area. Raises HTTPException for unknown names, because they are put into SQL."""
    indicator, area = (request.query_params.get(name) for name in ("indikator", "omraade"))
    if (indicator and indicator not in view.names) or (area and area not in view.areas):
        raise HTTPException(404, "Det tal eller det boligområde er der ikke.")
    return indicator, area
