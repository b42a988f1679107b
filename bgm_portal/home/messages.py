"""What these pages write to people: the contact of the house learns of a barrier."""

from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l

from bgm_portal.core.house import house
from bgm_portal.core.i18n import DEFAULT_LANGUAGE
from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.rendering import compose

from . import rules


def barrier(
    report_id: UUID, *, page: str | None, message: str, contact: str | None, at: datetime
) -> Message | None:
    """Tell the contact of the house what somebody could not do; nothing without an address."""
    told = house()
    if not told.contact_email:
        return None
    return compose(
        template="home/barrier",
        key=f"home.barrier:{report_id}",
        kind="home.barrier",
        to=Recipient(
            person_id=None,
            address=told.contact_email,
            language=DEFAULT_LANGUAGE,
            name=told.contact_name,
        ),
        subject=_l("Eine Barriere wurde gemeldet"),
        facts={
            "page": page,
            "message": message,
            "contact": contact,
            "received_at": at,
            "answer_by": rules.answer_due(at),
        },
        context_id=report_id,
    )
