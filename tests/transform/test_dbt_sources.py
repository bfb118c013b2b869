"""The generated dbt source file agrees with the feed contracts."""

from pipelines.transform.dbt_sources import FILE, render


def test_the_source_of_the_feeds_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == render(), "run: make generate"
