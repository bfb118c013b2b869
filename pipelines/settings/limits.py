"""Limits of size, time and retention, and the thresholds of the rules that hold or reject a drop."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds or days, shares between 0 and 1."""

    file_bytes: int = 2_000_000_000
    rows: int = 20_000_000
    columns: int = 500
    sheets: int = 200
    header_rows: int = 30
    unpacked_bytes: int = 4_000_000_000
    zip_ratio: int = 200
    # Processor time: a busy server refuses no file. After so much time by the clock a file is left for the next run.
    parse_seconds: float = 60.0
    parse_wait_seconds: float = 1800.0
    parse_bytes: int = 3_000_000_000
    # Processor time for all that follows reading, in this process: for any file, and for each million bytes of it.
    work_seconds: float = 120.0
    work_seconds_per_million: float = 1.0
    # The longest cell that Excel can have, and the longest line that is a row of such cells rather than a broken file.
    cell_characters: int = 32_767
    line_bytes: int = 20_000_000
    settle_seconds: float = 2.0
    unknown_share: float = 0.05
    shrink_share: float = 0.80
    repeat_days: int = 30
    shrink_from_rows: int = 20
    cells_named: int = 1000
    # A marked workbook takes much more memory than its file takes on disk.
    marked_bytes: int = 20_000_000
    marked_cells: int = 300_000
    marked_seconds: float = 60.0
    marked_wait_seconds: float = 600.0
    return_days: int = 90
    # A publication that is not proven safe within this time is not published.
    gate_seconds: float = 600.0
    originals_days: int = 90
    # Limits of one file that is tried on the page: bytes, and seconds by the clock, after which it is given up.
    tried_bytes: int = 20_000_000
    tried_seconds: float = 240.0
    # Limits of one SQL query typed on the page.
    sql_seconds: float = 10.0
    sql_bytes: int = 1_000_000_000
    sql_rows: int = 10_000
    sql_rows_shown: int = 500

    def work_of(self, size: int) -> float:
        """Return the processor time for a file of so many bytes, after it has been read."""
        return self.work_seconds + self.work_seconds_per_million * size / 1e6
