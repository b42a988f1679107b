"""A disk of one's own, small enough to be full.

It is mounted where nobody else sees it, in a mount namespace that ends with the test. As root, and
without root's rights wherever the kernel lets anybody mount in a namespace of their own.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ALONE = ("unshare", "--mount", "--propagation", "private")
_WITHOUT_RIGHTS = ("--user", "--map-current-user", "--keep-caps")
_MOUNT = 'mount -t tmpfs -o "size=$2,mode=0777" none "$1" && echo there && exec cat'
_BLOCK = bytes(64 * 1024)


class Disk:
    """What was mounted, as seen by processes that run on it, and by the test."""

    def __init__(self, folder: Path, holder: int) -> None:
        self.folder = folder
        self._holder = holder

    @property
    def beside(self) -> tuple[str, ...]:
        """Return what to put before a command that is to see the disk."""
        user = ("--user", "--preserve-credentials") if os.getuid() else ()
        return ("nsenter", "--target", str(self._holder), "--mount", *user, "--")

    @property
    def _ballast(self) -> Path:
        return Path(f"/proc/{self._holder}/root{self.folder}/ballast")

    def fill(self) -> None:
        """Leave no room at all."""
        with self._ballast.open("ab", buffering=0) as ballast:
            for size in (len(_BLOCK), 1):
                try:
                    while ballast.write(_BLOCK[:size]):
                        pass
                except OSError:
                    continue

    def make_room(self) -> None:
        """Throw away what filled it, as an administrator does."""
        self._ballast.unlink()


def is_refused() -> bool:
    """Tell whether the kernel lets nobody mount here."""
    command = [*ALONE, *(_WITHOUT_RIGHTS if os.getuid() else ()), "sh", "-c"]
    with tempfile.TemporaryDirectory() as folder:
        trial = [*command, 'mount -t tmpfs none "$0"', folder]
        return bool(subprocess.run(trial, capture_output=True, check=False).returncode)


@contextmanager
def mounted(folder: Path, *, megabytes: int) -> Iterator[Disk]:
    """Mount an empty disk on a folder until the block ends."""
    user = _WITHOUT_RIGHTS if os.getuid() else ()
    command = [*ALONE, *user, "sh", "-c", _MOUNT, "sh", str(folder), f"{megabytes}m"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdin
        assert holder.stdout
        assert holder.stdout.readline() == b"there\n"
        try:
            yield Disk(folder, holder.pid)
        finally:
            holder.stdin.close()
