"""What `compose.yaml` says, done with podman: each service with the rights that it is granted.

All services share one network that leads nowhere else. Those whose images would come from a
registry are played by the same programs from Debian's packages.
"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import Any

import yaml
from engine import EASY, Engine, Failed

IMAGE, STAND_IN = "bgm-portal", "localhost/bgm-stand-in"
PATIENCE_SECONDS = 90
#: Options that are the same word in both languages.
ALIKE = ("cap_drop", "security_opt", "tmpfs")
TRANSLATED = {*ALIKE, "read_only", "volumes", "env_file", "environment", "secrets", "healthcheck"}
#: Said to whoever keeps containers running; images, order and network are the rehearsal's own.
ELSEWHERE = {"command", "depends_on", "image", "network_mode", "ports", "restart"}

DATABASE = """
set -e
cd /
data=/var/lib/postgresql/data
programs=$(echo /usr/lib/postgresql/*/bin)
become="setpriv --reuid postgres --regid postgres --init-groups"
install -m 0600 -o postgres $POSTGRES_PASSWORD_FILE /tmp/password
install -d -m 0700 -o postgres $data
$become $programs/initdb --username=$POSTGRES_USER --pwfile=/tmp/password --no-sync \\
    --auth-host=scram-sha-256 --auth-local=trust --locale=C.UTF-8 --pgdata=$data >/dev/null
echo "CREATE DATABASE $POSTGRES_DB" | $become $programs/postgres --single -D $data postgres
exec $become $programs/postgres -D $data -c fsync=off
"""
PLAYED = {"database": DATABASE, "proxy": "nginx -t && exec nginx -g 'daemon off;'"}


class House:
    """The services of compose.yaml in one network of their own."""

    def __init__(self, engine: Engine, deploy: Path, certificates: Path) -> None:
        self.engine = engine
        self._deploy = deploy
        self._given = {"/etc/ssl": str(certificates)}
        self._hosts = deploy / "hosts"
        self._hosts.write_text("127.0.0.1 localhost database\n::1 localhost\n")
        self._hosts.chmod(0o644)
        said = yaml.safe_load((deploy / "compose.yaml").read_text())
        self._services: dict[str, dict[str, Any]] = said["services"]
        self._secrets: dict[str, dict[str, str]] = said["secrets"]

    def start(self, name: str) -> None:
        """Start a service and let it run."""
        self.engine.call("run", "--detach", "--name", name, *self._flags(name), *self._what(name))

    def once(self, name: str, *command: str) -> str:
        """Run a service until it ends by itself; with another command, if one is given."""
        what = [self._image(name), *command] if command else self._what(name)
        return self.engine.call("run", "--rm", *self._flags(name), *what)

    def wait(self, name: str) -> None:
        """Wait until a service's own check of its health is content."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self.engine.ask("healthcheck", "run", name).returncode:
            running = self.engine.call("inspect", "--format", "{{.State.Running}}", name)
            if running.strip() != "true" or time.monotonic() > until:
                raise Failed(f"{name} is not well\n{self.engine.call('logs', name)[-3000:]}")
            time.sleep(0.5)

    def inside(self, name: str, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command inside a running container."""
        return self.engine.ask("exec", name, *command)

    def _image(self, name: str) -> str:
        return STAND_IN if name in PLAYED else str(self._services[name]["image"])

    def _what(self, name: str) -> list[str]:
        if name in PLAYED:
            return [STAND_IN, "sh", "-c", PLAYED[name]]
        return [self._image(name), *self._services[name].get("command", [])]

    def _flags(self, name: str) -> list[str]:
        service = self._services[name]
        if unknown := service.keys() - TRANSLATED - ELSEWHERE:
            raise Failed(f"compose.yaml says {sorted(unknown)}, which nobody rehearses")
        network = "none" if name == "database" else "container:database"
        flags = [
            *EASY,
            f"--network={network}",
            "--no-hosts",
            f"--volume={self._hosts}:/etc/hosts:ro",
        ]
        if service.get("read_only"):
            flags += ["--read-only", "--read-only-tmpfs=false"]
        for key in ALIKE:
            flags += [f"--{key.replace('_', '-')}={value}" for value in service.get(key, [])]
        if "env_file" in service:
            flags += [f"--env-file={self._deploy / service['env_file']}"]
        if "healthcheck" in service:
            flags += [f"--health-cmd={' '.join(service['healthcheck']['test'])}"]
        flags += [f"--env={key}={value}" for key, value in service.get("environment", {}).items()]
        for secret in service.get("secrets", []):
            file = self._deploy / self._secrets[secret]["file"]
            flags += [f"--volume={file}:/run/secrets/{secret}:ro"]
        return [
            *flags,
            *(f"--volume={self._placed(volume)}" for volume in service.get("volumes", [])),
        ]

    def _placed(self, volume: str) -> str:
        source, rest = volume.split(":", 1)
        source = self._given.get(source, source)
        return f"{self._deploy / source if source.startswith('.') else source}:{rest}"
