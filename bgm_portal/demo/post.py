"""What is written to people in the demonstration, and what does not arrive."""

from datetime import datetime, time, timedelta

from bgm_portal.activities import planning_queries
from bgm_portal.activities.planning_queries import Shelf
from bgm_portal.bookmarks import service as bookmarks
from bgm_portal.core.database import transaction
from bgm_portal.identity import queries as identity
from bgm_portal.mail import addresses
from bgm_portal.mail.rules import REFUSALS_UNTIL_MARKED
from bgm_portal.reminders import activity_rules
from bgm_portal.reminders.activity_rules import Chosen
from bgm_portal.reminders.rules import Extra

from .programme import Planned
from .staff import Staff

TWO_DAYS_AGO = timedelta(days=2)
SHIRTS = "Die Shirts gibt es heute von 12 bis 14 Uhr bei der BGM-Koordination, Raum 1.12."
SHIRTS_EN = (
    "You can collect the shirts today from 12 noon to 2 p.m. at the coordination, room 1.12."
)


def write(run: Planned, staff: Staff, *, now: datetime) -> None:
    """Let the run remind of the shirts, somebody keep a course in mind, and an address refuse."""
    with transaction():
        activity_rules.choose(
            run.id,
            Chosen(extra=Extra(days=2, at=time(9, 0)), sentence_de=SHIRTS, sentence_en=SHIRTS_EN),
            by=run.contact_id,
            at=now - TWO_DAYS_AGO,
        )
        [course, *_more] = planning_queries.planned(
            Shelf.UPCOMING, words="Resilienz", person_id=None, number=1, at=now
        ).rows
        bookmarks.keep(course.id, by=staff.employee, at=now - TWO_DAYS_AGO)
        left_in_error = identity.person(staff.active[-1]).email
        for _refusal in range(REFUSALS_UNTIL_MARKED):
            addresses.note_refusal(left_in_error, at=now - TWO_DAYS_AGO)
