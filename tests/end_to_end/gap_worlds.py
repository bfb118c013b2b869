"""Invented towns in which lists stay away, are dated a few days off or lack a column, and in which a school ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from pipelines.demo.partners import SCHOOLS
from pipelines.demo.row_type import Row
from pipelines.demo.sent_files import SentFile
from schemas.configuration import PACKAGED
from tests.end_to_end.small_worlds import UNTIL, Installation, new_installation

Sent = list[SentFile]
Gap = Callable[[Sent, Random], Sent]
# The school that ends, the one that takes its pupils over, and the number that it may change to.
ENDING, TAKING_OVER, NEW_NUMBER = "nordskolen", "vestskolen", "561012"
NAMED_CLUB = "klub-boldklub"
_AGREED = f"""
  {NAMED_CLUB}:
    name: Østerbyens Boldklub
    contact: kasserer@boldklub.example
    feeds:
      memberships: {{basis: Samtykke, agreed: 2021-01-01}}
"""
_DATED = {
    ("oestskolen", "pupils"): "snapshot_date",
    ("kui", "guidance_status"): "status_date",
    ("kommunen", "residents"): "snapshot_date",
}
_OPTIONAL = (
    ("kui", "guidance_status", "weekly_hours"),
    ("kommunen", "residents", "highest_completed"),
    ("erhvervsskole", "enrolments", "exit_code"),
    ("erhvervsskole", "enrolments", "contract_date"),
    ("oestskolen", "pupils", "district_school_no"),
    ("beskaeftigelse", "benefits", "end_date"),
    ("klub-svoem", "memberships", "area"),
)


def days_ago(days: int) -> date:
    return UNTIL - timedelta(days=days)


def falls_silent(sent: Sent, random: Random) -> Sent:
    """A school or college sends nothing more."""
    partner, last = random.choice((*SCHOOLS, "gymnasium", "erhvervsskole", "kui")), _some_day(random)
    return [one for one in sent if one.partner != partner or one.sent <= last]


def misses_one(sent: Sent, random: Random) -> Sent:
    """One list of any partner does not come."""
    regular = [one for one in sent if one.raw is None and one.sent > days_ago(420)]
    absent = random.choice(regular)
    return [one for one in sent if one != absent]


def is_days_off(sent: Sent, random: Random) -> Sent:
    """A partner's snapshots are dated one to three days before or after the calendar's date."""
    moved, column = random.choice(list(_DATED.items()))
    off = timedelta(days=random.choice((-3, -2, -1, 1, 2, 3)))
    return [_dated(one, column, off) if (one.partner, one.feed) == moved else one for one in sent]


def never_sends(sent: Sent, random: Random) -> Sent:
    """A club that an agreement names does not send at all."""
    return [one for one in sent if one.partner != NAMED_CLUB]


def lacks_a_column(sent: Sent, random: Random) -> Sent:
    """A partner's export has no longer an optional column that figures need."""
    partner, feed, column = random.choice(_OPTIONAL)
    first = _some_day(random)
    return [
        replace(one, rows=[_without(row, column) for row in one.rows])
        if (one.partner, one.feed) == (partner, feed) and one.sent > first
        else one
        for one in sent
    ]


GAPS: tuple[Gap, ...] = (falls_silent, misses_one, is_days_off, never_sends, lacks_a_column)


def _some_day(random: Random) -> date:
    return days_ago(random.randrange(100, 420))


def _dated(one: SentFile, column: str, off: timedelta) -> SentFile:
    return replace(one, rows=[row | {column: _day(row, column) + off} for row in one.rows])


def _day(row: Row, column: str) -> date:
    day = row[column]
    assert isinstance(day, date)
    return day


def _without(row: Row, column: str) -> Row:
    return {name: cell for name, cell in row.items() if name != column}


@dataclass(frozen=True)
class SchoolEnd:
    """A school's last day, and the number under which its pupils are found afterwards."""

    on: date
    successor: str

    @property
    def line(self) -> str:
        """What `partners.yml` says of it."""
        return (
            f"ended:\n  - {{unit: '{SCHOOLS[ENDING]}', last_day: {self.on}, successor: '{self.successor}'}}\n"
        )


def merges(sent: Sent, random: Random) -> tuple[Sent, SchoolEnd]:
    """The school's pupils are in the lists of another after a summer."""
    end = SchoolEnd(_summer(random), SCHOOLS[TAKING_OVER])
    moved = {(one.feed, one.sent.year, one.sent.month): one for one in sent if _is_after(one, end)}
    kept = [one for one in sent if one not in moved.values()]
    joined = [
        replace(one, rows=one.rows + _renumbered(moved[key].rows, end.successor))
        if one.partner == TAKING_OVER
        and (key := (one.feed, one.sent.year, one.sent.month)) in moved
        and one.feed != "wellbeing"
        else one
        for one in kept
    ]
    return joined, end


def changes_number(sent: Sent, random: Random) -> tuple[Sent, SchoolEnd]:
    """The school goes on under another number after a summer."""
    end = SchoolEnd(_summer(random), NEW_NUMBER)
    return [
        replace(one, rows=_renumbered(one.rows, NEW_NUMBER)) if _is_after(one, end) else one for one in sent
    ], end


ENDS = (merges, changes_number)


def _summer(random: Random) -> date:
    return date(UNTIL.year - random.choice((0, 1)), 7, 31)


def _is_after(one: SentFile, end: SchoolEnd) -> bool:
    return one.partner == ENDING and one.sent > end.on + timedelta(days=30)


def _renumbered(rows: list[Row], number: str) -> list[Row]:
    return [row | {"school_no": number} for row in rows]


def town_of(root: Path, sent: Sent, end: SchoolEnd) -> Installation:
    """An installation that received these files, with the end of a school in its configuration."""
    made = new_installation(root)
    folder = made.root / "config"
    (folder / "code_lists").mkdir(parents=True)
    partners = (PACKAGED / "partners.yml").read_text(encoding="utf-8")
    partners = partners.replace("\ncalendar:\n", f"{_AGREED}\ncalendar:\n")
    (folder / "partners.yml").write_text(f"{partners}\n{end.line}", encoding="utf-8")
    schools = (PACKAGED / "code_lists" / "schools.csv").read_text(encoding="utf-8")
    (folder / "code_lists" / "schools.csv").write_text(
        f"{schools}{NEW_NUMBER},Nordskolen,,,elsewhere\n", encoding="utf-8"
    )
    for order, one in enumerate(sent):
        one.write(made.settings.inbox, order)
    return made
