"""Where the rows of a drop lie while they are looked at: in memory, and what is too much for it in temporary files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import polars as pl

# As many rows are kept in memory. A row takes about a hundred bytes.
ROWS_IN_MEMORY = 1_200_000
# As many numbers of eight bytes are looked at together.
NUMBERS_AT_ONCE = 4_000_000

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class BufferedChunk:
    """A frame on a shelf: its rows from `first` up to, but not with, `end` among all."""

    first: int
    end: int
    _kept: pl.DataFrame | Path

    @property
    def lies_in_file(self) -> bool:
        """Say whether it takes no memory."""
        return isinstance(self._kept, Path)

    @property
    def frame(self) -> pl.DataFrame:
        """The frame itself, from wherever it lies."""
        return self.some(None)

    def some(self, columns: list[str] | None) -> pl.DataFrame:
        """Some of its columns, or all."""
        if isinstance(self._kept, Path):
            return pl.read_ipc(self._kept, columns=columns)
        return self._kept.select(columns) if columns else self._kept

    def within(self, indexes: pl.Series) -> pl.Series:
        """Those of the sorted indexes that are of this frame's rows."""
        if indexes.is_empty():
            return indexes
        start = indexes.search_sorted(self.first)
        return indexes.slice(start, indexes.search_sorted(self.end) - start)


@dataclass
class ChunkBuffer:
    """Frames in the order in which they came. The files go with the last one who holds the shelf."""

    most: int = field(default_factory=lambda: ROWS_IN_MEMORY)
    rows: int = 0
    _frames: list[BufferedChunk] = field(default_factory=list)
    _folder: TemporaryDirectory[str] | None = None

    def add(self, frame: pl.DataFrame) -> None:
        """Put a frame at the end. Once there are too many rows for memory, all of them lie in files."""
        first, self.rows = self.rows, self.rows + len(frame)
        self._frames.append(BufferedChunk(first, self.rows, frame))
        if self.rows > self.most:
            self._frames = [self._put_away(kept, number) for number, kept in enumerate(self._frames)]

    def _put_away(self, kept: BufferedChunk, number: int) -> BufferedChunk:
        if kept.lies_in_file:
            return kept
        self._folder = self._folder or TemporaryDirectory(prefix="rows-", ignore_cleanup_errors=True)
        path = Path(self._folder.name) / f"{number}.arrow"
        kept.frame.write_ipc(path)
        return BufferedChunk(kept.first, kept.end, path)

    def __iter__(self) -> Iterator[BufferedChunk]:
        """Each frame again, in its order."""
        return iter(self._frames)


@dataclass
class Repeats:
    """Finds out which of very many hashes occur more than once, a part of all possible ones at a time."""

    at_once: int = field(default_factory=lambda: NUMBERS_AT_ONCE)
    count: int = 0
    _shelf: ChunkBuffer = field(default_factory=lambda: ChunkBuffer(2 * NUMBERS_AT_ONCE))

    def add(self, hashes: pl.Series) -> None:
        """Take in the hashes of some rows."""
        self.count += len(hashes)
        self._shelf.add(hashes.to_frame("hash"))

    def found(self) -> Iterator[Hashes]:
        """The hashes that occur more than once, parted so that no part is too much for memory; each part sorted."""
        parts = 1 + self.count // self.at_once
        for part in range(parts):
            chosen = [self._part(kept.frame["hash"].to_numpy(), part, parts) for kept in self._shelf]
            ordered = np.sort(np.concatenate(chosen)) if chosen else np.empty(0, dtype=np.uint64)
            again = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
            if len(again):
                yield again

    @staticmethod
    def _part(hashes: Hashes, part: int, parts: int) -> Hashes:
        return hashes if parts == 1 else hashes[hashes % np.uint64(parts) == part]


def among(values: npt.NDArray[np.generic], known: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Say of each value whether it is among the sorted known ones."""
    places = np.searchsorted(known, values)
    places[places == len(known)] = 0
    return np.asarray(known[places] == values) if len(known) else np.zeros(len(values), dtype=bool)
