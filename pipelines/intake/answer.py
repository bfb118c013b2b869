"""The answer to a partner: a receipt as JSON, and a page in the partner's own `retur/` folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from babel.dates import format_date, format_datetime
from jinja2 import Environment, PackageLoader, StrictUndefined

from pipelines.intake.inbox import RETUR
from pipelines.intake.manifest import Manifest, write_json
from pipelines.intake.problems import Problem
from pipelines.settings import Settings
from schemas.feeds import all_feeds

VERDICTS = {
    "accepted": "Godkendt",
    "accepted_with_warnings": "Godkendt med bemærkninger",
    "held": "Afventer sekretariatet",
    "rejected": "Afvist",
    "duplicate": "Allerede modtaget",
}
_PLACES_SHOWN = 24
_environment = Environment(
    loader=PackageLoader("pipelines.intake", "templates"), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True)
class Group:
    """Problems of one kind as one paragraph. `places` are cells and rows as the sender knows them."""

    severity: str
    message: str
    places: list[str]
    more: int
    count: int


def answer(settings: Settings, manifest: Manifest) -> None:
    """Write the receipt and the page; writing them again changes nothing."""
    write_json(settings.receipts / manifest.partner / f"{manifest.receipt_id}.json", manifest.receipt())
    page = settings.inbox / manifest.partner / RETUR / page_name(manifest)
    page.parent.mkdir(parents=True, exist_ok=True)
    temporary = page.with_name(f".{manifest.receipt_id}.part")
    temporary.write_text(render(manifest), encoding="utf-8")
    temporary.replace(page)


def page_name(manifest: Manifest) -> str:
    """A file name that the sender recognises and that is safe anywhere."""
    stem = re.sub(r"[^\w\- ().]", "_", PurePosixPath(manifest.file_name).stem)[:60]
    return f"{stem} - kvittering {manifest.receipt_id}.html"


def render(manifest: Manifest) -> str:
    """The receipt as one self-contained HTML page in Danish, without any cell value."""
    feed = all_feeds().get(manifest.feed or "")
    groups = grouped(manifest.problems)
    return _environment.get_template("receipt.html.j2").render(
        drop=manifest,
        feed=feed,
        headline=headline(manifest),
        steps=steps(manifest),
        verdict=VERDICTS[manifest.verdict],
        received=format_datetime(manifest.received_at, "EEEE 'den' d. MMMM y 'kl.' HH.mm", locale="da"),
        period=_period(manifest),
        to_mend=[group for group in groups if group.severity == "error"],
        to_check=[group for group in groups if group.severity == "warning"],
        to_know=[group for group in groups if group.severity == "info"],
    )


def headline(manifest: Manifest) -> str:
    """The one sentence that matters."""
    rows = manifest.rows
    if manifest.verdict == "accepted":
        whole = "den ene række" if rows.loaded == 1 else f"alle {_rows(rows.loaded)}"
        return f"Tak. Vi har modtaget jeres fil, og {whole} er med."
    if manifest.verdict == "accepted_with_warnings" and rows.quarantined:
        return (
            f"Tak for jeres fil. {rows.quarantined} af {_rows(rows.read)} skal rettes, før de kan tælle med."
        )
    if manifest.verdict == "accepted_with_warnings":
        return f"Tak. {_rows(rows.loaded).capitalize()} er med, og der er noget, vi gerne vil have jer til at se på."
    if manifest.verdict == "held":
        return "Vi har modtaget jeres fil, men venter med at bruge den."
    if manifest.verdict == "duplicate":
        return "Vi havde filen i forvejen. I behøver ikke gøre noget."
    return "Vi kan ikke bruge filen, som den er."


def _rows(count: int) -> str:
    return "1 række" if count == 1 else f"{count} rækker"


def steps(manifest: Manifest) -> list[str]:
    """What the sender does next."""
    if manifest.verdict in ("accepted", "duplicate"):
        return []
    if manifest.verdict == "held":
        return [
            "Sekretariatet spørger jer, om filen er rigtig.",
            "Er den ikke det, så læg en ny fil i mappen.",
        ]
    kept = (
        "De godkendte rækker er allerede med." if manifest.rows.loaded else "Indtil da tæller filen ikke med."
    )
    return [
        "Ret det, der står herunder, i jeres egen fil.",
        "Læg filen i den samme mappe igen.",
        f"I får en ny kvittering. {kept}",
    ]


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """Problems of the same kind together, the most important first."""
    order = {"error": 0, "warning": 1, "info": 2}
    ranked = sorted(problems, key=lambda p: (order[p.severity], p.message_da))
    return [_group(list(same)) for _, same in groupby(ranked, key=lambda p: (p.severity, p.message_da))]


def _group(same: list[Problem]) -> Group:
    places = [place for problem in same if (place := _place(problem))]
    shown = places[:_PLACES_SHOWN]
    count = sum(problem.count for problem in same)
    return Group(same[0].severity, same[0].message_da, shown, count - len(shown) if shown else 0, count)


def _place(problem: Problem) -> str:
    cell = f"{problem.column or 'række '}{problem.row}" if problem.row else ""
    return f"{problem.sheet}!{cell}" if problem.sheet and cell else cell or problem.sheet or ""


def _period(manifest: Manifest) -> str:
    if manifest.period_start is None or manifest.period_end is None:
        return ""
    days = [
        format_date(day, "d. MMMM y", locale="da") for day in (manifest.period_start, manifest.period_end)
    ]
    return days[0] if days[0] == days[1] else f"{days[0]} til {days[1]}"
