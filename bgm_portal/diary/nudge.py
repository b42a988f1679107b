"""The weekly question to write one's diary, for those who asked for it.

It comes whether or not the week is written already: a message that came only to those who wrote
nothing would tell whoever sees the outbox what stands in a diary.
"""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import local, local_day, midnight
from bgm_portal.core.i18n import in_language
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox
from bgm_portal.mail.message import Message, Recipient, unwritten
from bgm_portal.mail.rendering import compose, written
from bgm_portal.web.urls import absolute_url

from . import queries, rules

KIND = "diary.week"
A_DAY = timedelta(days=1)


def send(*, at: datetime) -> int:
    """Ask everybody who wants it, once a week; return how many are asked now."""
    if not rules.nudge_is_due(local(at)):
        return 0
    people = [identity.recipient(someone) for someone in queries.people_to_nudge(KIND)]
    return sum(outbox.enqueue(_written(to, at), at=at) for to in people)


def _written(to: Recipient, at: datetime) -> Message:
    return written(
        partial(question, to=to, at=at),
        otherwise=unwritten(key=_key(to, at), kind=KIND, to=to, context_id=to.person_id),
    )


def _key(to: Recipient, at: datetime) -> str:
    year, week, _day = local_day(at).isocalendar()
    return f"{KIND}:{to.person_id}:{year}-W{week:02}"


def question(*, to: Recipient, at: datetime) -> Message:
    """Ask about the week; neutral messages name no diary, and after the day it is not sent."""
    with in_language(to.language):
        return compose(
            template="diary/week",
            key=_key(to, at),
            kind=KIND,
            to=to,
            subject=_l("Wie war Ihre Woche?"),
            facts={"neutral": to.neutral, "page": absolute_url("diary.overview")},
            context_id=to.person_id,
            expires_at=midnight(local_day(at) + A_DAY),
        )


def take_back(person_id: UUID) -> None:
    """Take back a question that still waits, because the diary was ended."""
    outbox.void(context_id=person_id, kinds=(KIND,))
