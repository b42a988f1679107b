"""Nothing is lost and nothing doubled: two workers, a server that refuses, SIGTERM, kill -9.

The second test goes the whole way: nobody wrote the reminders, and the server is away for a while.

`tests/benchmarks/outbox_torture.py` does the same for longer and prints what it saw.
"""

import random

import pytest

from bgm_portal.mail.states import MailState
from config import MailSettings
from tests.torture.post_office import TICK, post_office

pytestmark = [pytest.mark.torture, pytest.mark.long]

MANY = 240
LINES = MailSettings.lines  # on each of them a message may be under way
PATIENCE = 180.0  # for a machine with much else to do; a worker that died is noticed at once
A_FIFTH = 0.2
SEED = 20260521


def test_two_workers_and_a_refusing_server_lose_and_double_nothing(tmp_path, database_url):
    with post_office(tmp_path, database_url, refusing=A_FIFTH, seed=SEED) as office:
        office.write(MANY)
        office.start(2)
        office.wait_until(
            lambda: office.arrived > 40 and office.at_work == 2,
            seconds=PATIENCE,
            what="40 messages",
        )

        codes = office.stop()
        under_way = office.states().get(MailState.SENDING, 0)
        office.start(2)
        office.wait_until(office.is_done, seconds=PATIENCE, what="all messages")

        assert codes == [0, 0]
        assert under_way == 0
        assert office.states() == {MailState.SENT: MANY}
        assert set(office.copies().values()) == {1}
        assert len(office.copies()) == MANY


def test_killed_workers_and_an_outage_lose_no_reminder_and_double_at_most_what_was_under_way(
    tmp_path, database_url
):
    chance = random.Random(SEED)  # noqa: S311 - dice, not secrets

    with post_office(tmp_path, database_url, refusing=A_FIFTH, seed=SEED) as office:
        office.expect(MANY, tick=TICK)
        office.start(2)
        for kill in range(3):
            more = min(office.arrived + chance.randrange(5, 25), MANY - 1)  # never out of reach
            office.wait_until(
                lambda goal=more: office.arrived > goal, seconds=PATIENCE, what="more messages"
            )
            if kill == 1:
                office.go_without_server(seconds=PATIENCE)
            office.kill_one(chance)
        office.wait_until(lambda: office.are_over(MANY), seconds=PATIENCE, what="all messages")

        copies = office.copies()
        assert office.states() == {MailState.SENT: MANY}
        assert len(copies) == MANY
        assert sum(copies.values()) - MANY <= LINES * (office.kills + 2 * office.outages)
        assert office.identities() == MANY
