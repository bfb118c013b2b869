"""dbt-core: what of its results and events is relied on without being a documented API.

If these fail, `medvind run` shows no progress of dbt (event names), does not name the nodes that failed (statuses), or
cannot pass on a parsed manifest (`dbtRunner(manifest)`, `Manifest.write`), as
`pipelines/transform/dbt_call.py` does.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from dbt.cli.main import dbtRunner

from pipelines.transform.dbt_progress import report_progress
from tests.canaries.conftest import DbtBuild


def test_events_say_how_many_nodes_there_are_and_which_are_done(dbt_build: DbtBuild) -> None:
    progress: list[tuple[str, int, int]] = []
    hear = report_progress(lambda step, done=0, total=0: progress.append((step, done, total)), "build")
    for event in dbt_build.events:
        hear(event)
    assert progress == [("build", done, 3) for done in range(4)]


def test_results_have_nodes_times_and_statuses(dbt_build: DbtBuild) -> None:
    found = {r.node.name: (r.node.resource_type, str(r.status), r.failures) for r in dbt_build.results}
    assert found["numbers"] == ("model", "success", None)
    assert found["not_null_numbers_number"] == ("test", "pass", 0)
    assert all(isinstance(result.execution_time, float) for result in dbt_build.results)


def test_a_parsed_manifest_can_be_written_and_given_back(
    dbt_build: DbtBuild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    root = str(dbt_build.root)
    words = ["--project-dir", root, "--profiles-dir", root, "--target-path", str(tmp_path)]
    parsed = dbtRunner().invoke(["--quiet", "parse", "--no-write-json", *words]).result
    parsed.write(str(tmp_path / "written.json"))  # type: ignore[union-attr]
    assert (tmp_path / "written.json").stat().st_size > 1000
    listed = dbtRunner(parsed).invoke(["--quiet", "ls", "--resource-type", "model", *words])  # type: ignore[arg-type]
    assert listed.result == ["canary.doubled", "canary.numbers"]
