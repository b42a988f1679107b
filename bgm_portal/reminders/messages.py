"""What a reminder says: when, where, how to get there, whom to ask, what to bring, how to cancel.

A discreet activity is "Ihr Termin": neither its name nor what to bring stands in the message.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from bgm_portal.core.i18n import in_language, in_words, language, long_date, moment, span
from bgm_portal.learning.assignments import Assignment
from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.rendering import compose
from bgm_portal.web.urls import absolute_url

from .rules import CLOSING, MODULE, Rule, key, kind

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


def lessons(
    some: Sequence[Assignment],
    *,
    key: str,
    kind: str,
    to: Recipient,
    not_before: datetime,
    expires_at: datetime,
) -> Message:
    """Tell somebody of modules that are meant for them until a day, or of completions that end.

    Nothing in it is a reproach, and with neutral messages no module is named.
    """
    with in_language(to.language):
        lines = [(_title(one, to), long_date(one.due_on)) for one in some]
        return compose(
            template="reminders/lessons",
            key=key,
            kind=kind,
            to=to,
            subject=_lessons_subject(kind, lines, to),
            facts={
                "lines": lines,
                "is_renewal": kind != MODULE,
                "page": absolute_url("learning.overview")
                if len(some) > 1 or to.neutral
                else absolute_url("learning.module", key=some[0].key),
            },
            context_id=to.person_id,
            not_before=not_before,
            expires_at=expires_at,
        )


def _title(one: Assignment, to: Recipient) -> str:
    return "" if to.neutral else one.titles.get(language()) or one.titles["de"]


def _lessons_subject(kind: str, lines: Sequence[tuple[str, str]], to: Recipient) -> str:
    if to.neutral:
        return str(_l("Zum Lernen im BGM-Portal"))
    title, day = lines[0]
    if kind == MODULE:
        one: LazyString | str = _l("Für Sie vorgesehen: %(title)s", title=title)
        more = ngettext(
            "%(num)s Lernmodul für Sie vorgesehen",
            "%(num)s Lernmodule für Sie vorgesehen",
            len(lines),
        )
    else:
        one = _l("Ihr Abschluss gilt noch bis %(day)s: %(title)s", day=day, title=title)
        more = ngettext(
            "%(num)s Abschluss gilt nicht mehr lange",
            "%(num)s Abschlüsse gelten nicht mehr lange",
            len(lines),
        )
    return " ".join(str(one if len(lines) == 1 else more).split())


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
