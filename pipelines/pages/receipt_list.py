"""The published receipts: partner, feed, time, verdict and counts of rows.

They are read from the published tables, which hold neither file names nor content of files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.report.labels_da import VERDICTS, feed_title, partner_name
from pipelines.text.danish import number, rows

Tables = Mapping[str, pl.DataFrame]
_TONES = {"accepted": "good", "accepted_with_warnings": "look", "held": "look", "rejected": "bad"}
# The filters of the list: the column of the table, and the query parameter.
NARROWED = {"partner": "partner", "feed": "liste", "verdict": "svar"}
_WORDS: Mapping[str, Callable[[str], str]] = {
    "partner": partner_name,
    "feed": feed_title,
    "verdict": VERDICTS.__getitem__,
}


@dataclass(frozen=True)
class ListedReceipt:
    """One receipt with Danish texts. `row` is the published row."""

    row: Mapping[str, Any]

    @property
    def title(self) -> str:
        """`Fravær fra Havneskolen`."""
        feed = self.row["feed"]
        return f"{feed_title(feed) if feed else 'Ikke genkendt'} fra {partner_name(self.row['partner'])}"

    @property
    def verdict(self) -> str:
        """The verdict in Danish."""
        return VERDICTS[self.row["verdict"]]

    @property
    def tone(self) -> str:
        """The tone of the verdict, which gives its colour."""
        return _TONES.get(self.row["verdict"], "plain")

    @property
    def said(self) -> str:
        """A Danish sentence on the rows of the file."""
        read, loaded, bad = (self.row[name] or 0 for name in ("rows_read", "rows_loaded", "rows_quarantined"))
        if self.row["verdict"] == "duplicate":
            return "Vi havde filen i forvejen, så den er ikke talt med igen."
        if not loaded:
            return f"Ingen af filens {rows(read)} er med." if read else "Filen kunne ikke læses."
        if loaded == read:
            return f"Alle {rows(read)} er med." if read > 1 else "Den ene række er med."
        mend = f" {number(bad)} skal rettes, før de kan tælle med." if bad else ""
        rest = read - loaded - bad
        other = (
            f" {number(rest)} er ikke data eller gentager en anden (summer, noter og den slags)."
            if rest
            else ""
        )
        return f"{number(loaded)} af {rows(read)} er med.{mend}{other}"


def list_receipts(tables: Tables, wanted: Mapping[str, str]) -> list[ListedReceipt]:
    """Return the receipts, newest first, whose columns have the `wanted` values."""
    came = tables["deliveries"].filter(pl.col("receipt_id").is_not_null(), **wanted)
    return [ListedReceipt(row) for row in came.sort("received_at", "receipt_id", descending=True).to_dicts()]


def find(tables: Tables, receipt_id: str) -> ListedReceipt | None:
    """Return a receipt by its id; None where it is not published."""
    return next(iter(list_receipts(tables, {"receipt_id": receipt_id})), None)


def narrowing(tables: Tables) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the filters of the list: query parameter, label, and (code, text) of each choice."""
    came = tables["deliveries"].filter(pl.col("receipt_id").is_not_null())
    labels = {"partner": "Partner", "feed": "Liste", "verdict": "Svar"}
    return [
        (NARROWED[column], label, sorted(_choices(came, column), key=lambda choice: choice[1]))
        for column, label in labels.items()
    ]


def _choices(came: pl.DataFrame, column: str) -> list[tuple[str, str]]:
    return [(code, _WORDS[column](code)) for code in came[column].drop_nulls().unique()]


def resting(tables: Tables, receipt_id: str) -> list[tuple[str, str, Sequence[str]]]:
    """Return the indicators based on a drop: id, name, and periods, oldest first."""
    names = dict(tables["indicator_definitions"].select("indicator_id", "name_da").iter_rows())
    found = tables["indicator_drops"].filter(receipt_id=receipt_id).sort("period")
    groups = found.group_by("indicator_id", maintain_order=True).agg(
        pl.col("period").unique(maintain_order=True)
    )
    entries = [(one, names.get(one, one), periods) for one, periods in groups.iter_rows()]
    return sorted(entries, key=lambda entry: entry[1])
