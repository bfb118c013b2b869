"""The calendar is RFC 5545: unfolded and unescaped it says when deliveries are due, quarters frozen, meetings held."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines.publication.calendar_file import calendar_file
from pipelines.report.about import About
from schemas.configuration import PACKAGED

ABOUT = About("1", datetime(2026, 11, 24, 8, tzinfo=UTC))


def parsed(text: str) -> list[dict[str, str]]:
    """The events by property name, as a calendar program reads them."""
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    found: list[dict[str, str]] = []
    for line in lines[1:-2]:
        name, value = line.split(":", 1)
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name != "END":
            found[-1][name] = re.sub(r"\\([,;\\])", r"\1", value)
    return found


def test_deadlines_and_freezes() -> None:
    events = parsed(calendar_file(ABOUT))
    titles = {(one["DTSTART;VALUE=DATE"], one["SUMMARY"]) for one in events}
    assert {("20270120", "Frist: Fravær"), ("20270120", "Fastfrysning 2026K4")} <= titles
    absence = next(one for one in events if one["UID"] == "frist-absence-2027-01-20@medvind")
    assert "Dækker 1. oktober til 31. december 2026." in absence["DESCRIPTION"]
    assert "Østskolen, Havneskolen" in absence["DESCRIPTION"] or "Havneskolen, " in absence["DESCRIPTION"]
    assert absence["DTEND;VALUE=DATE"] == "20270121" and absence["DTSTAMP"] == "20261124T080000Z"
    days = [one["DTSTART;VALUE=DATE"] for one in events]
    assert days == sorted(days) and days[0] >= "20261124"
    assert len({one["UID"] for one in events}) == len(events)


def test_no_line_is_longer_than_75_octets() -> None:
    lines = calendar_file(ABOUT).encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None and b"\n" not in line for line in lines)


def test_meetings_of_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDVIND_CONFIG", str(tmp_path))
    packaged = (PACKAGED / "partners.yml").read_text(encoding="utf-8")
    mine = packaged.replace("meetings: []", "meetings: [2026-12-10, 2020-01-01]")
    (tmp_path / "partners.yml").write_text(mine, encoding="utf-8")
    meetings = [one for one in parsed(calendar_file(ABOUT)) if one["UID"].startswith("moede-")]
    assert [one["DTSTART;VALUE=DATE"] for one in meetings] == [f"{date(2026, 12, 10):%Y%m%d}"]
