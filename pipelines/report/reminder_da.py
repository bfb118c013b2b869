"""The text of a kind e-mail to a partner that owes a list: what is missing, and which figures wait for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.report.indicator_figures import TOTAL
from pipelines.report.labels_da import PART_TITLES, feed_title, partner_name
from pipelines.text.danish import counted, day, listed

_MOST = 6


def late_partners(tables: Mapping[str, pl.DataFrame]) -> list[str]:
    """Return the folders of the partners that owe a delivery, those with the oldest due date first."""
    owed = tables["deliveries"].filter(verdict="missing").sort("expected_by", "partner")
    return owed["partner"].unique(maintain_order=True).to_list()


def reminder(tables: Mapping[str, pl.DataFrame], partner: str, sender: str) -> str:
    """Return the e-mail to one partner; `sender` signs it. Raises ValueError where the partner owes nothing."""
    owed = tables["deliveries"].filter(verdict="missing", partner=partner).sort("expected_by", "feed")
    if owed.is_empty():
        raise ValueError(partner)
    name = partner_name(partner)
    titles = [feed_title(feed) for feed in owed["feed"].unique(maintain_order=True)]
    lines = [
        f"- {feed_title(row['feed'])} for {row['period']} (fristen var den {day(row['expected_by'])})"
        for row in owed.iter_rows(named=True)
    ]
    return "\n\n".join(
        [
            f"Emne: Vi mangler {listed(titles)} fra {name}",
            f"Kære {name}",
            "\n".join(["Tak for det, I har sendt. Vi venter på:", *lines]),
            *_figures(waiting_figures(tables, name)),
            "Læg filen i jeres mappe, som I plejer; I behøver ikke lave noget om. Driller listen, eller er I holdt op "
            "med at føre den, så skriv endelig til os. Så finder vi en løsning sammen.",
            f"Venlig hilsen\n{sender}",
        ]
    )


def waiting_figures(tables: Mapping[str, pl.DataFrame], name: str) -> list[tuple[str, str]]:
    """Return the totals that a contributor's delivery is missing for: indicator name and period, newest first."""
    is_total = pl.all_horizontal(pl.col(part) == TOTAL for part in PART_TITLES)
    names = tables["overview"].select("indicator_id", "name_da")
    lacking = tables["indicators"].filter(is_total & pl.col("missing").is_not_null())
    named = lacking.join(names, on="indicator_id", how="left").sort(
        "period_start", "name_da", descending=[True, False]
    )
    return [
        (row["name_da"], row["period"])
        for row in named.iter_rows(named=True)
        if any(_is_same(each, name) for each in row["missing"].split(", "))
    ]


def _is_same(contributor: str, name: str) -> bool:
    # A partner with several schools is named with the number of each.
    return contributor == name or contributor.startswith(f"{name} (")


def _figures(waiting: Sequence[tuple[str, str]]) -> list[str]:
    if not waiting:
        return []
    said = [f"- {name}, {period}" for name, period in waiting[:_MOST]]
    more = [f"- og {counted(len(waiting) - _MOST, 'tal', 'tal')} til"] if len(waiting) > _MOST else []
    return ["\n".join(["Uden det kan vi ikke vise disse tal helt:", *said, *more])]
