"""A real gunicorn on a free port, and the processor time that its workers spend."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """A running server: its port, and the processes that answer."""

    port: int
    master: int

    def cpu_seconds(self) -> float:
        """Return the processor time that master and workers have used so far."""
        return sum(_cpu(pid) for pid in (self.master, *children(self.master)))


def children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(target: str, environ: Mapping[str, str], *, threads: int = 16) -> Iterator[Server]:
    """Run gunicorn with two workers until the block ends."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", target),
        *("--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", str(threads)),
        *("--worker-class", "gthread", "--no-control-socket", "--log-level", "warning"),
        *("--keep-alive", "30", "--timeout", "120"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environ})
    try:
        _wait_for(port, process)
        yield Server(port=port, master=process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE_SECONDS)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("the server did not start")
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=2)) as connection:
                connection.request("GET", "/leer")
                connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")
