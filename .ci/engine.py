"""Podman on whatever machine this is: how containers can run here, and what they are built on.

Everything is found out by trying. As root, containers are tried without root's rights first, as the
documents recommend, then with them. All of it happens in mount and process namespaces of its own
where the kernel grants them, so that no mount and no process outlives it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

SUITE = "trixie"  # what the documented base is made of, with the same Python and PostgreSQL
PACKAGES = "python3,python3-venv,ca-certificates,netbase,tzdata"
APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
PATIENCE_SECONDS = 300
INSIDE = "BGM_CONTAINERS_INSIDE"
ACCOUNT, ACCOUNT_ID, SUBORDINATES = "bgm-containers", 29_999, 300_000
BASE = "localhost/bgm-base"
#: No cgroups, because many a machine grants none; limits that anybody may set.
EASY = ("--cgroups=disabled", "--ulimit=nofile=4096:4096", "--ulimit=nproc=4096:4096")


class LeftOut(Exception):
    """Nothing can be said about it on this machine; the text says why."""


class Failed(Exception):
    """Something did not do what the documents promise."""


class Engine:
    """One way of calling podman, with a storage of its own in a temporary folder."""

    def __init__(self, title: str, folder: Path, before: tuple[str, ...], driver: str) -> None:
        self.title = title
        self._folder = folder
        self._command = (
            *before,
            *("podman", "--root", str(folder / "storage"), "--runroot", str(folder / "run/podman")),
            *("--tmpdir", str(folder / "run/libpod"), "--storage-driver", driver),
            *("--cgroup-manager", "cgroupfs", "--events-backend", "none"),
        )

    def call(self, *arguments: str, may_fail: bool = False, seconds: int = PATIENCE_SECONDS) -> str:
        """Call podman and return what it said."""
        done = self.ask(*arguments, seconds=seconds)
        if done.returncode and not may_fail:
            shown = " ".join(arguments)[:300]
            raise Failed(f"podman {shown}\n{_end_of(done.stdout + done.stderr)}")
        return done.stdout + done.stderr

    def ask(
        self, *arguments: str, seconds: int = PATIENCE_SECONDS
    ) -> subprocess.CompletedProcess[str]:
        """Call podman and return how it ended."""
        surroundings = os.environ | {
            "HOME": str(self._folder / "home"),
            "TMPDIR": str(self._folder),
            "XDG_RUNTIME_DIR": str(self._folder / "run"),
            "CONTAINERS_CONF": str(self._folder / "containers.conf"),
            "DISABLE_HC_SYSTEMD": "true",  # health is asked for here, not by a timer
        }
        try:
            return subprocess.run(
                [*self._command, *arguments],
                cwd=self._folder,
                env=surroundings,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Failed(f"podman {arguments[0]} took more than {seconds} s") from None

    def build(self, name: str, containerfile: Path, context: Path, *more: str) -> None:
        """Build an image, with this machine's way to packages lent for as long as it takes."""
        self.call(
            *("build", "--format", "docker", "--layers=false", "--isolation", "chroot"),
            *("--network", "host", *_way_to_packages(self._folder), *more),
            *("--build-arg", f"BASE={BASE}"),
            *("--tag", name, "--file", str(containerfile), str(context)),
            seconds=900,
        )

    def close(self) -> None:
        """End what still runs, and what podman leaves running and lying for whoever is not root."""
        self.ask("rm", "--all", "--force", "--time", "0")
        if os.geteuid() == 0:
            overlay = self._folder / "storage/overlay"  # mounted on itself by podman
            unmount = ["umount", "--quiet", "--lazy", str(overlay)]
            subprocess.run(unmount, stderr=subprocess.DEVNULL, check=False)
        else:
            self.ask("unshare", "rm", "-rf", str(self._folder / "storage"))
        for pause in (self._folder / "run").rglob("pause.pid"):
            with suppress(ProcessLookupError, ValueError):
                os.kill(int(pause.read_text()), signal.SIGKILL)
            pause.unlink()


