"""Clean text: remove invisible characters, normalise white space, and compose letters."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from pipelines.intake.values.distinct_texts import distinct_texts

# No-break spaces, zero-width characters and soft hyphens come from web pages and Word. Control characters other than
# white space would steer the terminal of whoever reads the text.
_CONTROLS = r"\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"
_INVISIBLE = rf"[\u200b\u200c\u200d\u2060\ufeff\u00ad{_CONTROLS}]"
_SPACES = r"[\s\u00a0\u202f]+"
# Word processors and web pages write these for a hyphen or a minus sign; a dash only before a
# word or number.
_HYPHENS = r"[\u2010\u2011\u2212]|[\u2012\u2013]\b"
# Excel marks a number that is text with an apostrophe, and so do exports.
_TEXT_MARK = r"^['\u2019](\d|[+-]\d)"
# What may have to be cleaned. Most columns have nothing of it, and searching is faster than replacing.
_UNUSUAL = re.compile(r"[^\n -&(-~æøåÆØÅéÉäÄöÖüÜ]")
# The columns of a table of rows that say where in the file a row stands; all others are fields.
PLACE = ("sheet", "source_row", "source_column")


def clean(table: pl.DataFrame) -> pl.DataFrame:
    """Clean the fields of a table: white space, letters (NFC), hyphens and minus signs, invisible characters,
    marks of text.

    Fields that are empty afterwards are null.
    """
    fields = [name for name in table.columns if name not in PLACE]
    found = [cleaned for name in fields if (cleaned := _cleaned(table[name])) is not None]
    return table.with_columns(found) if found else table


def _cleaned(texts: pl.Series) -> pl.Series | None:
    """Return the cleaned texts of a field; None where each is clean and filled."""
    each = texts.unique().to_list()
    if _are_clean([text for text in each if text]):
        filled = pl.when(texts != "").then(texts).alias(texts.name)
        return pl.select(filled).to_series() if "" in each else None
    which, different = distinct_texts(texts)
    text = pl.col("text").str.replace_all(_INVISIBLE, "").str.replace_all(_SPACES, " ").str.strip_chars()
    text = text.str.replace_all(_HYPHENS, "-").str.replace(_TEXT_MARK, "${1}")
    composed = text.str.normalize("NFC")
    cleaned = different.to_frame("text").select(pl.when(composed != "").then(composed)).to_series()
    return cleaned[which].alias(texts.name)


def _are_clean(texts: list[str]) -> bool:
    """Say whether texts are plainly clean: ordinary letters, and single spaces between words."""
    lines = "\n".join(["", *texts, ""])
    odd = any(spaces in lines for spaces in ("  ", "\n ", " \n", "\n\n"))
    return not odd and lines.count("\n") == len(texts) + 1 and not _UNUSUAL.search(lines)


def clean_text(text: str) -> str:
    """Clean one cell like `clean`."""
    cleaned = re.sub(_SPACES, " ", re.sub(_INVISIBLE, "", text)).strip()
    return unicodedata.normalize("NFC", re.sub(_TEXT_MARK, r"\1", re.sub(_HYPHENS, "-", cleaned)))
