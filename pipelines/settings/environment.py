"""The environment variables MEDVIND_*: their names, types and defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.settings.spark_cluster import Cluster
from schemas.configuration import ConfigurationInvalid, default_data

_PREFIX = "MEDVIND_"


class Environment(BaseSettings):
    """What the environment can set. An empty variable counts as unset."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_ignore_empty=True, frozen=True)

    data: Path = Field(default_factory=default_data)
    # Read by schemas/configuration.py: where the place's own configuration files lie.
    config: Path | None = None
    keys: Path = Field(default_factory=lambda: Path.home() / ".config" / "medvind")
    memory: str = "5GB"
    free_gb: float = Field(default=10.0, ge=0)
    pages_port: int = Field(default=3001, ge=1, le=65535)
    pages_address: str = Field(default="", pattern=r"^(https?://[^/\s]+)?$")
    engine: Literal["duckdb", "spark"] = "duckdb"
    spark_master: str = Cluster.master
    spark_archive: str = Cluster.archive
    spark_store: str = Cluster.store
    spark_memory: str = Cluster.memory
    postgres: str = ""
    # May hold a password, as the one above.
    publish_to: str = ""


VARIABLES = tuple(f"{_PREFIX}{name.upper()}" for name in Environment.model_fields)


def read_environment() -> dict[str, Any]:
    """Return the arguments of `Settings`. Raises ConfigurationInvalid, without the value: it could be a password."""
    try:
        found = Environment()
    except ValidationError as problem:
        names = sorted({f"{_PREFIX}{error['loc'][0]}".upper() for error in problem.errors()})
        raise ConfigurationInvalid(
            f"{', '.join(names)} har en værdi, der ikke kan bruges. Ret den, eller fjern den."
        ) from None
    return {
        "data": found.data.absolute(),
        "keys_folder": found.keys.absolute(),
        "memory": found.memory,
        "free_bytes": int(found.free_gb * 1e9),
        "pages_port": found.pages_port,
        "pages_address": found.pages_address,
        "engine": found.engine,
        "cluster": Cluster(found.spark_master, found.spark_archive, found.spark_store, found.spark_memory),
        "several_workers": bool(found.postgres),
        "publish_to": found.publish_to,
    }
