"""Starting the demonstration: one folder, one database, a web server and a worker.

The folder keeps its own random keys, so that a second start finds its data readable. Two starts
at once on the same folder are refused with a sentence.
"""

import base64
import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from .people import ACCOUNTS

PASSWORD = "Gemeinsam-zum-See-28"  # noqa: S105 - printed for everybody who tries the demonstration
FLASK = (sys.executable, "-m", "flask", "--app", "bgm_portal.app")
PATIENCE_SECONDS = 20.0
MEANING = {
    "beschaeftigte": "Beschäftigte: Angebote finden, sich anmelden, Bedarf nennen",
    "koordination": "BGM-Koordination: planen, Bedarfe klären, Anwesenheit eintragen",
    "leitung": "Geschäftsführung: eingefrorene Berichte",
    "redaktion": "Redaktion",
    "administration": "Administration: Konten, Betrieb, gesendete Post",
    "datenschutz": "Datenschutz: Protokoll, Regeln und Prüfsummen der Berichte",
}


class CannotStart(Exception):
    """The demonstration cannot run here; the message says why and what helps."""


def environment(folder: Path, port: int) -> dict[str, str]:
    """Return the settings of the demonstration in this folder."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("BGM_")},
        "BGM_ENV": "demo",
        "BGM_INSTANCE": str(folder),
        "BGM_BASE_URL": f"http://127.0.0.1:{port}",
        "BGM_TRUSTED_HOSTS": "127.0.0.1,localhost",
        "BGM_MAIL_TRANSPORT": "files",
        "BGM_MAIL_SENDER": "bgm@demo.example",
        "BGM_CONTACT_NAME": "Nadine Ortmann",
        "BGM_CONTACT_PHONE": "intern 140",
        "BGM_CONTACT_ROOM": "Haus Mitte, Raum 1.12",
        "BGM_CONTACT_EMAIL": "koordination@demo.example",
        "BGM_SLOW_STATEMENT_MS": "5000",  # a busy laptop shall not fill the newcomer's console
        **_keys(folder),
    }


def _keys(folder: Path) -> dict[str, str]:
    file = folder / "keys"
    if not file.exists():
        seal = base64.b64encode(secrets.token_bytes(32)).decode()
        file.touch(mode=0o600)
        file.write_text(f"{secrets.token_urlsafe(48)}\ndemo:{seal}\n", encoding="utf-8")
    secret, seal_keys = file.read_text(encoding="utf-8").split()
    return {"BGM_SECRET_KEY": secret, "BGM_SEAL_KEYS": seal_keys}


def run(folder: Path, port: int) -> None:
    """Prepare the folder, start web and worker, and wait for Ctrl-C.

    Raises CannotStart when the port is taken, the folder is in use, or a part does not start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    _insist_on_free(port)
    with _alone_in(folder):
        environ = environment(folder, port)
        click.echo(f"Das Portal wird in {folder} vorbereitet …")
        _do(environ, "db", "upgrade")
        _do(environ, "bgm", "fill-demo")
        with _running(environ, port):
            _introduce(port, folder)
            _wait_for_the_end()
        click.echo("\nDas Portal ist beendet. Die Daten bleiben im Ordner.")


def _insist_on_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            message = f"Port {port} is taken; choose another one: make demo PORT={port + 1}"
            raise CannotStart(message) from taken


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as busy:
            message = f"A demonstration already runs in {folder}; stop it or set DEMO_DIR=…"
            raise CannotStart(message) from busy
        yield


def _do(environ: dict[str, str], *arguments: str) -> None:
    done = subprocess.run([*FLASK, *arguments], env=environ, check=False)
    if done.returncode:
        raise CannotStart(f"flask {' '.join(arguments)} failed; the lines above say why.")


@contextmanager
def _running(environ: dict[str, str], port: int) -> Iterator[None]:
    web = [
        *(sys.executable, "-m", "gunicorn", "bgm_portal.app:serve()"),
        *("--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"),
        *("--worker-class", "gthread", "--no-control-socket", "--log-level", "warning"),
    ]
    # Sessions of their own: Ctrl-C reaches only this process, which then ends them in order.
    parts = [
        subprocess.Popen(web, env=environ, start_new_session=True),
        subprocess.Popen([*FLASK, "bgm", "worker"], env=environ, start_new_session=True),
    ]
    try:
        _wait_until_answering(port, parts)
        yield
    finally:
        for part in parts:
            part.send_signal(signal.SIGTERM)
        for part in parts:
            _end(part)


def _end(part: "subprocess.Popen[bytes]") -> None:
    try:
        part.wait(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        part.kill()


def _wait_until_answering(port: int, parts: "list[subprocess.Popen[bytes]]") -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if any(part.poll() is not None for part in parts):
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise CannotStart("The portal did not start; the lines above say why.")


def _introduce(port: int, folder: Path) -> None:
    width = max(len(account.email) for account in ACCOUNTS)
    lines = [
        "",
        f"  Das Portal läuft:  http://127.0.0.1:{port}/anmelden",
        f"  Kennwort für alle: {PASSWORD}",
        "",
        *(
            f"  {account.email:<{width}}  {MEANING[account.email.split('@')[0]]}"
            for account in ACCOUNTS
        ),
        "",
        f"  Gesendete Post liegt in {folder / 'mail'}",
        "  Beenden mit Strg+C",
        "",
    ]
    click.echo("\n".join(lines))


def _wait_for_the_end() -> None:
    def _stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, _stop)
    try:
        while True:
            signal.pause()
    except KeyboardInterrupt:
        return
