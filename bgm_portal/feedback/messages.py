"""What is written to people who took part: one invitation to say how it was, and no second."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import midnight
from bgm_portal.core.i18n import in_language, in_words, long_date
from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.rendering import compose
from bgm_portal.web.urls import absolute_url

INVITATION = "feedback.invitation"


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """An activity as the invitation tells of it."""

    activity_id: UUID
    title_de: str
    title_en: str | None
    discreet: bool
    last_day: date
    reply_to: str | None


def invitation(occasion: Occasion, *, to: Recipient, not_before: datetime) -> Message:
    """Ask somebody how it was; pointless once the questions are closed."""
    with in_language(to.language):
        title = in_words(occasion.title_de, occasion.title_en)
        discreet = occasion.discreet or to.neutral
        return compose(
            template="feedback/invitation",
            key=key(occasion, to),
            kind=INVITATION,
            to=to,
            subject=_subject(title, discreet=discreet),
            facts={
                "title": "" if discreet else title,
                "last_day": long_date(occasion.last_day),
                "page": absolute_url("feedback.form", activity_id=occasion.activity_id),
            },
            activity_id=occasion.activity_id,
            reply_to=occasion.reply_to,
            not_before=not_before,
            expires_at=midnight(occasion.last_day + timedelta(days=1)),
        )


def key(occasion: Occasion, to: Recipient) -> str:
    """Return the reason of an invitation: one person, one activity."""
    return f"{INVITATION}:{occasion.activity_id}:{to.person_id}"


def _subject(title: str, *, discreet: bool) -> LazyString:
    if discreet:
        return _l("Wie war Ihr Termin?")
    return _l("Wie war es? %(title)s", title=title)
