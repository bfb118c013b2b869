"""Say of a file in which no list is recognised which of the partner's own lists it is nearest to, and what it lacks."""

from __future__ import annotations

from pipelines.intake.layout.recognise import best_layout
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.reading.sheet import Reading
from pipelines.settings import Limits
from pipelines.text.danish import listed
from schemas.feeds import all_feeds
from schemas.partners import Partner


def unrecognised(reading: Reading, partner: Partner, limits: Limits) -> Problem:
    """Return the problem of a file without a list: an empty one, or one whose headers are not those of any list."""
    if not any(sheet.has_data for sheet in reading.sheets):
        return file_problem("nothing_in_file")
    own = {name: all_feeds()[name] for name in partner.feeds}
    visible = [sheet for sheet in reading.sheets if not sheet.hidden]
    layouts = [found for sheet in visible if (found := best_layout(sheet, own, partner, limits))]
    nearest = max(layouts, key=lambda layout: layout.score, default=None)
    titles = listed([feed.title for feed in own.values()])
    return file_problem("not_recognised", names=titles, nearest=_lacking(nearest) if nearest else "")


def _lacking(layout: Layout) -> str:
    columns = listed([layout.feed.columns[name].title for name in layout.missing])
    return f" Den ligner mest {layout.feed.title}, men her mangler {columns}."
