"""Buffer of validated chunks; spills to Arrow IPC files beyond 1.2 million rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import polars as pl

# Most rows kept in memory. A row takes about a hundred bytes.
ROWS_IN_MEMORY = 1_200_000
# Most 64-bit hashes that are sorted together.
NUMBERS_AT_ONCE = 4_000_000

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class BufferedChunk:
    """One buffered frame: the rows from `first` up to, but not including, `end` of the whole."""

    first: int
    end: int
    _kept: pl.DataFrame | Path

    @property
    def is_spilled(self) -> bool:
        """Say whether the frame is in a file rather than in memory."""
        return isinstance(self._kept, Path)

    @property
    def frame(self) -> pl.DataFrame:
        """The frame, read from its file where it was spilled."""
        return self.select(None)

    def select(self, columns: list[str] | None) -> pl.DataFrame:
        """Return some of the columns, or all."""
        if isinstance(self._kept, Path):
            return pl.read_ipc(self._kept, columns=columns)
        return self._kept[columns] if columns else self._kept

    def within(self, indexes: pl.Series) -> pl.Series:
        """Return those of the sorted row indexes that are in this frame."""
        if indexes.is_empty():
            return indexes
        start = indexes.search_sorted(self.first)
        return indexes.slice(start, indexes.search_sorted(self.end) - start)


@dataclass
class ChunkBuffer:
    """Frames in the order they were added. The spill files are removed with the buffer."""

    most: int = field(default_factory=lambda: ROWS_IN_MEMORY)
    rows: int = 0
    _frames: list[BufferedChunk] = field(default_factory=list)
    _folder: TemporaryDirectory[str] | None = None

    def add(self, frame: pl.DataFrame) -> None:
        """Append a frame. Once there are more than `most` rows, all frames are spilled to files."""
        first, self.rows = self.rows, self.rows + len(frame)
        self._frames.append(BufferedChunk(first, self.rows, frame))
        if self.rows > self.most:
            self._frames = [self._spilled(kept, number) for number, kept in enumerate(self._frames)]

    def _spilled(self, kept: BufferedChunk, number: int) -> BufferedChunk:
        if kept.is_spilled:
            return kept
        self._folder = self._folder or TemporaryDirectory(prefix="rows-", ignore_cleanup_errors=True)
        path = Path(self._folder.name) / f"{number}.arrow"
        kept.frame.write_ipc(path)
        return BufferedChunk(kept.first, kept.end, path)

    def __iter__(self) -> Iterator[BufferedChunk]:
        """Iterate over the frames in order."""
        return iter(self._frames)


@dataclass
class Repeats:
    """Find which of very many hashes occur more than once, one residue class of them at a time."""

    at_once: int = field(default_factory=lambda: NUMBERS_AT_ONCE)
    count: int = 0
    _buffer: ChunkBuffer = field(default_factory=lambda: ChunkBuffer(2 * NUMBERS_AT_ONCE))

    def add(self, hashes: pl.Series) -> None:
        """Add the hashes of some rows."""
        self.count += len(hashes)
        self._buffer.add(hashes.to_frame("hash"))

    def found(self) -> Iterator[Hashes]:
        """Yield the hashes that occur more than once, in parts small enough to sort in memory; each part sorted."""
        parts = 1 + self.count // self.at_once
        for part in range(parts):
            chosen = [self._part(kept.frame["hash"].to_numpy(), part, parts) for kept in self._buffer]
            ordered = np.sort(np.concatenate(chosen)) if chosen else np.empty(0, dtype=np.uint64)
            again = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
            if len(again):
                yield again

    @staticmethod
    def _part(hashes: Hashes, part: int, parts: int) -> Hashes:
        return hashes if parts == 1 else hashes[hashes % np.uint64(parts) == part]


def among(values: npt.NDArray[np.generic], known: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Say for each value whether it is among the sorted known ones."""
    places = np.searchsorted(known, values)
    places[places == len(known)] = 0
    return np.asarray(known[places] == values) if len(known) else np.zeros(len(values), dtype=bool)