def apart(folder: Path, *command: str) -> int | None:
    """Run this script again where nothing outlives it; None where the kernel says no."""
    if os.geteuid() != 0 or os.environ.get(INSIDE):
        return None
    if (
        not shutil.which(APART[0])
        or subprocess.run(
            [*APART, "true"], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ).returncode
    ):
        return None
    surroundings = os.environ | {INSIDE: str(folder)}
    return subprocess.run([*APART, *command], env=surroundings, check=False).returncode


def find(folder: Path, base: str | None) -> Engine:
    """Return the first way in which a container really runs here."""
    missing = [tool for tool in ("podman", "crun") if not shutil.which(tool)]
    missing += [] if base or shutil.which("mmdebstrap") else ["mmdebstrap"]
    if missing:
        raise LeftOut(f"not installed: {', '.join(missing)}")
    folder.chmod(0o711)  # a base is made, and a container run, under identities of others
    for name in ("home", "run"):
        (folder / name).mkdir(mode=0o700)
    # Locks in memory would lie beside everybody's and stay there.
    (folder / "containers.conf").write_text('[engine]\nlock_type = "file"\nruntime = "crun"\n')
    archive = None if base else _debian(folder)
    said = ""
    for engine in _ways(folder):
        try:
            if archive:
                engine.call("import", str(archive), BASE, seconds=PATIENCE_SECONDS // 2)
            else:
                engine.call("pull", "--quiet", str(base))
                engine.call("tag", str(base), BASE)
            engine.call("run", "--rm", *EASY, "--network=none", "--read-only", BASE, "true")
        except Failed as why:
            said = f"{engine.title}: {why}"
            engine.close()
            shutil.rmtree(folder / "storage", ignore_errors=True)
        else:
            if archive:
                archive.unlink()
            return engine
    raise LeftOut(f"no container runs on this machine; the last attempt was {said}")


def _ways(folder: Path) -> list[Engine]:
    drivers = ("overlay", "vfs")
    if os.geteuid() != 0:
        return [Engine("without root", folder, (), driver) for driver in drivers]
    ways = [Engine("as root", folder, (), driver) for driver in drivers]
    if os.environ.get(INSIDE):
        _mount("--make-rshared", "/")
        both = Path("/sys/fs/cgroup/unified")
        if both.is_mount():  # crun refuses a machine with both generations of cgroups
            subprocess.run(["umount", "--lazy", str(both)], check=False)
    if os.environ.get(INSIDE) and all(map(shutil.which, ("newuidmap", "newgidmap", "setpriv"))):
        _make_account(folder)
        number = str(ACCOUNT_ID)
        become = ("setpriv", "--reuid", number, "--regid", number, "--clear-groups")
        ways = [Engine("without root", folder, become, drivers[0]), *ways]
    return ways


def _make_account(folder: Path) -> None:
    """Let an account exist in this namespace alone, with identities to map; own the folder."""
    subordinates = f"{ACCOUNT}:{SUBORDINATES}:65536\n"
    home = f"{ACCOUNT}:x:{ACCOUNT_ID}:{ACCOUNT_ID}::{folder / 'home'}:/bin/sh\n"
    for name, line in (("passwd", home), ("subuid", subordinates), ("subgid", subordinates)):
        real = Path("/etc", name)
        if not real.exists():
            continue
        copy = folder / f"etc-{name}"
        copy.write_text(real.read_text() + line)
        copy.chmod(0o644)
        _mount("--bind", str(copy), str(real))
    for path in (folder, folder / "home", folder / "run", *folder.glob("*.tar")):
        os.chown(path, ACCOUNT_ID, ACCOUNT_ID)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=False)


