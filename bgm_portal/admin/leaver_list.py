"""A list of those who leave: first what would happen, then everything or nothing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.identity import queries as identity

from . import leaving
from .leaving import Entrusted

MOST = 200


@dataclass(frozen=True, kw_only=True)
class Leaver:
    """Somebody on the list, with what is entrusted to them."""

    person_id: UUID
    name: str
    email: str
    entrusted: Entrusted


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the list leads to, and what is wrong with it."""

    leavers: tuple[Leaver, ...]
    already: int  # whose accounts are locked
    problems: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Return what differs as soon as something else would happen."""
        said = [f"{one.person_id} {one.entrusted}" for one in self.leavers]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()

    @property
    def orphaned(self) -> tuple[Leaver, ...]:
        """Return those to whom something is entrusted."""
        return tuple(one for one in self.leavers if one.entrusted.lines)


def plan(text: str, *, by: UUID) -> Plan:
    """Compare a list of addresses with the accounts; nothing is changed."""
    emails = list(dict.fromkeys(line.strip().lower() for line in text.splitlines() if line.strip()))
    if len(emails) > MOST:
        return _refused(_("Nennen Sie höchstens %(most)s Adressen auf einmal.", most=MOST))
    known = identity.known_people(emails)
    people = identity.people_by_ids([one.id for one in known.values()])
    unknown = [email for email in emails if email not in known]
    if unknown:
        return _refused(
            ngettext(
                "Zu dieser Adresse gibt es kein Konto: %(who)s. Berichtigen Sie sie.",
                "Zu diesen Adressen gibt es kein Konto: %(who)s. Berichtigen Sie sie.",
                len(unknown),
                who=", ".join(unknown[:10]),
            )
        )
    if by in people:
        return _refused(
            _("Ihr eigenes Konto steht in der Liste. Das deaktiviert nur eine zweite Person.")
        )
    active = [known[email].id for email in emails if known[email].active]
    return Plan(
        leavers=tuple(
            Leaver(
                person_id=person_id,
                name=people[person_id].name,
                email=people[person_id].email,
                entrusted=leaving.entrusted_to(person_id),
            )
            for person_id in active
        ),
        already=len(emails) - len(active),
        problems=(),
    )


def apply(plan: Plan, *, to: UUID | None, by: UUID, at: datetime) -> int:
    """Lock all accounts of the list and hand over what was entrusted; return how many."""
    for one in plan.leavers:
        leaving.leave(one.person_id, to=to if one.entrusted.lines else None, by=by, at=at)
    return len(plan.leavers)


def successors(plan: Plan) -> list[tuple[UUID, str]]:
    """Return who can take over: everybody who plans and is not on the list."""
    gone = {one.person_id for one in plan.leavers}
    return [(id_, name) for id_, name in leaving.successors(None) if id_ not in gone]


def _refused(problem: str) -> Plan:
    return Plan(leavers=(), already=0, problems=(str(problem),))
