"""The services are restricted, by the judgement of systemd's own analysis, and every one of them is in the kit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines.settings import PROJECT_ROOT

UNITS = PROJECT_ROOT / "deploy" / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
TIMERS = sorted(path.name for path in UNITS.glob("*.timer"))
# Of 10, where less is better; systemd calls what is below 2 "OK".
MOST_EXPOSED = 2.0
analysed = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is missing")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """The folder of a machine that has the units and nothing else."""
    shutil.copytree(UNITS, tmp_path / "etc" / "systemd" / "system")
    return tmp_path


def analysis(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)


def test_there_is_a_service_for_each_task() -> None:
    tasks = ("alert@", "backup", "doctor", "purge", "serve")
    assert [f"medvind-{task}.service" for task in tasks] == SERVICES
    assert [name.removesuffix(".timer") for name in TIMERS] == [f"medvind-{task}" for task in tasks[1:4]]


@analysed
@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_hardly_exposed(service: str, machine: Path) -> None:
    named = service.replace("@.", "@medvind-serve.service.")
    done = analysis("security", "--offline=true", f"--root={machine}", "--no-pager", named)
    exposure = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert exposure, done.stderr
    assert float(exposure[1]) < MOST_EXPOSED


@analysed
@pytest.mark.parametrize("timer", TIMERS)
def test_a_timer_has_a_time_that_comes(timer: str) -> None:
    when = re.search(r"^OnCalendar=(.*)$", (UNITS / timer).read_text(encoding="utf-8"), re.MULTILINE)
    assert when
    assert "Next elapse" in analysis("calendar", when[1]).stdout


@pytest.mark.parametrize("service", [name for name in SERVICES if "alert" not in name])
def test_whoever_fails_is_told_of(service: str) -> None:
    assert "OnFailure=medvind-alert@%n.service" in (UNITS / service).read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is missing")
def test_the_scripts_are_sound() -> None:
    files = [path for path in (PROJECT_ROOT / "deploy").iterdir() if path.is_file()]
    scripts = [str(path) for path in files if path.read_text("utf-8").startswith("#!/bin/sh")]
    assert len(scripts) >= 5
    done = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(
    shutil.which("sshd", path="/usr/sbin") is None or os.geteuid() != 0,
    reason="needs sshd, and root to ask it",
)
def test_sshd_understands_the_settings_of_partners(tmp_path: Path) -> None:
    key, settings = tmp_path / "key", tmp_path / "sshd_config"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    settings.write_text(f"HostKey {key}\nInclude {PROJECT_ROOT / 'deploy' / 'etc' / 'sshd.conf'}\n")
    Path("/run/sshd").mkdir(exist_ok=True)
    person = "user=oestskolen,host=x,addr=127.0.0.1"
    command = ["/usr/sbin/sshd", "-T", "-f", str(settings), "-C", person]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
