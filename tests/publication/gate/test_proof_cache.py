"""The proof cache, and the reading of earlier publications."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.publication.gate import (
    DisclosureKind,
    attack,
    proof_cache,
    read_earlier,
    read_proofs,
    write_proofs,
)
from tests.publication.gate.example_publications import BEFORE, SECONDS, Tables, attacked, hiding, world


def test_a_proven_group_is_not_attacked_again(tmp_path: Path) -> None:
    tables = hiding(BEFORE, "OE1", "OE2")
    proof = attacked(BEFORE, tables)
    write_proofs(tmp_path / "dbt" / "proven.json", proof.proven)
    proven = read_proofs(tmp_path / "dbt" / "proven.json")
    again = attack(tables, [], BEFORE, SECONDS, proven)
    assert (again.holds, again.reused, again.programs, again.proven) == (True, 1, 0, proven)
    # Any other pattern or figures are attacked.
    assert attack(hiding(BEFORE, "OE1"), [], BEFORE, SECONDS, proven).reused == 0
    assert attack(tables, [hiding(BEFORE, "OE1", "OE3")], BEFORE, SECONDS, proven).reused == 0
    other = world(OE1=4, OE2=19, OE3=20, OE4=15)
    assert attack(hiding(other, "OE1", "OE2"), [], other, SECONDS, proven).reused == 0


def test_proofs_of_other_code_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = hiding(BEFORE, "OE1", "OE2")
    proven = attacked(BEFORE, tables).proven
    monkeypatch.setattr(proof_cache, "code_version", lambda: "another")
    assert attack(tables, [], BEFORE, SECONDS, proven).reused == 0


def test_a_group_with_a_disclosed_cell_is_not_proven() -> None:
    assert attacked(BEFORE, hiding(BEFORE, "OE1")).proven == frozenset()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"other": 1}'])
def test_an_invalid_cache_file_is_an_empty_cache(tmp_path: Path, content: str) -> None:
    (tmp_path / "proven.json").write_text(content, encoding="utf-8")
    assert read_proofs(tmp_path / "proven.json") == frozenset()
    assert read_proofs(tmp_path / "none.json") == frozenset()


def _write(folder: Path, identifier: str, tables: Tables) -> None:
    (folder / "parquet").mkdir(parents=True)
    (folder / "publication.json").write_text(json.dumps({"id": identifier}), encoding="utf-8")
    for name, rows in tables.items():
        rows.write_parquet(folder / "parquet" / f"{name}.parquet")


def test_releases_and_existing_publications_are_read_once_and_in_order(tmp_path: Path) -> None:
    first, second = hiding(BEFORE, "OE1", "OE2"), hiding(BEFORE, "OE1", "OE3")
    _write(tmp_path / "releases" / "2026K1", "20260401-000000-0001", first)
    _write(tmp_path / "publications" / "20260701-000000-0001", "20260701-000000-0001", second)
    _write(tmp_path / "releases" / "2026K2", "20260701-000000-0001", second)
    _write(tmp_path / "publications" / ".20260801.new", "20260801-000000-0001", second)
    earlier = read_earlier(tmp_path)
    assert [
        one["indicators"].equals(other["indicators"])
        for one, other in zip(earlier, (first, second), strict=True)
    ]
    assert len(earlier) == 2
    assert {
        disclosed_cell.kind for disclosed_cell in attack(second, earlier[:1], BEFORE, SECONDS).disclosed_cells
    } == {DisclosureKind.EXACT}
    assert read_earlier(tmp_path / "nothing") == []
