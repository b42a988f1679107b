"""A PostgreSQL of one's own that is stopped and started while people use the portal."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Cluster:
    """A server in a folder."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self._run("initdb", "--username", "bgm", "--auth", "trust", "--no-sync", "-E", "UTF8")

    @property
    def url(self) -> str:
        """Return where it is."""
        return f"postgresql+psycopg://bgm@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = (
            f"-p {self._port} -c listen_addresses=127.0.0.1"
            f" -c unix_socket_directories='{self._folder}'"
        )
        log = str(self._folder / "log")
        self._run("pg_ctl", "--log", log, "--options", options, "--wait", "start")

    def stop(self) -> None:
        """Stop it at once, as when the machine is restarted: whoever is connected is thrown out."""
        self._run("pg_ctl", "--mode", "fast", "--wait", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "--pgdata", str(self._folder / "data")]
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(
            [*command, *arguments],
            cwd="/",
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def programs() -> Path | None:
    """Return where the server's programs are: in the search path, or where Debian keeps them."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return folders[-1].parent if folders else None


@contextmanager
def running(where: Path) -> Iterator[Cluster]:
    """Run a server until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="bgm-cluster-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    cluster = Cluster(where, folder)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder)
