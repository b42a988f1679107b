"""A PostgreSQL of one's own that is stopped and started while people use the portal.

Its tables, or the log that it writes ahead of them, may lie on a disk that can be full.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.torture import disk
from tests.torture.disk import Disk

#: Enough for a cluster and the people of a test, with a log in pieces of one megabyte.
MEGABYTES = 128
SMALL_PIECES = ("--wal-segsize=1",)


class Cluster:
    """A server in a folder; where it has a disk, all of its programs see it."""

    def __init__(self, programs: Path, folder: Path, disk: Disk | None = None) -> None:
        self._programs = programs
        self._folder = folder
        self._beside = disk.beside if disk else ()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]

    def make(self, data: Path, *more: str) -> None:
        """Make an empty one that keeps its tables there."""
        self._data = data
        usual = ("--username", "bgm", "--auth", "trust", "--no-sync", "-E", "UTF8")
        self._run("initdb", *usual, *more)

    @property
    def url(self) -> str:
        """Return where it is."""
        return f"postgresql+psycopg://bgm@127.0.0.1:{self._port}/postgres"

    @property
    def said(self) -> str:
        """Return what it wrote into its log."""
        return (self._folder / "log").read_text()

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

    def runs(self) -> bool:
        """Tell whether it is there, whatever it answers."""
        return self._ask("pg_ctl", "status") == 0

    def _run(self, program: str, *arguments: str) -> None:
        code = self._ask(program, *arguments)
        assert code == 0, (program, code)

    def _ask(self, program: str, *arguments: str) -> int:
        command = [str(self._programs / program), "--pgdata", str(self._data)]
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        return subprocess.run(
            [*self._beside, *command, *arguments],
            cwd="/",
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ).returncode


def programs() -> Path | None:
    """Return where the server's programs are: in the search path, or where Debian keeps them."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return folders[-1].parent if folders else None


@contextmanager
def running(where: Path) -> Iterator[Cluster]:
    """Run a server until the block ends."""
    with _folder() as folder:
        cluster = Cluster(where, folder)
        cluster.make(folder / "data")
        with _started(cluster):
            yield cluster


@contextmanager
def on_small_disk(where: Path, *, tables: bool) -> Iterator[tuple[Cluster, Disk]]:
    """Run a server whose tables, or else whose log, lie on a disk that can be full."""
    with _folder() as folder:
        small = folder / "small"
        small.mkdir()
        with disk.mounted(small, megabytes=MEGABYTES) as its_disk:
            cluster = Cluster(where, folder, its_disk)
            data, log = (small, folder) if tables else (folder, small)
            cluster.make(data / "data", *SMALL_PIECES, "--waldir", str(log / "ahead"))
            with _started(cluster):
                yield cluster, its_disk


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="bgm-cluster-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    yield folder
    shutil.rmtree(folder)


@contextmanager
def _started(cluster: Cluster) -> Iterator[None]:
    cluster.start()
    try:
        yield
    finally:
        if cluster.runs():
            cluster.stop()
