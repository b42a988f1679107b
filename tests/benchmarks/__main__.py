"""`make bench`: the portal and bare Flask views under gunicorn, on SQLite and PostgreSQL.

Prints requests a second, the 95th percentile, processor time of the server a request, and that as a
ratio to a bare view in the same run. Ends with 1 when a bound is missed.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from bgm_portal.app import create_app
from bgm_portal.demo import house
from bgm_portal.registration.states import RegistrationState
from config import Config
from tests.benchmarks import bare, freezing, world
from tests.benchmarks.load import Call, Measured, measure, together
from tests.benchmarks.serving import ROOT, Server, serving

READS = 1500
WARM_UP = 150
AT_ONCE = 16  # for places; more than there are workers, or the proof would be none
READERS = 4
TURNS = 5
#: What each page is compared with, and how many times as much it may cost.
BOUNDS = {
    "catalogue": ("bare list of 50 rows", 3.0),
    "detail": ("bare list of 50 rows", 3.0),
    "sign-up": ("bare seat under a lock", 4.0),
}


def main() -> int:
    """Measure on every database that is here."""
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="bgm-bench-") as name:
        folder = Path(name)
        missed += _bench("SQLite", folder, f"sqlite:///{folder / 'portal.db'}")
        for size in freezing.HOUSES:
            missed += _freeze("SQLite", folder, f"sqlite:///{folder / f'{size.people}.db'}", size)
        server = os.environ.get("TEST_POSTGRES_URL")
        if server:
            with postgres_database(server) as url:
                missed += _bench("PostgreSQL", folder, url)
            for size in freezing.HOUSES:
                with postgres_database(server) as url:
                    missed += _freeze("PostgreSQL", folder, url, size)
        else:
            print("PostgreSQL: not measured, TEST_POSTGRES_URL names none")
    for line in missed:
        print(f"missed: {line}")
    return 1 if missed else 0


@contextmanager
def postgres_database(server: str) -> Iterator[str]:
    name = f"bgm_bench_{os.getpid()}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    engine.dispose()


def prepared(folder: Path, url: str) -> dict[str, str]:
    """Bring an empty database up to date; return the settings that lead to it."""
    environ = house.environment(folder, 5000) | {"BGM_DATABASE_URL": url}
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "bgm_portal.app", "db", "upgrade"],
        cwd=ROOT,
        env=environ,
        check=True,
    )
    return environ


def _freeze(title: str, folder: Path, url: str, size: freezing.House) -> list[str]:
    app = create_app(Config.from_env(prepared(folder, url)))
    return freezing.measure(title, app, size)


def _bench(title: str, folder: Path, url: str) -> list[str]:
    environ = prepared(folder, url)
    app = create_app(Config.from_env(environ))
    made = world.build(app)
    os.environ["BARE_DATABASE_URL"] = url
    bare.fill(bare.create_app(), capacity=world.PLACES)
    print(f"\n{title}, gunicorn with 2 workers; {READERS} readers, {AT_ONCE} writers in flight")
    print(f"{'':34} {'1/s':>7} {'p95 ms':>8} {'CPU ms':>8} {'ratio':>7}")
    with (
        serving("tests.benchmarks.bare:create_app()", {}) as plain,
        serving("bgm_portal.app:create_app()", environ) as portal,
    ):
        lines = _reads(plain, portal, made) | _writes(plain, portal, made)
        unsafe = [Call(method="POST", path="/unsicher")] * world.PEOPLE
        measure(plain, unsafe, at_once=AT_ONCE)
    return _judge(title, lines) + _judge_places(app, made, lines["sign-up"], _oversold())


def _reads(plain: Server, portal: Server, made: world.World) -> dict[str, Measured]:
    """Measure in turns, so that a machine that grows slower does so for both sides."""
    asked = {
        "bare view": (plain, [Call(method="GET", path="/leer")] * READS),
        "bare list of 50 rows": (plain, [Call(method="GET", path="/liste")] * READS),
        "catalogue": (portal, world.reading(made, "/angebote?zeit=jahr", count=READS)),
        "detail": (portal, world.reading(made, f"/angebote/{made.activity_id}", count=READS)),
    }
    for server, calls in asked.values():
        measure(server, calls[:WARM_UP], at_once=READERS)
    return _in_turns(asked, at_once=READERS)


def _writes(plain: Server, portal: Server, made: world.World) -> dict[str, Measured]:
    seat = [Call(method="POST", path="/platz")]
    measure(plain, seat * WARM_UP, at_once=AT_ONCE)
    measure(portal, list(world.signing_up(made, warming=True)), at_once=AT_ONCE)
    asked = {
        "bare seat under a lock": (plain, seat * READS),
        "sign-up": (portal, list(world.signing_up(made))),
    }
    return _in_turns(asked, at_once=AT_ONCE)


def _in_turns(asked: dict[str, tuple[Server, list[Call]]], *, at_once: int) -> dict[str, Measured]:
    parts: dict[str, list[Measured]] = {name: [] for name in asked}
    for turn in range(TURNS):
        for name, (server, calls) in asked.items():
            share = calls[len(calls) * turn // TURNS : len(calls) * (turn + 1) // TURNS]
            parts[name].append(measure(server, share, at_once=at_once))
    return {name: together(several) for name, several in parts.items()}


def _oversold() -> int:
    with bare.create_app().app_context():
        held = bare.db.session.scalar(
            text("SELECT count(*) FROM bare_held WHERE list = 'unsicher' AND state = 'confirmed'")
        )
    return int(held) - world.PLACES


def _judge(title: str, lines: dict[str, Measured]) -> list[str]:
    missed = []
    for name, line in lines.items():
        base, bound = BOUNDS.get(name, (None, 0))
        if base is None:
            _print(name, line, None)
            continue
        ratio = line.cpu_ms / lines[base].cpu_ms
        _print(name, line, ratio)
        if ratio > bound:
            missed.append(f"{title}: {name} costs {ratio:.2f} times a bare one, not {bound}")
        if set(line.statuses) - {200, 302, 303}:
            missed.append(f"{title}: {name} answered {dict(line.statuses)}")
    return missed


def _print(name: str, line: Measured, ratio: float | None) -> None:
    shown = f"{ratio:7.2f}" if ratio is not None else ""
    print(f"{name:34} {line.rate:7.0f} {line.p95_ms:8.1f} {line.cpu_ms:8.2f} {shown}")


def _judge_places(app: object, made: world.World, line: Measured, oversold: int) -> list[str]:
    given = world.places_given(app, made)  # type: ignore[arg-type]
    confirmed = given.get(RegistrationState.CONFIRMED, 0)
    waiting = given.get(RegistrationState.WAITING, 0)
    print(
        f"{world.PEOPLE} sign-ups: {confirmed} confirmed, {waiting} waiting, {dict(line.statuses)}"
    )
    print(f"unsafe control in the same set-up: oversold by {oversold}")
    missed = []
    if (confirmed, waiting) != (world.PLACES, world.PEOPLE - world.PLACES):
        missed.append(f"{confirmed} confirmed and {waiting} waiting")
    if oversold <= 0:
        missed.append("the unsafe control did not oversell, so this run proves nothing")
    return missed


if __name__ == "__main__":
    sys.exit(main())
