"""Chunks of rows in memory or in files, and hashes that occur more than once."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.frames.spill import ChunkBuffer, Repeats, among


def chunk(*values: int) -> pl.DataFrame:
    return pl.DataFrame({"a": values, "b": [str(value) for value in values]})


@pytest.mark.parametrize(("most", "spilled"), [(5, [False, False]), (4, [True, True])])
def test_chunks_are_read_back_in_order_whether_they_were_spilled_or_not(
    most: int, spilled: list[bool]
) -> None:
    buffer = ChunkBuffer(most)
    buffer.add(chunk(1, 2, 3))
    buffer.add(chunk(4, 5))
    assert [kept.is_spilled for kept in buffer] == spilled
    assert [kept.frame.rows() for kept in buffer] == [chunk(1, 2, 3).rows(), chunk(4, 5).rows()]
    assert [kept.select(["b"]).columns for kept in buffer] == [["b"], ["b"]]
    assert [(kept.first, kept.end) for kept in buffer] == [(0, 3), (3, 5)]
    assert buffer.rows == 5


def test_a_file_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    buffer = ChunkBuffer(0)
    buffer.add(chunk(1))
    (written,) = tmp_path.rglob("*.arrow")
    before = written.stat().st_mtime_ns
    buffer.add(chunk(2))
    assert written.stat().st_mtime_ns == before


def test_files_are_removed_with_the_buffer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    buffer = ChunkBuffer(0)
    buffer.add(chunk(1))
    assert len(list(tmp_path.rglob("*.arrow"))) == 1
    del buffer
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_each_chunk_has_its_own_of_the_sorted_row_indexes() -> None:
    buffer = ChunkBuffer()
    for size in (3, 0, 2):
        buffer.add(chunk(*range(size)))
    indexes = pl.Series([0, 2, 3, 4, 7], dtype=pl.UInt32)
    assert [kept.within(indexes).to_list() for kept in buffer] == [[0, 2], [], [3, 4]]
    assert [kept.within(indexes.clear()).to_list() for kept in buffer] == [[], [], []]


@given(st.lists(st.lists(st.integers(0, 9)), max_size=4), st.integers(1, 8))
def test_repeats_are_found_whatever_is_sorted_together(chunks: list[list[int]], at_once: int) -> None:
    repeats = Repeats(at_once)
    for hashes in chunks:
        repeats.add(pl.Series(hashes, dtype=pl.UInt64))
    every = [one for hashes in chunks for one in hashes]
    found = [int(one) for part in repeats.found() for one in part]
    assert sorted(found) == sorted({one for one in every if every.count(one) > 1})


@pytest.mark.parametrize(
    ("values", "known", "expected"),
    [
        ([1, 5, 9, 10, 0], [1, 9], [True, False, True, False, False]),
        ([1], [], [False]),
        ([], [1], []),
        ([10], [9], [False]),
    ],
)
def test_values_among_sorted_ones(values: Sequence[int], known: Sequence[int], expected: list[bool]) -> None:
    found = among(np.array(values, dtype=np.uint64), np.array(known, dtype=np.uint64))
    assert found.tolist() == expected
