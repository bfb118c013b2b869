"""A bare Debian 12 in a folder: commands run in it as on a machine, before it is booted and after (systemd-nspawn).

It has the network of this machine until it is booted, for packages; booted it has a loopback interface of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.settings import PROJECT_ROOT

TOOLS = ("debootstrap", "systemd-nspawn", "nsenter", "git")
MIRROR = "http://deb.debian.org/debian"
CHECKOUT = "usr/src/medvind"
_BARE = "systemd,systemd-sysv,dbus,ca-certificates"
_PATIENCE = 1800
_ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
}


def needs_root_and_tools() -> pytest.MarkDecorator:
    """Skip where no machine can be made."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    return pytest.mark.skipif(
        os.geteuid() != 0 or bool(missing), reason=f"needs root, and {missing or 'tools'}"
    )


@dataclass
class Machine:
    """A Debian in the folder `root`; `leader` is the process number of its systemd while it is booted."""

    root: Path
    leader: int | None = None

    def call(self, command: str, typed: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run shell text as root in the machine."""
        inside = [
            "env",
            "-i",
            *(f"{name}={value}" for name, value in self._environment().items()),
            "sh",
            "-c",
            command,
        ]
        enter = (
            ["nsenter", "--target", str(self.leader), "--all"]
            if self.leader
            else [*self._nspawn(), "--as-pid2"]
        )
        return subprocess.run(
            [*enter, *inside], input=typed, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )

    def do(self, command: str, typed: str | None = None) -> str:
        """Run shell text as root, which has to succeed; return what it wrote, errors last."""
        done = self.call(command, typed)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def path(self, inside: str) -> Path:
        """The place here of an absolute path of the machine."""
        return self.root / inside.lstrip("/")

    def _nspawn(self) -> list[str]:
        return ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--directory", str(self.root)]

    def _environment(self) -> dict[str, str]:
        """The ordinary clients of package registries trust what this machine trusts."""
        trusted = dict.fromkeys(("PIP_CERT", "SSL_CERT_FILE"), "/root/trusted.crt")
        return _ENVIRONMENT | (trusted if self.path("/root/trusted.crt").exists() and not self.leader else {})

    @contextmanager
    def booted(self) -> Iterator[None]:
        """Boot it, and shut it down at the end."""
        log = self.root.with_suffix(".log").open("wb")
        command = [*self._nspawn(), "--boot", "--private-network", "--console=pipe"]
        with log, subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log) as process:
            try:
                self.leader = self._wait_for_systemd(process)
                yield
            finally:
                self.leader = None
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(120)
                except subprocess.TimeoutExpired:
                    process.kill()

    def _wait_for_systemd(self, process: subprocess.Popen[bytes]) -> int:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        for _ in range(240):
            if found := children.read_text().split():
                self.leader = int(found[0])
                if self.call("systemctl is-system-running").stdout.strip() in ("running", "degraded"):
                    return self.leader
            time.sleep(0.5)
        raise AssertionError("the machine does not boot")


def bare_machine(root: Path) -> Machine:
    """Make a machine with nothing but Debian, and the checkout in /usr/src."""
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={_BARE}", "bookworm", str(root), MIRROR],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    machine = Machine(root)
    shutil.copy("/etc/resolv.conf", machine.path("/etc/resolv.conf"))
    shutil.copy(
        os.environ.get("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt"),
        machine.path("/root/trusted.crt"),
    )
    put_checkout(machine)
    return machine


def put_checkout(machine: Machine) -> None:
    """Copy the files of this checkout, as they are now, into the machine."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT_ROOT,
        capture_output=True,
        check=True,
    ).stdout
    for name in filter(None, names.decode().split("\0")):
        source, target = PROJECT_ROOT / name, machine.path(CHECKOUT) / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


@dataclass(frozen=True)
class Step:
    """What the guide says to type, and lines of what it says will be seen; `…` stands for anything."""

    typed: str
    seen: tuple[str, ...]

    def check(self, shown: str) -> None:
        """Every line that was promised is in what was shown."""
        for line in self.seen:
            pattern = ".*".join(map(re.escape, line.split("…")))
            assert re.search(pattern, shown), f"{self.typed}\n{line}\nnot in\n{shown}"


def guide_steps(guide: Path) -> list[Step]:
    """The steps of a guide, in order: each block of commands with the block of output that follows it, if any."""
    text = guide.read_text(encoding="utf-8")
    found = re.findall(r"```(sh|text)\n(.*?)```", text, re.DOTALL)
    steps: list[Step] = []
    for kind, block in found:
        if kind == "sh":
            steps.append(Step(block, ()))
        else:
            steps[-1] = Step(steps[-1].typed, tuple(block.splitlines()))
    return steps
