"""Spark's databases and tables: create them, and remove them when their content must go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.permissions import private_files
from pipelines.settings import Settings
from pipelines.spark.sessions import SparkMissing, session_of

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# The database of dbt's tables (profiles.yml), and those of its sources.
MODELS, FEEDS, INTAKE = "medvind", "feeds", "intake"


def remove_tables(settings: Settings) -> None:
    """Remove Spark's tables that lie outside the data folder, if there are any.

    Raises SparkMissing where their location is not the one that is configured now.
    """
    if not settings.spark_location.exists() or not (
        place := settings.spark_location.read_text(encoding="utf-8")
    ):
        return
    if place != settings.cluster.elsewhere:
        raise SparkMissing(
            f"Spark har talt her: {place}. Der ligger rækker om personer, som skal slettes. "
            "Sæt MEDVIND_SPARK_MASTER og MEDVIND_SPARK_STORE til det sted, og prøv igen."
        )
    with private_files(), session_of(settings) as session:
        for database in (MODELS, FEEDS, INTAKE):
            session.sql(f"drop database if exists {database} cascade")


def open_databases(session: SparkSession, settings: Settings) -> None:
    """Create the databases that are missing.

    Raises SparkMissing where tables of an earlier build have disappeared: a partial build would then fail.
    """
    if settings.spark_location.exists() and not session.catalog.databaseExists(MODELS):
        settings.spark_location.unlink()
        raise SparkMissing("Sparks katalog er tomt, selv om der er talt før. Næste kørsel tæller alt forfra.")
    store = settings.cluster.store
    for database in (MODELS, FEEDS, INTAKE):
        lies = f" location '{store}/{database}.db'" if store else ""
        session.sql(f"create database if not exists {database}{lies}")
        if not settings.cluster.is_server:
            _clear_leavings(session, database)
    session.catalog.setCurrentDatabase(MODELS)
    settings.spark_location.write_text(settings.cluster.elsewhere, encoding="utf-8")


def _clear_leavings(session: SparkSession, database: str) -> None:
    """Remove files without a table, left by an interrupted build: Spark could not create a table over them."""
    java: Any = session._jvm
    tables = {row.tableName for row in session.sql(f"show tables in {database}").collect()}
    place = java.org.apache.hadoop.fs.Path(session.catalog.getDatabase(database).locationUri)
    store = place.getFileSystem(session._jsparkSession.sessionState().newHadoopConf())
    for found in store.listStatus(place) if store.exists(place) else ():
        if found.getPath().getName() not in tables:
            store.delete(found.getPath(), True)
