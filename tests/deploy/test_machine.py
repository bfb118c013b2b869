"""The guide of the deploy kit, typed line by line on a bare Debian 12; the services work under their restrictions."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from datetime import date

import pytest

from pipelines.demo import fill_inbox
from pipelines.settings import PROJECT_ROOT
from tests.deploy.machine import CHECKOUT, Machine, bare_machine, guide_steps, needs_root_and_tools

pytestmark = [pytest.mark.slow, needs_root_and_tools()]
INSTALL, KEYS, DOCTOR, START, PARTNER, PROXY, LOGIN, PAGE, BACKUP = guide_steps(
    PROJECT_ROOT / "deploy" / "README.md"
)
DATA, ETC = "/var/lib/medvind/data", "/etc/medvind"
ELSEWHERE = "/var/backups/medvind/elsewhere"
SSH = (
    "-i /root/oestskolen -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes "
    "-o LogLevel=ERROR -o IdentitiesOnly=yes"
)
ABSENCE = "CPR-nr;Institutionsnr;Måned;Skoledage;Sygdom;Lovligt;Ulovligt\n" + "".join(
    f"{day}0514-4{day:03};561001;2025M10;22;{day % 5};0;0\n" for day in range(61, 90)
)
# Runs a command as a service of the kit, with all that restricts one.
AS_SERVICE = f"systemd-run --quiet --wait --pipe --unit=medvind-test$$ -p ReadWritePaths={DATA} "
MEDVIND = "/opt/medvind/current/bin/medvind"
# A write outside, a namespace, memory that is writable and executable, sockets that are none of ours.
FORBIDDEN = {
    "touch /opt/medvind/mine": "Read-only file system",
    "touch /etc/medvind/config/place.yml": "Read-only file system",
    "ls /root": "Permission denied",
    "unshare --user true": "Operation not permitted",
    'python3 -c "import mmap; mmap.mmap(-1, 4096, prot=7)"': "Operation not permitted",
    'python3 -c "import socket; socket.socket(socket.AF_PACKET)"': "not supported",
    'python3 -c "import socket; socket.socket(socket.AF_NETLINK)"': "not supported",
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine on which the first step of the guide has been typed."""
    machine = bare_machine(tmp_path_factory.mktemp("machine") / "root")
    INSTALL.check(machine.do(INSTALL.typed))
    return machine


def state(machine: Machine) -> dict[str, tuple[int, int, int, float]]:
    """Mode, owner, group and time of everything that the installation makes."""
    tops = (
        "/opt/medvind",
        "/etc/medvind",
        "/etc/systemd/system",
        "/etc/ssh",
        "/usr/local/bin",
        "/var/lib/medvind",
    )
    found = {}
    for path in (path for top in tops for path in machine.path(top).rglob("*")):
        kind = path.lstat()
        time_of = 0.0 if path.is_dir() or path.name == ".lock" else kind.st_mtime
        found[str(path)] = (kind.st_mode, kind.st_uid, kind.st_gid, time_of)
    return found


def test_a_second_installation_changes_nothing(installed: Machine) -> None:
    before = state(installed)
    shown = installed.do(INSTALL.typed)
    assert "Ny udgave" not in shown
    assert "Der er nøgler i /etc/medvind/keys i forvejen." in shown
    after = state(installed)
    assert {name for name in before if before[name] != after.get(name)} <= {
        # Written whole each time, with the same content.
        *(name for name in before if name.endswith("/.skrevet.json")),
    }


def test_each_place_is_open_to_those_it_is_for(installed: Machine) -> None:
    listed = "stat -c '%U:%G %a' "
    assert installed.do(listed + f"{DATA} {DATA}/marts {DATA}/inbox").split("\n")[:3] == [
        "medvind:medvind-laesere 750",
        "medvind:medvind-laesere 2750",
        "medvind:medvind 750",
    ]
    secrets = f"{ETC}/keys/pseudonym.key {ETC}/restic.password {ETC}/keys"
    assert installed.do(listed + secrets).split("\n")[:3] == [
        "medvind:medvind 600",
        "medvind:medvind 600",
        "medvind:medvind 700",
    ]


def test_an_archive_without_its_keys_gets_no_new_ones(installed: Machine) -> None:
    archive = installed.path(f"{DATA}/raw/absence/20260101-abc")
    archive.mkdir(parents=True)
    installed.do(f"mv {ETC}/keys/pseudonym.key /root/ && chown -R medvind: {DATA}/raw")
    done = installed.call(f"/{CHECKOUT}/deploy/install keys")
    made = installed.path(f"{ETC}/keys/pseudonym.key").exists()
    installed.do(f"mv /root/pseudonym.key {ETC}/keys/ && rm -r {DATA}/raw")
    assert (done.returncode, made) == (1, False)
    assert "Der er ingen nøgler" in done.stdout + done.stderr


