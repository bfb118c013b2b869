"""The template environment of the report, partners' pages and the secretariat's pages."""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from pipelines.report.alt_text import plot_alt
from pipelines.report.figure_text import capital, share, whole
from pipelines.report.labels_da import DIRECTIONS, figure_status, pathway_statuses, place_bases, waiting_text
from pipelines.report.sentences_da import silence
from pipelines.text.danish import day, number
from pipelines.text.hidden_da import HIDDEN, HIDDEN_GUIDE, HIDDEN_MEANS
from schemas.place import place


@cache
def environment() -> Environment:
    """Return the template environment with its filters and globals."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("pipelines.report"), PackageLoader("pipelines.text")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": day, "number": number, "whole": whole, "share": share, "capital": capital}
    environment.filters |= {"plot_alt": plot_alt, "silence": silence}
    environment.globals |= {
        "directions": DIRECTIONS,
        "figure_status": figure_status(),
        "waiting_text": waiting_text,
        "place_bases": place_bases,
        "pathways": pathway_statuses,
        "here": place,
        "hidden": {"word": HIDDEN, "means": HIDDEN_MEANS, "guide": HIDDEN_GUIDE},
    }
    return environment
