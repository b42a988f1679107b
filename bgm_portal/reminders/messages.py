"""What a reminder says: when, where, how to get there, whom to ask, what to bring, how to cancel.

A discreet activity is "Ihr Termin": neither its name nor what to bring stands in the message.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from bgm_portal.core.i18n import in_language, in_words, long_date, moment, span
from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.rendering import compose
from bgm_portal.web.urls import absolute_url

from .rules import CLOSING, Rule, key, kind

HEADINGS = {
    Rule.WEEK: _l("Bald ist es so weit"),
    Rule.DAY: _l("Ihr Termin rückt näher"),
    Rule.HOURS: _l("Ihr Termin beginnt bald"),
    Rule.EXTRA: _l("Zu Ihrem Termin"),
}


@dataclass(frozen=True, kw_only=True)
class Both:
    """Words in two languages, or none."""

    de: str | None
    en: str | None

    def __str__(self) -> str:
        return in_words(self.de or "", self.en)


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A date as a reminder tells of it."""

    activity_id: UUID
    which: str  # date, and the time that somebody holds on it
    schedule_version: int
    starts_at: datetime
    ends_at: datetime
    discreet: bool
    title: Both
    place: Both
    directions: Both
    online: Both
    bring: Both
    sentence: Both  # of the activity's own reminder
    contact_name: str
    contact_phone: str
    contact_email: str | None


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A deadline that closes, as a reminder tells of it."""

    activity_id: UUID
    title: Both
    discreet: bool
    starts_at: datetime | None
    closes_at: datetime
    needs_registration: bool
    contact_email: str | None


def deadline(one: Deadline, *, key: str, to: Recipient, not_before: datetime) -> Message:
    """Remind somebody that they can soon sign up no more for what they keep in mind."""
    with in_language(to.language):
        is_open = not (one.discreet or to.neutral)
        title = str(one.title)
        return compose(
            template="reminders/deadline",
            key=key,
            kind=CLOSING,
            to=to,
            subject=" ".join(str(_l("Sie haben sich gemerkt: %(title)s", title=title)).split())
            if is_open
            else _l("Sie haben sich im BGM-Portal etwas gemerkt"),
            facts={
                "title": title if is_open else "",
                "begins": moment(one.starts_at) if one.starts_at else "",
                "until": moment(one.closes_at),
                "needs_registration": one.needs_registration,
                "activity_page": absolute_url("catalogue.detail", activity_id=one.activity_id),
            },
            context_id=one.activity_id,
            activity_id=one.activity_id,
            reply_to=one.contact_email,
            not_before=not_before,
            expires_at=one.closes_at,
        )


def reminder(
    rule: Rule, occasion: Occasion, *, registration_id: UUID, to: Recipient, not_before: datetime
) -> Message:
    """Remind somebody of a date; pointless once it has begun."""
    occasion = replace(occasion, discreet=occasion.discreet or to.neutral)
    with in_language(to.language):
        return compose(
            template="reminders/reminder",
            key=key(registration_id, occasion.which, rule, occasion.schedule_version),
            kind=kind(rule),
            to=to,
            subject=_subject(occasion),
            facts=_facts(rule, occasion, registration_id),
            context_id=registration_id,
            activity_id=occasion.activity_id,
            reply_to=occasion.contact_email,
            not_before=not_before,
            expires_at=occasion.starts_at,
        )


def _subject(occasion: Occasion) -> str:
    if occasion.discreet:
        subject: LazyString = _l("Erinnerung an Ihren Termin im BGM-Portal")
    else:
        subject = _l(
            "Erinnerung: %(title)s am %(day)s",
            title=str(occasion.title),
            day=long_date(occasion.starts_at),
        )
    return " ".join(str(subject).split())


def _facts(rule: Rule, occasion: Occasion, registration_id: UUID) -> dict[str, Any]:
    open_words = not occasion.discreet
    return {
        "heading": HEADINGS[rule],
        "sentence": str(occasion.sentence) if open_words and rule is Rule.EXTRA else "",
        "title": str(occasion.title) if open_words else _l("Ihr Termin"),
        "when": span(occasion.starts_at, occasion.ends_at),
        "place": str(occasion.place),
        "directions": str(occasion.directions) if open_words else "",
        "online": str(occasion.online),
        "bring": str(occasion.bring) if open_words else "",
        "contact": occasion.contact_name,
        "phone": occasion.contact_phone,
        "email": occasion.contact_email,
        "own_page": absolute_url("registrations.detail", registration_id=registration_id),
    }
