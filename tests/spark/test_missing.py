"""Where Spark cannot be started, the command says what is missing, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from end_to_end.houses import new_house

from pipelines.transform import spark
from pipelines.transform.spark import SparkMissing, at_work


def test_without_java_the_command_says_so(tmp_path: Path) -> None:
    house = new_house(tmp_path / "house")
    without = {name: value for name, value in house.environment.items() if name != "JAVA_HOME"}
    run = house.start("run", "--engine", "spark", env=without | {"PATH": str(tmp_path)})
    _, said = run.communicate()
    assert run.returncode == 1
    assert said == "Spark kræver Java 17 eller nyere. På Debian: apt install openjdk-17-jre-headless\n"


def test_without_the_package_the_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda _: None)
    with (
        pytest.raises(SparkMissing, match="Spark er ikke installeret"),
        at_work(new_house(tmp_path / "house").with_engine("spark")),
    ):
        pass