def _debian(folder: Path) -> Path:
    """Make a small Debian like the one beneath the documented base, from this machine's mirror."""
    archive, settings = folder / "base.tar", folder / "apt.conf"
    kept = re.compile(r"Acquire::(https?|Check-|Retries|Max-)")
    dump = _said_by("apt-config", "dump", "Acquire").splitlines()
    settings.write_text("".join(f"{line}\n" for line in dump if kept.match(line)))
    said = ""
    for suite, components, mirror in _sources():
        done = subprocess.run(
            [
                *("mmdebstrap", "--quiet", "--variant=minbase", f"--include={PACKAGES}"),
                *(
                    "--dpkgopt=force-unsafe-io",
                    f"--aptopt={settings}",
                    f"--components={components}",
                ),
                *(suite, str(archive), mirror),
            ],
            env=os.environ | {"TMPDIR": str(folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            print(f"base: {suite} from Debian's packages, instead of the documented one")
            return archive
        said = _end_of(done.stderr)
    raise LeftOut(f"no base could be made of this machine's packages:\n{said}")


def _sources() -> list[tuple[str, str, str]]:
    """Return suite, components and mirror to try: the documented release, then this machine's."""
    shape = "$(CREATED_BY)|$(ORIGIN)|$(RELEASE)|$(COMPONENT)|$(REPO_URI)"
    lines = [
        line.split("|")
        for line in _said_by("apt-get", "indextargets", "--format", shape).splitlines()
    ]
    rows = [
        row
        for row in lines
        if row[0] == "Packages" and row[1] in {"Debian", "Ubuntu"} and "-" not in row[2]
    ]
    if not rows:
        raise LeftOut("this machine names no mirror of Debian's packages")
    _, origin, release, _, mirror = rows[0]
    components = ",".join(
        sorted({row[3] for row in rows if row[4] == mirror and row[2] == release})
    )
    suites = [SUITE, release] if origin == "Debian" else [release]
    return [(suite, components, mirror) for suite in dict.fromkeys(suites)]


def _way_to_packages(folder: Path) -> list[str]:
    """Lend certificates, indexes and registry of this machine to a build; nothing of it is kept."""
    (folder / "ca.crt").write_bytes(_certificates().read_bytes())
    names = "index-url|extra-index-url|find-links|trusted-host|proxy|timeout|retries|no-index"
    said = _said_by(sys.executable, "-m", "pip", "config", "list")
    given = dict(re.findall(rf"\.({names})='(.*)'$", said, re.MULTILINE))
    bundle = "/etc/ssl/certs/ca-certificates.crt"
    lines = [f"{name} = {value}" for name, value in (given | {"cert": bundle}).items()]
    (folder / "pip.conf").write_text("\n".join(["[global]", *lines, ""]))
    registry = _said_by("npm", "config", "get", "registry").strip() if shutil.which("npm") else ""
    named = f"registry={registry}\n" if registry.startswith("http") else ""
    (folder / "npmrc").write_text(f"cafile={bundle}\n{named}")
    lent = {"ca.crt": bundle, "pip.conf": "/etc/pip.conf", "npmrc": "/root/.npmrc"}
    shelves = {
        shelf.parent if shelf.name == "simple" else shelf
        for value in given.values()
        for shelf in (Path(word.removeprefix("file://")) for word in value.split())
        if shelf.is_absolute() and shelf.is_dir()
    }
    pairs = [(str(folder / name), place) for name, place in lent.items()]
    pairs += [(str(shelf), str(shelf)) for shelf in sorted(shelves)]
    for name in lent:
        (folder / name).chmod(0o644)
    return [part for here, there in pairs for part in ("--volume", f"{here}:{there}:ro")]


def _certificates() -> Path:
    found = ssl.get_default_verify_paths()
    for name in (found.cafile, found.openssl_cafile, "/etc/ssl/certs/ca-certificates.crt"):
        if name and Path(name).is_file():
            return Path(name)
    raise LeftOut("this machine has no bundle of certificates to fetch packages with")


def _said_by(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _end_of(text: str, lines: int = 25) -> str:
    return "\n".join(text.strip().splitlines()[-lines:])
