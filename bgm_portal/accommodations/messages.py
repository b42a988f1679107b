"""What this room writes to people. Never what is needed, and never what was answered."""

from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from bgm_portal.identity import queries as identity
from bgm_portal.mail.message import Message
from bgm_portal.mail.rendering import compose

from .queries import CaseRow
from .rules import Digest

ANSWERED = "need.answered"
DIGEST = "need.digest"


def answered(row: CaseRow, *, step_id: UUID) -> Message:
    """Tell a person that there is an answer, and where it can be read."""
    return compose(
        template="accommodations/answered",
        key=f"{ANSWERED}:{step_id}",
        kind=ANSWERED,
        to=identity.recipient(identity.person(row.person_id)),
        subject=_l("Es gibt eine Antwort für Sie"),
        facts={},
        context_id=row.id,
        reply_to=identity.person(row.owner_id).email,
    )


def digest(owner_id: UUID, counts: Digest, *, day: date) -> Message:
    """Tell whoever looks after needs how many wait for them today, in numbers alone."""
    return compose(
        template="accommodations/digest",
        key=f"{DIGEST}:{owner_id}:{day}",
        kind=DIGEST,
        to=identity.recipient(identity.person(owner_id)),
        subject=_l("Ihr Überblick für heute"),
        facts={"counts": counts},
    )
