"""Erasing what somebody wants gone: give places back first, end what consents allowed, then erase.

Everything happens in one transaction, or nothing does.
"""

from datetime import datetime
from uuid import UUID

from bgm_portal.accommodations import service as needs
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.identity import leavers
from bgm_portal.privacy import ledger, own_rows
from bgm_portal.privacy import queries as consents
from bgm_portal.privacy import service as privacy
from bgm_portal.registration import queries as registrations
from bgm_portal.registration.service import ending


def note_taken_along(person_id: UUID, *, at: datetime) -> None:
    """Note that somebody took their data along."""
    audit.record(Event.DATA_TAKEN_ALONG, at=at, by=person_id, subject=person_id)


def erase(person_id: UUID, *, at: datetime) -> tuple[int, dict[str, int]]:
    """Erase what somebody can have erased; return how many places were given back, and the rows."""
    gone = own_rows.counts_on_wish(person_id)
    cancelled = _let_go(person_id, at=at)
    own_rows.erase(person_id)
    ledger.note(ledger.EVERYTHING, [person_id], at=at)
    audit.record(
        Event.DATA_ERASED, at=at, by=person_id, subject=person_id, count=sum(gone.values())
    )
    return cancelled, gone


def erase_leaver(person_id: UUID, *, at: datetime) -> int:
    """Erase everything of somebody who left a week ago; return how many accounts: one, or none."""
    if not leavers.is_due(person_id, at=at):
        return 0  # came back meanwhile
    _let_go(person_id, at=at)
    own_rows.erase(person_id, leaves=True)
    ledger.note(ledger.ACCOUNT, [person_id], at=at)
    leavers.take_name_away(person_id, at=at)
    return 1


def _let_go(person_id: UUID, *, at: datetime) -> int:
    """Give places back and end all consents with what they allowed; return how many places."""
    cancelled = _give_places_back(person_id, at=at)
    for scope, codes in consents.standing_everywhere(person_id).items():
        privacy.withdraw_each(person_id=person_id, codes=codes, scope=scope, by=person_id, at=at)
    return cancelled


def _give_places_back(person_id: UUID, *, at: datetime) -> int:
    """Cancel what has not ended yet, so that others move up; needs go with it at once."""
    ahead = registrations.active_of(person_id, ends_after=at)
    for registration, activity in ahead:
        needs.withdraw_needs(person_id=person_id, activity_id=activity.id, by=person_id, at=at)
        ending.cancel(registration.id, by=person_id, at=at)
    return len(ahead)
