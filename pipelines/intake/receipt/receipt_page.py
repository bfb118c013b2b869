"""The receipt as a self-contained page in Danish: no script, nothing loaded from elsewhere, no personal number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.problems.problem import Problem
from pipelines.intake.reading.sheet import letters, place_of
from pipelines.intake.receipt.excerpts import Excerpt, excerpts_of
from pipelines.intake.receipt.headline import VERDICTS, headline, steps
from pipelines.intake.receipt.marked_cells import MarkedWorkbook
from pipelines.intake.receipt.next_delivery import next_delivery
from pipelines.intake.receipt.problem_groups import ProblemGroup, group_problems
from pipelines.intake.receipt.sent_file import SentFile
from pipelines.intake.receipt.suggestions import suggestion
from pipelines.text import danish
from pipelines.text.masking import masked
from schemas.feeds import all_feeds

_environment = Environment(
    loader=ChoiceLoader([PackageLoader("pipelines.intake.receipt"), PackageLoader("pipelines.text")]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters |= {"number": danish.number, "day": danish.day, "masked": masked}


_CODES_SHOWN = 12
_UNKNOWN = ("unknown_code", "too_many_unknown")


@dataclass(frozen=True)
class PageContent:
    """What a page shows in addition to the manifest. It may be left out."""

    sent: SentFile = field(default_factory=lambda: SentFile(Path()))
    before: Manifest | None = None
    marked: MarkedWorkbook = field(default_factory=MarkedWorkbook)
    stored: bool = True


def render_page(manifest: Manifest, content: PageContent | None = None) -> str:
    """Render the page of one drop."""
    content = content or PageContent()
    expected = next_delivery(manifest)
    groups = _with_excerpts(manifest, content.sent)
    return _environment.get_template("receipt.html.j2").render(
        drop=manifest,
        content=content,
        feed=all_feeds().get(manifest.feed or ""),
        headline=headline(manifest),
        steps=steps(manifest, content.marked.name),
        verdict=VERDICTS[manifest.verdict],
        received=danish.moment(manifest.received_at),
        period=danish.period(manifest.period_start, manifest.period_end),
        groups=groups,
        has_excerpts=any(excerpt for kind in groups.values() for _, excerpt in kind),
        sheets=[_sheet(layout_number, content.sent) for layout_number in range(len(content.sent.layouts))],
        expected=expected,
        expected_title=all_feeds()[expected.feed].title if expected else "",
        expected_period=danish.period(expected.period_start, expected.period_end) if expected else "",
        difference=_difference(manifest, content.before),
    )


def _with_excerpts(
    manifest: Manifest, sent: SentFile
) -> dict[str, list[tuple[ProblemGroup, Excerpt | None]]]:
    by_severity: dict[str, list[tuple[ProblemGroup, Excerpt | None]]] = {
        "error": [],
        "warning": [],
        "info": [],
    }
    for group in group_problems(manifest.problems):
        first = group.first if group.severity != "info" else None
        alike = [p for p in manifest.problems if first and p.message_da == first.message_da]
        shown = replace(group, remedy=[*group.remedy, *_written(sent, alike)])
        by_severity[group.severity].append((shown, excerpts_of(sent, first, alike)))
    return by_severity


def _written(sent: SentFile, problems: list[Problem]) -> list[str]:
    """List the unknown codes as the sender wrote them, with their counts and what may have been meant.

    The JSON receipt has no cell values.
    """
    cells, meant = Counter[str](), dict[str, str]()
    for problem in problems:
        layout = sent.layout(problem.sheet)
        if layout and problem.row and problem.column and problem.code in _UNKNOWN:
            text = masked(layout.sheet.rows[problem.row - 1][place_of(problem.column)].strip())
            cells[text] += 1
            meant.setdefault(text, suggestion(problem, layout))
    return [
        f"Der står »{text}«{f' ({count} gange)' if count > 1 else ''}. {meant[text]}".strip()
        for text, count in cells.most_common(_CODES_SHOWN)
    ]


def _sheet(number: int, sent: SentFile) -> dict[str, object]:
    """Describe how one sheet was read: its header row, and the meaning of each column."""
    layout = sent.layouts[number]
    titles = {name: contract.title for name, contract in layout.feed.columns.items()}
    columns = [(letters(at), masked(layout.heading(at)), titles[name]) for name, at in layout.columns.items()]
    columns += [
        (letters(at), masked(layout.heading(at)), f"{titles[s.value]} {s.text}")
        for at, s in layout.wide.items()
    ]
    ordered = sorted(columns, key=lambda column: (len(column[0]), column[0]))
    return {"name": layout.sheet.name, "header_row": layout.header_row + 1, "columns": ordered}


def _difference(manifest: Manifest, before: Manifest | None) -> str:
    if before is None:
        return ""
    more = manifest.rows.read - before.rows.read
    if more == 0:
        return "lige så mange som sidst"
    return f"{danish.number(abs(more))} {'flere' if more > 0 else 'færre'} end sidst"
