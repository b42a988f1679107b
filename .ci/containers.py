"""Build the image and run the house in containers, as `docs/how-to/install.md` tells it.

The image is built from a copy of the last commit, with secrets lying about that must not get into
it. Then `compose.yaml` is read and done with podman: database, tables, web, worker, proxy, with
the rights that it grants. Images that would come from a registry are played by Debian's packages.
What this machine does not allow is named, and left out.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from composed import IMAGE, STAND_IN, House
from engine import EASY, INSIDE, Engine, Failed, LeftOut, apart, find

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = Path("docs/how-to/deploy")
GOODBYE_SECONDS = 60
MOST_MEGABYTES = 1000
#: What somebody who follows the documents has lying in the checkout when building once more.
MARK = "Streng-geheim-4711"
LYING_ABOUT = (
    *("instance/portal.db", ".env", ".venv/settings", "docs/how-to/deploy/settings"),
    *("docs/how-to/deploy/database-password", "bgm_portal/__pycache__/old.pyc"),
)
#: The last step tells a machine whose packages do not reach into containers from a broken image.
PLAYERS = """
ARG BASE
FROM ${{BASE}}
RUN apt-get update \\
    && apt-get install --yes --no-install-recommends postgresql nginx openssl \\
    && rm -f /etc/nginx/sites-enabled/default
RUN python3 -m venv /tmp/try \\
    && /tmp/try/bin/pip download --quiet --no-deps --dest /tmp/try {pin} && rm -r /tmp/try
