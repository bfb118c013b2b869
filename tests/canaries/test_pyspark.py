"""pyspark: `SparkContext._ensure_initialized`, `_gateway` and `_jvm`, and a session's `_jvm` and `_jsparkSession`.

If these fail, Spark writes its log to the terminal, its Java process outlives the command and keeps the catalogue
locked (`pipelines/spark/sessions.py`), or files of a build that was cut off block the next one
(`pipelines/spark/spark_tables.py`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.settings import Settings

pyspark = pytest.importorskip("pyspark")


def test_java_is_started_with_our_log_and_ends_with_the_session(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from pipelines.spark.sessions import session_of
    from pipelines.spark.spark_tables import MODELS, open_databases

    settings = Settings(tmp_path / "data", tmp_path / "keys", engine="spark")
    settings.spark.mkdir(parents=True)
    with session_of(settings) as session:
        java = pyspark.SparkContext._gateway.proc
        assert session.sql("select 1 as one").collect()[0].one == 1
        open_databases(session, settings)
        left = settings.spark / "tables" / f"{MODELS}.db" / "cut_off"
        left.mkdir(parents=True)
        open_databases(session, settings)
        assert not left.exists()
    assert java.poll() is not None
    assert pyspark.SparkContext._gateway is None
    assert (settings.spark / "java.log").exists()
    assert capfd.readouterr() == ("", "")
