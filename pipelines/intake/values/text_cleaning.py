"""Clean text: remove invisible characters, normalise white space, and compose letters."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from pipelines.intake.values.distinct_texts import distinct_texts

# No-break spaces, zero-width characters and soft hyphens come from web pages and Word.
_INVISIBLE = r"[\u200b\u200c\u200d\u2060\ufeff\u00ad]"
_SPACES = r"[\s\u00a0\u202f]+"


def clean(table: pl.DataFrame) -> pl.DataFrame:
    """Clean the fields of a table: fold white space, compose letters (NFC), remove invisible characters.

    Fields that are empty afterwards are null.
    """
    fields = pl.exclude("sheet", "source_row", "source_column")
    return table.with_columns(_cleaned(texts) for texts in table.select(fields))


def _cleaned(texts: pl.Series) -> pl.Series:
    which, different = distinct_texts(texts)
    text = pl.col("text").str.replace_all(_INVISIBLE, "").str.replace_all(_SPACES, " ").str.strip_chars()
    composed = text.str.normalize("NFC")
    cleaned = different.to_frame("text").select(pl.when(composed != "").then(composed)).to_series()
    return cleaned.gather(which).alias(texts.name)


def clean_text(text: str) -> str:
    """Clean one cell like `clean`."""
    cleaned = re.sub(_SPACES, " ", re.sub(_INVISIBLE, "", text))
    return unicodedata.normalize("NFC", cleaned.strip())
