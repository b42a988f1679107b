"""Letters that no other test reads to its end: to those who plan, who run, whom the lot found."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from bgm_portal.activities import messages as activities
from bgm_portal.activities.kinds import SharingEnd
from bgm_portal.albums import messages as albums
from bgm_portal.challenges import messages as challenges
from bgm_portal.checklists import messages as checklists
from bgm_portal.contacts import messages as contacts
from bgm_portal.contacts.queries import Due as Unchecked
from bgm_portal.core.database import transaction
from bgm_portal.identity.queries import recipient
from bgm_portal.mail import outbox
from bgm_portal.runs import messages as runs
from tests.integration.registration.test_letters import booking, occasion
from tests.support.times import NOW

UNTIL = date(2026, 4, 10)
ONE, TWO = UUID(int=1), UUID(int=2)


@dataclass(frozen=True, kw_only=True)
class Titled:
    """Something with a title in two languages."""

    title_de: str
    title_en: str | None
    id: UUID = ONE


RUN = Titled(title_de="Hagener Firmenlauf", title_en="Hagen company run")
TASKS = [
    checklists.Due(
        task=Titled(title_de="Busse bestellen", title_en="Order buses"),
        activity=RUN,
        on=date(2026, 3, 23),
    ),
    checklists.Due(
        task=Titled(title_de="Namen melden", title_en="Send in the names"),
        activity=RUN,
        on=date(2026, 3, 24),
    ),
]
CONTACTS = [
    Unchecked(id=ONE, name_de="EUTB Hagen", name_en="EUTB Hagen", checked_on=date(2025, 3, 1)),
    Unchecked(id=TWO, name_de="Hausärztin", name_en=None, checked_on=date(2025, 2, 1)),
]
LETTERS = {
    "activity/draft_shared": lambda to: activities.draft_shared(
        RUN, asker="Nadine Ortmann", to=to, at=NOW
    ),
    "activity/draft_commented": lambda to: activities.draft_commented(
        RUN, comment_id=TWO, author="Vera Nordwind", to=to
    ),
    "activity/draft_ended": lambda to: activities.draft_ended(
        RUN, why=SharingEnd.PUBLISHED, to=to, at=NOW
    ),
    "activity/stands_in": lambda to: activities.stands_in(
        activities.Standing(absent="Nadine Ortmann", deputy="Katrin Albers", until=UNTIL, number=3),
        to=to,
        is_deputy=True,
        key="probe",
    ),
    "activity/handed_over": lambda to: activities.handed_over(
        "Nadine Ortmann", number=3, to=to, key="probe"
    ),
    "albums/to_remove": lambda to: albums.to_remove(RUN, to=to, at=NOW),
    "challenges/lot": lambda to: challenges.lot(
        ONE, title_de="Treppe statt Aufzug", title_en="Stairs instead of the lift", to=to
    ),
    "checklists/due": lambda to: checklists.due(to, TASKS, day=date(2026, 3, 23)),
    "contacts/unchecked": lambda to: contacts.unchecked(CONTACTS, to.person_id),
    "runs/note": lambda to: runs.note(
        runs.pair_proposed("Maria Kowalski", key="probe", by_coordinator=False),
        occasion(),
        booking(to.language),
    ),
    "runs/placed": lambda to: runs.note(
        runs.placed("Die Eiligen", "Katrin", may_change=True, key="probe"),
        occasion(),
        booking(to.language),
    ),
    "runs/taken_out": lambda to: runs.note(
        runs.taken_out("Die Eiligen", may_change=False, key="probe"),
        occasion(),
        booking(to.language),
    ),
    "runs/question": lambda to: runs.handover_proposed(
        occasion(), ONE, giver="Maria Kowalski", to=to
    ),
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", list(LETTERS))
def test_a_letter_reads_as_reviewers_agreed(employee, mailbox, snapshot, name, language):
    employee.language = language
    with transaction():
        outbox.enqueue(LETTERS[name](recipient(employee)), at=NOW)

    [letter] = mailbox.deliver()

    snapshot(f"{name}-{language}", letter)
