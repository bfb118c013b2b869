"""The image is made by the steps of the installation, in their order, and by nothing else."""

from __future__ import annotations

import re
import shlex

import yaml

from pipelines.settings import PROJECT_ROOT

DEPLOY = PROJECT_ROOT / "deploy"
INSTALL = "/usr/src/medvind/deploy/install"


def steps_of_the_installation() -> list[str]:
    """Every step that the script runs where none is named."""
    found = re.search(r"\|\| set -- (.*)", (DEPLOY / "install").read_text("utf-8"))
    assert found
    return found[1].split()


def instructions(kind: str) -> list[str]:
    lines = (DEPLOY / "Containerfile").read_text("utf-8").splitlines()
    return [line.removeprefix(f"{kind} ") for line in lines if line.startswith(f"{kind} ")]


def test_each_run_calls_steps_of_the_installation() -> None:
    called = []
    for command in instructions("RUN"):
        script, *steps = shlex.split(command)
        assert script == INSTALL
        called += steps
    # Keys are made in the installation's own volume, and systemd does not run in a container.
    assert called == [step for step in steps_of_the_installation() if step not in ("keys", "units")]


def test_the_script_is_where_the_image_copies_it() -> None:
    assert instructions("COPY") == [f". {INSTALL.removesuffix('/deploy/install')}"]


def test_compose_keeps_what_the_image_calls_volumes() -> None:
    service = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]["medvind"]
    kept = {volume.partition(":")[2] for volume in service["volumes"]}
    assert kept == set(yaml.safe_load(instructions("VOLUME")[0]))
    assert service["build"]["dockerfile"] == "deploy/Containerfile"
