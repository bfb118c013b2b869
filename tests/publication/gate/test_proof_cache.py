"""What is kept from one attack to the next, and which publications are attacked together."""

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


def test_what_is_proven_is_not_attacked_again(tmp_path: Path) -> None:
    tables = hiding(BEFORE, "OE1", "OE2")
    proof = attacked(BEFORE, tables)
    write_proofs(tmp_path / "dbt" / "proven.json", proof.proven)
    proven = read_proofs(tmp_path / "dbt" / "proven.json")
    again = attack(tables, [], BEFORE, SECONDS, proven)
    assert (again.holds, again.reused, again.programs, again.proven) == (True, 1, 0, proven)
    # Neither another pattern nor another code.
    assert attack(hiding(BEFORE, "OE1"), [], BEFORE, SECONDS, proven).reused == 0
    assert attack(tables, [hiding(BEFORE, "OE1", "OE3")], BEFORE, SECONDS, proven).reused == 0
    other = world(OE1=4, OE2=19, OE3=20, OE4=15)
    assert attack(hiding(other, "OE1", "OE2"), [], other, SECONDS, proven).reused == 0


def test_what_another_code_has_proven_is_attacked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = hiding(BEFORE, "OE1", "OE2")
    proven = attacked(BEFORE, tables).proven
    monkeypatch.setattr(proof_cache, "code_version", lambda: "another")
    assert attack(tables, [], BEFORE, SECONDS, proven).reused == 0


def test_what_is_found_is_not_proven() -> None:
    assert attacked(BEFORE, hiding(BEFORE, "OE1")).proven == frozenset()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"other": 1}'])
def test_a_spoilt_memory_is_no_memory(tmp_path: Path, content: str) -> None:
    (tmp_path / "proven.json").write_text(content, encoding="utf-8")
    assert read_proofs(tmp_path / "proven.json") == frozenset()
    assert read_proofs(tmp_path / "none.json") == frozenset()


def _lay(folder: Path, identifier: str, tables: Tables) -> None:
    (folder / "parquet").mkdir(parents=True)
    (folder / "publication.json").write_text(json.dumps({"id": identifier}), encoding="utf-8")
    for name, rows in tables.items():
        rows.write_parquet(folder / "parquet" / f"{name}.parquet")


def test_frozen_publications_and_those_still_kept_are_read_once_and_in_order(tmp_path: Path) -> None:
    first, second = hiding(BEFORE, "OE1", "OE2"), hiding(BEFORE, "OE1", "OE3")
    _lay(tmp_path / "releases" / "2026K1", "20260401-000000-0001", first)
    _lay(tmp_path / "publications" / "20260701-000000-0001", "20260701-000000-0001", second)
    _lay(tmp_path / "releases" / "2026K2", "20260701-000000-0001", second)
    _lay(tmp_path / "publications" / ".20260801.new", "20260801-000000-0001", second)
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
