"""The lines of `medvind status`: what is published, waits or went wrong, and which command to type next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from pipelines.commands.progress_bar import STEPS, size
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.inbox.listing import InboxGone, check_inbox, files_of_nobody, list_waiting
from pipelines.operations import status_overview
from pipelines.operations.health.schedule import last_backup
from pipelines.operations.last_failure import last_failure
from pipelines.publication.release.freeze import releases
from pipelines.settings import Settings
from pipelines.settings.freeze_days import next_freeze, quarter_before
from pipelines.text.danish import counted, day, listed, moment
from schemas.feeds import all_feeds

# A label (empty under the one before), a text, and the style of the text.
Line = tuple[str, str, str]
_SHOWN, _REASON_LINES, _WAITING_SHOWN = 5, 6, 3
_FINE, _LOOK, _WRONG = "", "yellow", "red"


def status_lines(settings: Settings) -> Iterator[Line]:
    """Yield the lines of each subject; nothing of a subject about which there is nothing to say."""
    yield from _published(settings)
    yield from _owing(settings)
    yield from _failure(settings)
    yield from _inbox(settings)
    yield from _held(status_overview.held(settings))
    yield from _rejected(status_overview.rejected(settings))
    yield from _agreed(settings)
    yield _freezes(settings)
    yield from _backup(settings)


def _published(settings: Settings) -> Iterator[Line]:
    found = status_overview.published(settings)
    if found is None:
        yield "Tallene", "Der er ikke udgivet noget endnu. Skriv: medvind run", _FINE
        return
    said = f"Udgivet {moment(found.at.astimezone())} som {found.id}."
    if found.is_current:
        yield "Tallene", f"{said} De svarer til alt, hvad der er taget imod.", _FINE
    else:
        yield "Tallene", f"{said} Siden er noget taget imod eller ændret. Skriv: medvind run", _LOOK
    if found.waiting:
        more = len(found.waiting) - _WAITING_SHOWN
        names = [*found.waiting[:_WAITING_SHOWN], *([f"{more} andre"] if more > 0 else [])]
        yield "Rettede tal", f"{listed(names)} venter på næste fastfrysning: medvind freeze NAVN", _LOOK


def _owing(settings: Settings) -> Iterator[Line]:
    found = status_overview.owing(settings)
    if found:
        names = [f"{name} ({counted(totals, 'tal', 'tal')})" for name, totals in found[:_WAITING_SHOWN]]
        more = [f"{len(found) - _WAITING_SHOWN} andre"] if len(found) > _WAITING_SHOWN else []
        said = f"Nogle tal vises ikke, før der er leveret af {listed([*names, *more])}. Skriv til dem: medvind remind"
        yield "Mangler data", said, _LOOK


def _agreed(settings: Settings) -> Iterator[Line]:
    found = status_overview.late_agreements(settings, date.today())
    for number, row in enumerate(one.row for one in found[:_WAITING_SHOWN]):
        said = ": ".join(filter(None, [f"Fristen var {day(row['due'])}", row["owner"], row["text"]]))
        yield "" if number else "Aftaler", said, _LOOK
    if len(found) > _WAITING_SHOWN:
        yield "", f"{len(found) - _WAITING_SHOWN} andre står i rapporten under Fra møderne.", _LOOK


_AGAIN = {"freeze": "medvind freeze NAVN", "purge": "medvind purge", "send": "medvind publish"}


def _failure(settings: Settings) -> Iterator[Line]:
    failure = last_failure(settings)
    if failure is None:
        return
    lines = failure.reason_da.splitlines()
    step = STEPS.get(failure.step, failure.step)
    yield "Gik galt", f"{moment(failure.at)} ved »{step}«:", _WRONG
    for line in lines[:_REASON_LINES]:
        yield "", line, _WRONG
    if len(lines) > _REASON_LINES:
        yield "", f"Resten står i {settings.failure}", _WRONG
    again = _AGAIN.get(failure.step, "medvind run")
    yield "", f"Når årsagen er væk, så skriv: {again} (eller se efter med: medvind doctor)", _FINE


def _inbox(settings: Settings) -> Iterator[Line]:
    try:
        check_inbox(settings)
    except InboxGone as gone:
        yield "Indbakken", str(gone), _WRONG
        return
    lost = len(list(files_of_nobody(settings.inbox)))
    if lost:
        said = f"{counted(lost, 'fil', 'filer')} ligger uden for partnernes mapper og bliver ikke læst. Flyt"
        yield (
            "Indbakken",
            f"{said} {'den' if lost == 1 else 'dem'} til partnerens mappe i {settings.inbox}",
            _LOOK,
        )
    files = list(list_waiting(settings.inbox))
    if not files:
        yield "Indbakken", "Indbakken er tom.", _FINE
        return
    weight = size(sum(file.size for file in files))
    said = f"{counted(len(files), 'fil', 'filer')} venter i indbakken ({weight}). Skriv: medvind run"
    yield "Indbakken", said, _LOOK


def _held(drops: list[Manifest]) -> Iterator[Line]:
    if not drops:
        return
    files = counted(len(drops), "fil", "filer")
    yield "Venter på jer", f"{files}. Spørg partneren, og skriv: medvind release KVITTERING", _LOOK
    yield from _listed(drops)


def _rejected(drops: list[Manifest]) -> Iterator[Line]:
    """Yield the rejected files that their partners have not sent again."""
    if not drops:
        return
    yield "Afvist", f"{counted(len(drops), 'fil', 'filer')}, som partneren ikke har sendt igen", _LOOK
    yield from _listed(drops)


def _listed(drops: list[Manifest]) -> Iterator[Line]:
    """Yield a line for each of the first drops: its receipt, partner, list and first problem."""
    for drop in drops[:_SHOWN]:
        why = drop.problems[0].message_da if drop.problems else ""
        yield "", f"{drop.receipt_id} · {drop.partner} · {_title(drop.feed)} · {why}", _FINE
    if len(drops) > _SHOWN:
        yield "", f"og {len(drops) - _SHOWN} til", _FINE


def _title(feed: str | None) -> str:
    """Return the Danish title of a feed."""
    return all_feeds()[feed].title if feed in all_feeds() else feed or "ikke genkendt"


def _freezes(settings: Settings) -> Line:
    frozen, soon = releases(settings), next_freeze(date.today())
    last = f"Senest {frozen[-1].label}, {day(frozen[-1].frozen_at.date())}. " if frozen else ""
    away = (soon - date.today()).days
    when = f"om {counted(away, 'dag', 'dage')}" if away else "i dag"
    return "Fastfrysning", f"{last}Næste er {quarter_before(soon)} den {day(soon)} ({when}).", _FINE


def _backup(settings: Settings) -> Iterator[Line]:
    if settings.demo_marker.exists():
        return
    found = last_backup(settings)
    if found is None:
        yield "Sikkerhedskopi", "Der er aldrig taget en. Skriv: medvind backup MAPPE", _LOOK
        return
    age = (datetime.now() - found[0]).days
    when = f"{counted(age, 'dag', 'dage')} gammel" if age else "under et døgn gammel"
    yield "Sikkerhedskopi", f"Den nyeste er {when} ({found[1]}).", _FINE
