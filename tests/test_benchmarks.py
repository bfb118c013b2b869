"""Every benchmark runs at a size that takes seconds; the figures that it prints are not checked."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINES = {
    "csv": ["intake", "1e3", "--times", "1"],
    "xlsx": ["intake", "1e3", "--times", "1", "--kind", "xlsx"],
    "warehouse": ["nation", "600"],
    "judgement": ["judgement", "--series", "1", "--settings", "2"],
    "disclosure": ["disclosure", "--tables", "2"],
    "drop": ["small_drop", "--times", "1", "--years", "1"],
}


def run(words: list[str]) -> list[str]:
    """The rows of the tables that a benchmark prints, without their headings."""
    command = [sys.executable, "-m", f"benchmarks.{words[0]}", *words[1:]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [*done.stdout.splitlines(), ""]
    return [line for line, below in pairwise(lines) if line.startswith("| ") and not below.startswith("|--")]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (LINES["csv"], 4),
        (LINES["xlsx"], 3),
        (LINES["warehouse"], 1),
        (LINES["judgement"], 4),
        (LINES["disclosure"], 3),
    ],
)
def test_a_benchmark_measures_each_variant(words: list[str], rows: int) -> None:
    assert len(run(words)) == rows


@pytest.mark.slow
def test_a_small_drop_is_measured_for_each_variant() -> None:
    assert len(run(LINES["drop"])) == 5


def test_polluted_files_are_exact_reported_or_silent(tmp_path: Path) -> None:
    header, row = (
        "DATE,TIME,Qty,PRODUCTID,Price,ProductType,ProductDescription,URL,Comments\n",
        "a,b,c,d,e,f,g,h,i\n",
    )
    files = {"source.csv": header + row * 9, "row_less_sep.csv": header + row * 8 + "a,b,c,d,e,f,g,h\n"}
    for name, text in files.items():
        for kind in ("csv", "clean"):
            (tmp_path / "polluted_files" / kind).mkdir(parents=True, exist_ok=True)
            sent = text if kind == "csv" else files["source.csv"]
            (tmp_path / "polluted_files" / kind / name).write_text(sent, encoding="utf-8")
        parameters = tmp_path / "polluted_files" / "parameters"
        parameters.mkdir(exist_ok=True)
        (parameters / f"{name}_parameters.json").write_text('{"header_lines": 1}', encoding="utf-8")
    (tmp_path / "pollock_weights.json").write_text(
        '{"source.csv": 1, "row_less_sep.csv": 3}', encoding="utf-8"
    )
    command = [sys.executable, "-m", "benchmarks.pollock", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line.split()[:2] for line in done.stdout.splitlines()[:3]] == [
        ["exact", "1"],
        ["reported", "1"],
        ["silent", "0"],
    ]
