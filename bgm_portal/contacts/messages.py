"""What this room writes to people: the coordinators learn what was not checked for a year."""

from collections.abc import Sequence
from uuid import NAMESPACE_OID, UUID, uuid5

from flask_babel import lazy_gettext as _l

from bgm_portal.identity import queries as identity
from bgm_portal.mail.message import Message, unwritten
from bgm_portal.mail.rendering import compose, written

from .queries import Due

UNCHECKED = "contacts.unchecked"


def unchecked(contacts: Sequence[Due], coordinator_id: UUID) -> Message:
    """Ask a coordinator to check these; the same ones with the same days are asked for once."""
    which = uuid5(NAMESPACE_OID, ";".join(sorted(f"{one.id}:{one.checked_on}" for one in contacts)))
    key = f"{UNCHECKED}:{coordinator_id}:{which}"
    to = identity.recipient(identity.person(coordinator_id))
    return written(
        lambda: compose(
            template="contacts/unchecked",
            key=key,
            kind=UNCHECKED,
            to=to,
            subject=_l("Kontakte prüfen"),
            facts={"contacts": contacts},
        ),
        otherwise=unwritten(key=key, kind=UNCHECKED, to=to),
    )
