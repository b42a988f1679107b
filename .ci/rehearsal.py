"""Rehearse the life of an installation, as the documents tell it.

A clean folder gets a copy of the last commit; what `docs/how-to/install.md` and `operate.md` say is
then done there: install, set up, first administrator, staff, web and worker, backup, loss, restore,
and the move to PostgreSQL where TEST_POSTGRES_URL names a server. Beside it an older version is
upgraded with a year of data, and led back (`upgrading.py`): each waits most of the time for one
process, and neither knows of the other.
"""

from __future__ import annotations

import base64
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import upgrading

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 60


class Failed(Exception):
    """A step did not do what the documents promise."""


class House:
    """An installation in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "bgm-portal"
        self.state = folder / "state"
        self.port = _free_port()
        self.settings = self._settings(folder)

    def _settings(self, folder: Path) -> dict[str, str]:
        """Fill in the example of settings that the documents point to."""
        given = {
            "BGM_DATABASE_URL": f"sqlite:///{folder / 'state' / 'portal.db'}",
            "BGM_SECRET_KEY": secrets.token_urlsafe(48),
            "BGM_SEAL_KEYS": f"2026:{base64.b64encode(os.urandom(32)).decode()}",
            "BGM_SMTP_HOST": "127.0.0.1",
            "BGM_CONTACT_NAME": "BGM-Koordination",
            "BGM_CONTACT_PHONE": "intern 140",
        }
        example = (ROOT / "docs/how-to/deploy/settings.example").read_text()
        lines = [line for line in example.splitlines() if line and not line.startswith("#")]
        written = dict(line.split("=", 1) for line in lines) | given
        extra = {
            "BGM_SMTP_SECURITY": "none",  # nothing listens there, and nothing has to
            "BGM_INSTANCE": str(self.state),
            "BGM_BIND": f"127.0.0.1:{self.port}",
        }
        return written | extra

    def environ(self) -> dict[str, str]:
        """Return the environment of every process of this house."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BGM_")}
        return clean | self.settings

    def python(self, *arguments: str, may_fail: bool = False) -> str:
        """Run a module of the installation and return what it said."""
        command = [str(self.checkout / ".venv/bin/python"), "-m", *arguments]
        done = subprocess.run(
            command,
            cwd=self.checkout,
            env=self.environ(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode and not may_fail:
            raise Failed(f"{' '.join(arguments)}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def flask(self, *arguments: str, may_fail: bool = False) -> str:
        """Run a command of the portal."""
        return self.python("flask", "--app", "bgm_portal.app", *arguments, may_fail=may_fail)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run web and worker as the units do, until the block ends."""
        python = str(self.checkout / ".venv/bin/python")
        config = "docs/how-to/deploy/gunicorn.conf.py"
        figures = f"PROMETHEUS_MULTIPROC_DIR={self.state / 'metrics'}"  # of the web process alone
        web = ("env", figures, python, "-m", "gunicorn", "--config", config)
        parts = [
            self._start(*web, "--log-level", "warning"),
            self._start(python, "-m", "flask", "--app", "bgm_portal.app", "bgm", "worker"),
        ]
        try:
            for what in ("live", "ready", "worker"):
                self._wait_for(what, parts)
            yield
        finally:
            for part in parts:
                part.send_signal(signal.SIGTERM)
            for part in parts:
                part.wait(timeout=PATIENCE_SECONDS)

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command, cwd=self.checkout, env=self.environ(), stderr=subprocess.DEVNULL
        )

    def _wait_for(self, what: str, parts: list[subprocess.Popen[bytes]]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if any(part.poll() is not None for part in parts):
                raise Failed("a process ended by itself")
            if self._is(what):
                return
            time.sleep(0.3)
        raise Failed(f"{what}: no answer")

    def _is(self, what: str) -> bool:
        command = [str(self.checkout / ".venv/bin/python"), "-m", "bgm_portal.upkeep.probe", what]
        done = subprocess.run(command, cwd=self.checkout, env=self.environ(), check=False)
        return done.returncode == 0

    def quiet(self) -> None:
        """Let the worker's sign of life be old, as it is two minutes after stopping it."""
        (self.state / "worker.alive").unlink(missing_ok=True)


def main() -> int:
    """Go through all steps, the upgrade beside them; say which one failed."""
    with ThreadPoolExecutor(1) as beside:
        upgraded = beside.submit(upgrading.main)
        lived = _live()
        return max(lived, upgraded.result())


def _live() -> int:
    with tempfile.TemporaryDirectory(prefix="bgm-rehearsal-") as name:
        house = House(Path(name))
        try:
            _install(house)
            backup = _work(house)
            _lose_and_restore(house, backup)
            _move(house)
        except (Failed, subprocess.SubprocessError) as why:
            print(f"The rehearsal failed: {why}", file=sys.stderr)
            return 1
    return 0


def _install(house: House) -> None:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(house.checkout)], check=True)
    subprocess.run(
        ["make", "setup", "REQUIREMENTS=requirements/runtime.txt"],
        cwd=house.checkout,
        env=house.environ(),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    said = house.flask("bgm", "worker", may_fail=True)
    _insist("noch keine Tabellen" in said, "a worker without tables says so", said)
    house.flask("db", "upgrade")
    print("installed, tables made")


def _work(house: House) -> Path:
    said = house.flask(
        *("bgm", "first-run", "--email", "admin@example.org", "--first-name", "Alex"),
        *("--last-name", "Beispiel", "--unit", "IT", "--name", "Gesund im Amt"),
        *("--employer-name", "Jobcenter Musterstadt", "--enforcement", "nrw", "--state", "NW"),
        *("--contact-name", "BGM-Koordination", "--contact-phone", "intern 140"),
        *("--contact-email", "bgm@example.org", "--quiet-from", "19:00", "--quiet-until", "07:00"),
    )
    _insist("https://bgm.example.org/" in said, "a link for the first administrator", said)
    with house.running():
        print("web and worker answer")
    said = house.flask("bgm", "backup", "--drill")
    _insist("wieder da und gezählt" in said, "a backup that is rehearsed", said)
    print("backed up and rehearsed")
    return next((house.state / "backups").glob("*.tar"))


def _lose_and_restore(house: House, backup: Path) -> None:
    kept = house.checkout.parent / backup.name
    shutil.copy(backup, kept)
    shutil.rmtree(house.state)
    said = house.flask("bgm", "restore", str(kept))
    _insist("wieder da und gezählt" in said, "the backup is restored", said)
    with house.running():
        print("lost everything, restored, running again")
    house.quiet()


def _move(house: House) -> None:
    server = os.environ.get("TEST_POSTGRES_URL")
    if not server:
        print("not rehearsed: the move to PostgreSQL, because TEST_POSTGRES_URL is not set")
        return
    name = f"bgm_rehearsal_house_{os.getpid()}"
    address = server.rsplit("/", 1)[0] + f"/{name}"
    _sql(house, server, f'CREATE DATABASE "{name}"')
    try:
        said = house.flask("bgm", "move-to", address)
        _insist("Jede Zeile ist angekommen." in said, "every row arrives", said)
        house.settings["BGM_DATABASE_URL"] = address
        with house.running():
            print("moved to PostgreSQL, running there")
        house.quiet()
        said = house.flask("bgm", "backup", "--drill")
        _insist("wieder da und gezählt" in said, "a backup of PostgreSQL is rehearsed", said)
        print("backed up and rehearsed there")
    finally:
        _sql(house, server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _sql(house: House, server: str, statement: str) -> None:
    code = "import sys, psycopg; psycopg.connect(sys.argv[1], autocommit=True).execute(sys.argv[2])"
    python = str(house.checkout / ".venv/bin/python")
    plain = server.replace("postgresql+psycopg://", "postgresql://")
    subprocess.run([python, "-c", code, plain, statement], check=True)


def _insist(well: bool, what: str, said: str) -> None:  # noqa: FBT001 - reads like a sentence
    if not well:
        raise Failed(f"expected {what}, but:\n{said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
