"""Start the demo as a newcomer would, look at the sign-in page, and leave with Ctrl-C.

It starts twice on one folder, because the second start finds data and must not mind.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PATIENCE = 180  # seconds until the first page; a year of history is made on the way
GOODBYE = 30  # seconds until everything has stopped
STOPPED_BY_HAND = {0, 2, 130, -signal.SIGINT}  # what make and a shell say after Ctrl-C


class Disappointed(Exception):
    """The demo did not do what the README promises."""


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether anything listens there."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def sign_in_page(port: int) -> str | None:
    """Return the sign-in page, or None while nobody answers."""
    address = f"http://127.0.0.1:{port}/anmelden"
    try:
        with urllib.request.urlopen(address, timeout=10) as response:
            return str(response.read().decode())
    except urllib.error.HTTPError as refusal:
        raise Disappointed(f"{address} answers {refusal.code}.") from refusal
    except OSError:
        return None


def wait_for_page(demo: subprocess.Popen[bytes], port: int) -> str:
    """Return the sign-in page as soon as it is there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if demo.poll() is not None:
            raise Disappointed(f"The demo ended by itself with status {demo.returncode}.")
        if page := sign_in_page(port):
            return page
        time.sleep(0.3)
    raise Disappointed(f"Nobody answered on port {port} within {PATIENCE} seconds.")


def look_at(page: str) -> None:
    """Insist on the fields that people are told to fill."""
    if 'name="email"' not in page or 'name="password"' not in page:
        raise Disappointed("The sign-in page has no fields email and password.")


def listen_to_ctrl_c() -> None:
    """Begin as a terminal would: whoever ignores Ctrl-C hands that on to what they start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def leave(demo: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C, which reaches every process of the terminal's group."""
    os.killpg(demo.pid, signal.SIGINT)
    try:
        status = demo.wait(GOODBYE)
    except subprocess.TimeoutExpired:
        raise Disappointed(f"The demo was still running {GOODBYE} s after Ctrl-C.") from None
    if status not in STOPPED_BY_HAND:
        raise Disappointed(f"The demo ended with status {status} after Ctrl-C.")


def is_running(group: int) -> bool:
    """Tell whether any process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def look_back(group: int, port: int, log: Path) -> None:
    """Insist that nothing is left but a quiet log."""
    until = time.monotonic() + 5
    while is_running(group) and time.monotonic() < until:
        time.sleep(0.1)
    if is_running(group):
        raise Disappointed("A process of the demo outlived Ctrl-C.")
    if answers(port):
        raise Disappointed(f"Something still listens on port {port}.")
    if "Traceback (most recent call last)" in log.read_text(errors="replace"):
        raise Disappointed("The demo left a traceback.")


def visit(folder: Path, port: int) -> None:
    """Start, look, leave, and look back."""
    log = folder.with_suffix(".log")
    begun = time.monotonic()
    with log.open("wb") as output:
        demo = subprocess.Popen(
            ["make", "demo", f"PORT={port}", f"DEMO_DIR={folder}"],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            page = wait_for_page(demo, port)
            seconds = time.monotonic() - begun
            look_at(page)
            leave(demo)
            look_back(demo.pid, port, log)
        except Disappointed:
            print(log.read_text(errors="replace"), file=sys.stderr)
            raise
        finally:
            if is_running(demo.pid):
                os.killpg(demo.pid, signal.SIGKILL)
    print(f"The sign-in page came after {seconds:.1f} s; Ctrl-C left nothing behind.")


def main() -> int:
    """Visit a new demo, then the same one again."""
    listen_to_ctrl_c()
    with tempfile.TemporaryDirectory(prefix="bgm-demo-") as temporary:
        folder = Path(temporary, "demo")
        try:
            visit(folder, free_port())
            visit(folder, free_port())
        except Disappointed as disappointment:
            print(disappointment, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