def test_a_newer_checkout_becomes_the_program_and_the_one_before_stays(installed: Machine) -> None:
    current = installed.path("/opt/medvind/current").readlink()
    changed = installed.path(CHECKOUT) / "docs" / "sql-guide.md"
    changed.write_text(changed.read_text("utf-8") + "\nMere.\n", encoding="utf-8")
    assert "Programmet er nu" in installed.do(INSTALL.typed)
    newer = installed.path("/opt/medvind/current").readlink()
    assert newer != current
    releases = {path.name for path in installed.path("/opt/medvind/releases").iterdir()}
    assert releases == {current.name, newer.name}


@pytest.fixture(scope="module")
def running(installed: Machine) -> Iterator[Machine]:
    """The machine after the rest of the guide, with two partners, and a hamlet's files ingested and published."""
    installed.do(KEYS.typed)
    for partner in ("oestskolen", "havneskolen"):
        key = installed.path(f"/root/{partner}")
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    installed.do(f"sed -i 's|^RESTIC_REPOSITORY=.*|RESTIC_REPOSITORY={ELSEWHERE}|' {ETC}/backup.env")
    PROXY.check(installed.do(PROXY.typed))
    fill_inbox(installed.path(f"{DATA}/inbox"), seed=7, residents=250, years=1, until=date(2025, 11, 20))
    installed.do(f"chown -R medvind:medvind {DATA}/inbox")
    with installed.booted():
        DOCTOR.check(installed.do(DOCTOR.typed))
        START.check(installed.do(START.typed))
        PARTNER.check(installed.do(PARTNER.typed))
        installed.do("/opt/medvind/bin/sftp-partner havneskolen /root/havneskolen.pub")
        wait_for(installed, f"test -e {DATA}/marts/report.html")
        yield installed


def wait_for(machine: Machine, command: str) -> str:
    """Repeat a command until it succeeds; return what it wrote."""
    for _ in range(300):
        done = machine.call(command)
        if done.returncode == 0:
            return done.stdout
        time.sleep(1)
    raise AssertionError(f"{command}\n{machine.do('journalctl --namespace=medvind --no-pager -n 60')}")


def sftp(machine: Machine, batch: str) -> subprocess.CompletedProcess[str]:
    """Type commands in a session of Østskolen's; the first that fails ends it."""
    return machine.call(f"sftp {SSH} -b - oestskolen@127.0.0.1", typed=batch)


def test_a_partner_sends_a_file_and_fetches_its_receipt(running: Machine) -> None:
    running.path("/root/Fravær november.csv").write_bytes(ABSENCE.encode())
    sent = sftp(running, 'put "/root/Fravær november.csv"\n')
    assert sent.returncode == 0, sent.stderr
    wait_for(running, f"ls {DATA}/inbox/oestskolen/retur/Frav*november*.html")
    fetched = sftp(running, "lcd /root\nget retur/*november*.html\n")
    assert fetched.returncode == 0, fetched.stderr
    (receipt,) = running.path("/root").glob("Fravær november*.html")
    assert "Fravær november.csv" in receipt.read_text("utf-8")
    assert not running.path(f"{DATA}/inbox/oestskolen/Fravær november.csv").exists()


def test_a_file_in_a_folder_of_the_partners_own_is_taken_too(running: Machine) -> None:
    running.path("/root/september.csv").write_bytes(ABSENCE.replace("2025M10", "2025M09").encode())
    sent = sftp(running, "mkdir sep\nput /root/september.csv sep/september.csv\n")
    assert sent.returncode == 0, sent.stderr
    wait_for(running, f"find {DATA}/inbox/oestskolen/retur -name '*september*.html' | grep .")


@pytest.mark.parametrize(
    "batch",
    [
        "ls /srv",
        "get /etc/passwd /root/taken",
        "get ../../etc/passwd /root/taken",
        "ls /var/lib/medvind/data/inbox/havneskolen",
        "rename retur elsewhere",
        "put /root/oestskolen.pub retur/receipt.html",
        "put /root/oestskolen.pub /mine",
        "symlink /etc/passwd seen\nget seen /root/taken",
    ],
)
def test_a_partner_stays_in_its_folder(batch: str, running: Machine) -> None:
    assert sftp(running, batch + "\n").returncode != 0
    assert not running.path("/root/taken").exists()


def test_a_partner_sees_nothing_but_its_folder(running: Machine) -> None:
    assert sftp(running, "ls -1 /\n").stdout.split("\n")[1:] == ["/indbakke", ""]
    assert "havneskolen" not in sftp(running, "ls -laR /indbakke\n").stdout


def test_a_partner_has_no_shell_and_forwards_nothing(running: Machine) -> None:
    shell = running.call(f"ssh {SSH} oestskolen@127.0.0.1 id")
    assert "uid=" not in shell.stdout
    forwarding = (
        f"timeout 20 ssh {SSH} -o ExitOnForwardFailure=yes -N -R 4000:127.0.0.1:3001 oestskolen@127.0.0.1"
    )
    assert running.call(forwarding).returncode not in (0, 124)
    through = running.call(f"ssh {SSH} -W 127.0.0.1:3001 oestskolen@127.0.0.1 </dev/null")
    assert "prohibited" in through.stderr or "refused" in through.stderr or through.returncode != 0
    assert (
        running.call(f"ssh {SSH.replace('oestskolen', 'havneskolen')} oestskolen@127.0.0.1").returncode == 255
    )


