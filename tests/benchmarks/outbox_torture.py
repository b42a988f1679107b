"""The long torture of the outbox: `python -m tests.benchmarks.outbox_torture`.

Ten thousand people are owed a reminder. Two workers find that out, write and send; the mail server
refuses a fifth and is away twice; thirty times kill -9. On SQLite, and on PostgreSQL where
TEST_POSTGRES_URL names one. Ends with 1 when a message is lost, or when more are doubled
than lines were cut off by a kill or an outage.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from config import MailSettings
from tests.torture.databases import empty_database
from tests.torture.post_office import PostOffice, post_office

REFUSING = 0.2
SEED = 20260521
PATIENCE = 600.0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was seen on one database."""

    database: str
    messages: int
    kills: int
    outages: int
    lost: int
    doubled: int
    identities: int
    seconds: float

    @property
    def is_sound(self) -> bool:
        """Tell whether the guarantee held."""
        # On each line of each worker that was cut off, one message may have been about to be taken.
        cut_off = MailSettings.lines * (self.kills + 2 * self.outages)
        return not self.lost and self.doubled <= cut_off and self.identities == self.messages

    def __str__(self) -> str:
        return (
            f"{self.database:<12}{self.messages:>10}{self.kills:>8}{self.outages:>9}{self.lost:>8}"
            f"{self.doubled:>10}{self.seconds:>10.0f}{self.messages / self.seconds:>12.0f}"
        )


def main() -> int:
    """Torture the outbox on every database that is here, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=30)
    options = parser.parse_args()
    print(
        f"{'database':<12}{'messages':>10}{'kills':>8}{'outages':>9}{'lost':>8}{'doubled':>10}",
        end="",
    )
    print(f"{'seconds':>10}{'per second':>12}")
    outcomes = [_torture("SQLite", "", options.messages, options.kills)]
    server = os.environ.get("TEST_POSTGRES_URL")
    if server:
        url = empty_database(server, "bgm_torture")
        outcomes.append(_torture("PostgreSQL", url, options.messages, options.kills))
    return 0 if all(outcome.is_sound for outcome in outcomes) else 1


def _torture(database: str, url: str, messages: int, kills: int) -> Outcome:
    chance = random.Random(SEED)  # noqa: S311 - dice, not secrets
    with tempfile.TemporaryDirectory(prefix="bgm-torture-") as name:
        folder = Path(name)
        address = url or f"sqlite:///{folder / 'portal.db'}"
        with post_office(folder, address, refusing=REFUSING, seed=SEED) as office:
            office.expect(messages)
            begun = time.monotonic()
            office.start(2)
            _kill(office, kills, every=messages // (kills + 1), chance=chance)
            office.wait_until(
                lambda: office.are_over(messages), seconds=PATIENCE, what="all messages"
            )
            outcome = _outcome(database, office, messages, seconds=time.monotonic() - begun)
    print(outcome, flush=True)
    return outcome


def _kill(office: PostOffice, kills: int, *, every: int, chance: random.Random) -> None:
    outages = {(kills + 1) // 3, 2 * (kills + 1) // 3}
    for number in range(1, kills + 1):
        goal = number * every + chance.randrange(-every // 3, every // 3 + 1)
        office.wait_until(
            lambda goal=goal: office.arrived > goal, seconds=PATIENCE, what=f"{goal} messages"
        )
        if number in outages:
            office.go_without_server(seconds=PATIENCE)
        office.kill_one(chance)


def _outcome(database: str, office: PostOffice, messages: int, *, seconds: float) -> Outcome:
    copies = office.copies()
    return Outcome(
        database=database,
        messages=messages,
        kills=office.kills,
        outages=office.outages,
        lost=messages - len(copies),
        doubled=sum(copies.values()) - len(copies),
        identities=office.identities(),
        seconds=seconds,
    )


if __name__ == "__main__":
    sys.exit(main())