"""
STRANGE = """
cd /opt/bgm-portal
ls -d tests .git .ci .venv/settings instance docs/how-to/deploy/settings* static/vendor/test \\
    ~/.cache ~/.npm /var/lib/bgm-portal/* /var/lib/apt/lists/* 2>/dev/null
for tool in make git gcc node npm; do command -v $tool; done
find /etc/pip.conf ~/.npmrc -size +0 2>/dev/null
grep -rlsF {mark} / --exclude-dir=proc --exclude-dir=sys
true
"""
READ_ONLY = ("", "/etc", "/opt/bgm-portal", "/opt/bgm-portal/static", "/usr/bin", "/var", "/run")
WRITABLE = ("/tmp", "/var/lib/bgm-portal")  # noqa: S108 - of a container
VISIT = """
import http.client, socket, ssl, sys
HOST = "bgm.example.org"
def ask(path, host=HOST, port=443):
    plain = socket.create_connection(("127.0.0.1", port), timeout=20)
    trusting = ssl.create_default_context(cadata=sys.argv[1])
    caller = http.client.HTTPConnection(host)
    caller.sock = trusting.wrap_socket(plain, server_hostname=HOST) if port == 443 else plain
    caller.request("GET", path)
    answer = caller.getresponse()
    return answer.status, answer.headers, answer.read().decode()
assert ask("/health/ready")[0] == 200, "ready"
status, headers, page = ask("/anmelden")
assert status == 200 and 'name="email"' in page and 'name="password"' in page, status
assert all("Secure" in cookie for cookie in headers.get_all("Set-Cookie", [])), headers
styles = page.split('rel="stylesheet"')[1].split('href="')[1].split('"')[0]
assert ask(styles)[0] == 200, styles
assert ask("/metrics")[0] == 404, "figures are shown to everybody"
assert ask("/anmelden", host="elsewhere.example")[0] == 400, "any name will do"
status, headers, _ = ask("/anmelden", port=80)
assert (status, headers["Location"]) == (301, f"https://{HOST}/anmelden"), (status, headers)
"""


def main() -> int:
    """Rehearse it where nothing is left behind; say what is left out."""
    given = os.environ.get(INSIDE)
    if given:
        return _all(Path(given))
    with tempfile.TemporaryDirectory(prefix="bgm-containers-", ignore_cleanup_errors=True) as name:
        status = apart(Path(name), sys.executable, __file__)
        return _all(Path(name)) if status is None else status


def _all(folder: Path) -> int:
    begun = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - begun:4.0f} s  {what}", flush=True)

    engine = None
    try:
        engine = find(folder, os.environ.get("BASE"))
        tell(f"containers run here {engine.title}")
        _build(engine, folder)
        megabytes = _look_into(engine)
        tell(f"an image of {megabytes} MB is built, without tests, tools and secrets in it")
        _run(engine, folder, tell)
    except LeftOut as why:
        print(f"LEFT OUT: containers; {why}")
    except Failed as why:
        print(f"The containers failed: {why}", file=sys.stderr)
        return 1
    finally:
        if engine:
            engine.close()
    return 0


def _build(engine: Engine, folder: Path) -> None:
    """Build what plays database and proxy, then the portal's image as it is documented."""
    stand_in, context = folder / "Stand-in", folder / "bgm-portal"
    pins = (ROOT / "requirements/runtime.txt").read_text().splitlines()
    stand_in.write_text(PLAYERS.format(pin=next(pin for pin in pins if "==" in pin).split()[0]))
    stand_in.chmod(0o644)
    try:
        engine.build(STAND_IN, stand_in, folder / "home")
    except Failed as why:
        raise LeftOut(f"a container does not reach the packages that it needs:\n{why}") from why
    clone = ["git", "clone", "--quiet", "--depth=1", f"file://{ROOT}", str(context)]
    subprocess.run(clone, check=True)
    for name in LYING_ABOUT:
        (context / name).parent.mkdir(parents=True, exist_ok=True)
        (context / name).write_text(MARK)
    subprocess.run(["chmod", "-R", "a+rX", str(context)], check=True)
    engine.build(IMAGE, context / DEPLOY / "Containerfile", context)


def _look_into(engine: Engine) -> int:
    """Insist on what the image is and is not; return its megabytes."""
    [image] = json.loads(engine.call("inspect", "--type", "image", IMAGE))
    health = image.get("HealthCheck") or image.get("Healthcheck")
    _insist(bool(health), "a check of health in the image", str(sorted(image)))
    _insist(image["User"].isdigit() and image["User"] != "0", "no root", image["User"])
    inside = ("run", "--rm", *EASY, "--network=none", "--user=0", IMAGE, "sh", "-c")
    found = engine.call(*inside, STRANGE.format(mark=MARK))
    _insist(not found.strip(), "nothing in the image that does not belong there", found)
    megabytes = int(image["Size"]) // 1_000_000
    _insist(megabytes < MOST_MEGABYTES, f"less than {MOST_MEGABYTES} MB", str(megabytes))
    return megabytes


def _run(engine: Engine, folder: Path, tell: Callable[[str], None]) -> None:
    house = House(engine, _furnished(engine, folder), folder / "ssl")
    house.start("database")
    house.wait("database")
    house.once("tables")
    tell("the database is well, the tables are made")
    said = house.once("web", *_flask("bgm", "first-run", *_answers()))
    _insist("https://bgm.example.org/" in said, "a link for the first administrator", said)
    for name in ("web", "worker"):
        house.start(name)
    for name in ("web", "worker"):
        house.wait(name)
        _has_no_rights(house, name)
    tell("web and worker are well, without root and rights, and cannot write where they should not")
    house.start("proxy")
    pem = (folder / "ssl/certs/bgm.example.org.pem").read_text()
    _visit(house, pem)
    tell("the sign-in page comes through the proxy, encrypted")
    said = house.once("worker", *_flask("bgm", "backup", "--keep", "14", "--drill"))
    _insist("wieder da und gezählt" in said, "a backup that is rehearsed", said)
    tell("backed up and rehearsed")
    for name in ("web", "worker"):
        _say_goodbye(house, name)
    tell("web and worker ended when they were asked to")


def _furnished(engine: Engine, folder: Path) -> Path:
    """Lay settings and password beside compose.yaml, and a certificate where the proxy looks."""
    deploy, password = folder / "deploy", secrets.token_hex(16)
    subprocess.run(["cp", "-r", str(ROOT / DEPLOY), str(deploy)], check=True)
    changed = {
        "BGM_DATABASE_URL": f"postgresql://bgm:{password}@database/bgm",
        "BGM_SECRET_KEY": secrets.token_urlsafe(48),
        "BGM_SEAL_KEYS": f"2026:{base64.b64encode(os.urandom(32)).decode()}",
        "BGM_CONTACT_NAME": "BGM-Koordination",
        "BGM_CONTACT_PHONE": "intern 140",
    }
    lines = (deploy / "settings.example").read_text().splitlines()
    kept = [line for line in lines if line.split("=")[0] not in changed]
    settings = [*kept, *(f"{name}={value}" for name, value in changed.items()), ""]
    (deploy / "settings").write_text("\n".join(settings))
    (deploy / "database-password").write_text(password)
    subprocess.run(["chmod", "-R", "a+rX", str(deploy)], check=True)
    for part in ("", "certs", "private"):
        (folder / "ssl" / part).mkdir(mode=0o777)
        (folder / "ssl" / part).chmod(0o777)
    engine.call(
        *("run", "--rm", *EASY, "--network=none", f"--volume={folder / 'ssl'}:/made", STAND_IN),
        *("openssl", "req", "-x509", "-noenc", "-days", "2", "-subj", "/CN=bgm.example.org"),
        *(
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
        ),
        *("-addext", "subjectAltName=DNS:bgm.example.org"),
        *(
            "-out",
            "/made/certs/bgm.example.org.pem",
            "-keyout",
            "/made/private/bgm.example.org.key",
        ),
    )
    return deploy


def _flask(*arguments: str) -> list[str]:
    return [".venv/bin/python", "-m", "flask", "--app", "bgm_portal.app", *arguments]


def _answers() -> list[str]:
    return [
        *("--email", "admin@example.org", "--first-name", "Alex", "--last-name", "Beispiel"),
        *("--unit", "IT", "--name", "Gesund im Amt", "--employer-name", "Jobcenter Musterstadt"),
        *("--enforcement", "nrw", "--state", "NW", "--contact-name", "BGM-Koordination"),
        *("--contact-phone", "intern 140", "--contact-email", "bgm@example.org"),
        *("--quiet-from", "19:00", "--quiet-until", "07:00"),
    ]


def _has_no_rights(house: House, name: str) -> None:
    lines = house.inside(name, "cat", "/proc/1/status").stdout.splitlines()
    status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    rights = {status[key].strip("0") for key in ("CapPrm", "CapEff", "CapBnd", "CapInh", "CapAmb")}
    _insist(rights == {""} and status["NoNewPrivs"] == "1", f"no rights of {name}", str(status))
    _insist("0" not in status["Uid"].split(), f"{name} without root", status["Uid"])
    for place in READ_ONLY:
        done = house.inside(name, "sh", "-c", f"echo > {place}/written")
        refused = "Read-only file system" in done.stderr
        _insist(refused, f"{place or '/'} to be closed to {name}", done.stdout + done.stderr)
    for place in WRITABLE:
        done = house.inside(name, "sh", "-c", f"echo > {place}/written && rm {place}/written")
        _insist(done.returncode == 0, f"{place} to be open to {name}", done.stderr)


def _visit(house: House, pem: str) -> None:
    """Call as a browser would, from inside: the network of these containers leads nowhere else."""
    until = time.monotonic() + 20
    while (
        house.inside("proxy", "test", "-s", "/run/nginx.pid").returncode
        and time.monotonic() < until
    ):
        time.sleep(0.3)
    done = house.inside("web", ".venv/bin/python", "-c", VISIT, pem)
    said = done.stderr + house.engine.call("logs", "proxy", may_fail=True)
    _insist(done.returncode == 0, "the portal behind its proxy", said)


def _say_goodbye(house: House, name: str) -> None:
    house.engine.call("stop", "--time", str(GOODBYE_SECONDS), name)
    status = house.engine.call("inspect", "--format", "{{.State.ExitCode}}", name).strip()
    said = house.engine.call("logs", name)
    _insist(
        status == "0" and "Traceback" not in said,
        f"{name} to end by itself",
        f"{status}\n{said[-3000:]}",
    )


def _insist(well: bool, what: str, said: str) -> None:  # noqa: FBT001 - reads like a sentence
    if not well:
        raise Failed(f"expected {what}, but:\n{said}")


if __name__ == "__main__":
    sys.exit(main())