def test_a_key_that_is_taken_back_opens_nothing(running: Machine) -> None:
    running.do("/opt/medvind/bin/sftp-partner --remove oestskolen /root/oestskolen.pub")
    assert sftp(running, "ls\n").returncode != 0
    running.do(PARTNER.typed)
    assert sftp(running, "ls\n").returncode == 0
    assert running.do(f"stat -c '%U:%G %a' {DATA}/inbox/oestskolen") == "medvind:oestskolen 3770\n"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("root", "oestskolen.pub"),
        ("ukendt", "oestskolen.pub"),
        ("../raw", "oestskolen.pub"),
        ("oestskolen", "oestskolen"),
    ],
)
def test_no_other_account_and_no_other_key_is_let_in(name: str, key: str, running: Machine) -> None:
    assert running.call(f"/opt/medvind/bin/sftp-partner '{name}' /root/{key}").returncode == 1


def test_the_doctor_finds_nothing_wrong_with_the_partners_folders(running: Machine) -> None:
    assert "fejl  " not in running.do("medvind doctor")


@pytest.mark.parametrize("command", FORBIDDEN)
def test_a_service_may_not(command: str, running: Machine) -> None:
    done = running.call(AS_SERVICE + command)
    assert done.returncode != 0
    assert FORBIDDEN[command] in done.stdout + done.stderr


def test_the_report_is_printed_under_the_restrictions(running: Machine) -> None:
    running.do(AS_SERVICE + f"{MEDVIND} report")
    assert running.path(f"{DATA}/marts/report.pdf").read_bytes().startswith(b"%PDF")


def test_a_quarter_is_frozen_under_the_restrictions(running: Machine) -> None:
    running.do("systemctl stop medvind-serve")
    running.do(AS_SERVICE + f"{MEDVIND} freeze 2025K3")
    running.do("systemctl start medvind-serve")
    assert running.path(f"{DATA}/marts/releases/2025K3/medvind.duckdb").exists()


def test_the_pages_answer(running: Machine) -> None:
    assert wait_for(running, "curl -fsS http://127.0.0.1:3001/healthz") == "ok\n"
    assert wait_for(running, "curl -fsS http://127.0.0.1:3000/healthz") == "ok\n"


def test_readers_on_other_machines_come_in_by_a_login(running: Machine) -> None:
    LOGIN.check(running.do(LOGIN.typed))
    PAGE.check(running.do(PAGE.typed))
    page = "curl -sk -o /dev/null -w '%{http_code}' --resolve medvind.example:443:127.0.0.1 https://medvind.example"
    anna = " -u 'anna:et langt kodeord'"
    asked = {
        f"{page}/": "401",
        f"{page}/kvitteringer -u anna:forkert": "401",
        f"{page}/healthz{anna}": "200",
        f"{page}/sql{anna}": "403",
        f"{page}/sql{anna} -H 'X-Forwarded-User: operator'": "403",
    }
    assert {words: running.do(words) for words in asked} == asked
    assert running.call(
        "su -s /bin/sh nobody -c 'curl -s --unix-socket /run/medvind/pages.sock http://x/'"
    ).returncode


def test_the_nightly_services_succeed(running: Machine) -> None:
    for service in ("purge", "doctor"):
        running.do(f"systemctl start medvind-{service}")


def test_a_backup_goes_elsewhere_and_is_restored_as_it_was(running: Machine) -> None:
    BACKUP.check(running.do(BACKUP.typed))
    drills = running.path(f"{DATA}/logs/drills.jsonl").read_text("utf-8").splitlines()
    line = json.loads(drills[-1])
    assert (line["equal"], line["differing"], line["who"]) == (True, 0, "root")
    assert line["backup"].startswith("restic ")
    assert not list(running.path("/var/backups/medvind").glob(".drill-*"))
    # What lies elsewhere is encrypted.
    assert running.call(f"grep -rlE 'receipt_id|PAR1' {ELSEWHERE}").returncode == 1


def test_somebody_is_told_when_a_service_fails(running: Machine) -> None:
    listener = (
        "import http.server as h\n"
        "class Told(h.BaseHTTPRequestHandler):\n"
        "    def do_POST(self):\n"
        "        open('/root/told', 'wb').write(self.rfile.read(int(self.headers['Content-Length'])))\n"
        "        self.send_response(200); self.end_headers()\n"
        "h.HTTPServer(('127.0.0.1', 9999), Told).handle_request()\n"
    )
    running.path("/root/listener.py").write_text(listener)
    running.do(f"sed -i 's|^ALERT_URL=.*|ALERT_URL=http://127.0.0.1:9999/|' {ETC}/alert.env")
    running.do("systemd-run --quiet --unit=listener python3 /root/listener.py")
    running.do(f"mv {ETC}/keys/pseudonym.key /root/")
    assert running.call("systemctl start medvind-doctor").returncode != 0
    wait_for(running, "test -s /root/told")
    running.do(f"mv /root/pseudonym.key {ETC}/keys/")
    assert "medvind-doctor.service er gået galt" in running.path("/root/told").read_text("utf-8")
