"""Render the pages: templates in the report's style, with the context that all pages share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.responses import HTMLResponse, Response

from pipelines.pages.bar_chart import bars
from pipelines.pages.cell_display import display_row
from pipelines.pages.downloads import offered
from pipelines.pages.figure_choice import Choice, area_names, definitions, indicator_names
from pipelines.pages.marts_connection import columns
from pipelines.pages.query_result import QueryResult
from pipelines.pages.ready_questions import questions
from pipelines.pages.run_query import QueryFailed, run_query
from pipelines.pages.slide import Slide
from pipelines.pages.visitor import may, visitor
from pipelines.publication.release.read_tables import PublicationTables, read_publication
from pipelines.report.chart_svg import chart_svg
from pipelines.report.html_environment import environment
from pipelines.settings import Settings
from pipelines.text.danish import moment

# The framework's error messages in Danish.
_DANISH = {"Not Found": "Den side er der ikke.", "Method Not Allowed": "Det kan siden ikke."}


class View:
    """The pages of one installation. The current publication is read for each request."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._templates = _templates()

    @property
    def publication(self) -> PublicationTables:
        """The current publication. Raises NotFrozen where there is none."""
        return read_publication(self.settings)

    @property
    def areas(self) -> dict[str, str]:
        """The areas with figures, by code."""
        return area_names(self.publication.tables)

    @property
    def names(self) -> dict[str, str]:
        """The names of the defined indicators by id, in the order of a child's path."""
        return {one: name for _, group in indicator_names(self.publication.tables) for one, name in group}

    def page(self, name: str, **context: Any) -> Response:
        """Render a page with the shared context."""
        publication = self.publication
        html = self._templates.get_template(name).render(
            published_at=publication.published_at,
            definitions=definitions(publication.tables),
            stages=indicator_names(publication.tables),
            areas=area_names(publication.tables),
            questions=questions(),
            offered=offered(self.settings),
            tables=columns(self.settings),
            limits=self.settings.limits,
            **context,
        )
        return HTMLResponse(html)

    def answer(
        self,
        name: str,
        query: str,
        column: str | None = None,
        empty: str = "",
        typed: bool = False,
        **context: Any,
    ) -> Response:
        """Render a page with a query and its result, or with the reason why it failed. `typed`: as `run_query`."""
        answer: QueryResult | None = None
        problem = None
        try:
            answer = replace(run_query(self.settings, query, typed), empty=empty)
        except QueryFailed as why:
            problem = str(why)
        drawn = bars(answer, column) if answer else None
        return self.page(name, query=query, answer=answer, problem=problem, bars=drawn, **context)

    def unpublished(self, name: str, **context: Any) -> Response:
        """Render a page that needs no publication."""
        return HTMLResponse(self._templates.get_template(name).render(limits=self.settings.limits, **context))

    def problem(self, status: int, said: str) -> Response:
        """Render an error page."""
        html = self._templates.get_template("problem.html.j2").render(problem=_DANISH.get(said, said))
        return HTMLResponse(html, status)

    def picture(self, choice: Choice) -> str | None:
        """Return the chart of a figure as SVG; None where no number is shown."""
        entry, published = choice.entry, self.publication.published_at.date()
        if entry.chart is None:
            return None
        return chart_svg(self._templates, entry.indicator, entry.chart, choice.place, published)

    def slide(self, laid_out: Slide) -> str:
        """Return the steering group's slide as SVG."""
        template = self._templates.get_template("slide.svg.j2")
        return template.render(slide=laid_out, published_at=self.publication.published_at)

    def style(self) -> Response:
        """Return the style sheet: the colours, the report's, that of the pages, and that of dark screens."""
        names = ("colours.css", "report.css", "pages.css", "dark.css")
        parts = [self._templates.get_template(name).render() for name in names]
        return Response("\n".join(parts), media_type="text/css")


def _templates() -> Environment:
    packages = ("pipelines.pages", "pipelines.report", "pipelines.text")
    templates = environment()
    templates.loader = ChoiceLoader([PackageLoader(package) for package in packages])
    templates.globals |= {"may": may, "visitor": visitor}
    templates.filters |= {"shown": lambda row, answer: display_row(answer, row), "moment": moment}
    return templates
