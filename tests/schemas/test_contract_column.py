from __future__ import annotations

from schemas.contract_column import Column


def test_a_columns_own_name_and_title_are_headers() -> None:
    column = Column("Klassetrin", ("Årgang", "Trin"))
    assert column.headers("grade_level") == {"gradelevel", "klassetrin", "aargang", "trin"}
