"""One person's registration as coordinators see it. What somebody needs is not here."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from bgm_portal.audit import queries as notebook
from bgm_portal.audit.events import Event
from bgm_portal.identity import queries as identity
from bgm_portal.privacy import queries as privacy

from . import consents, queries, rules, summary, words
from .asked import questions_of

HISTORY = {
    Event.REGISTERED: _l("angemeldet"),
    Event.OFFERED: _l("Platz angeboten"),
    Event.PROMOTED: _l("nachgerückt"),
    Event.OFFER_EXPIRED: _l("Frist für den Platz abgelaufen"),
    Event.OFFER_DECLINED: _l("Platz abgelehnt"),
    Event.ANSWERS_CHANGED: _l("Angaben geändert"),
    Event.CANCELLED: _l("abgesagt"),
    Event.HANDED_OVER: _l("Platz an jemand anderen übergeben"),
    Event.HANDOVER_ACCEPTED: _l("Platz von jemand anderem übernommen"),
}


def facts(activity: Any, registration_id: UUID, *, at: datetime) -> dict[str, Any]:
    """Return what the page of one person says; the activity was loaded with roles and questions."""
    registration, person = queries.on_activity(registration_id, activity_id=activity.id)
    agreed = privacy.standing(person.id, str(activity.id))
    answers = queries.answers_of(registration_id)
    entries = notebook.entries_on(registration_id, events=tuple(HISTORY))
    return {
        "activity": activity,
        "activity_title": words.title_of(activity),
        "registration": registration,
        "name": person.name,
        "registered_by": identity.person(registration.registered_by).name
        if registration.registered_by
        else "",
        "email": person.email,
        "state_word": words.state_in_list(registration),
        "state_tone": words.TONES[registration.state],
        "role": summary.role_in_words(activity.roles, registration.role_id),
        "answer_rows": summary.answer_rows(
            [
                *questions_of(activity, registration.role_id, answers),
                *queries.answered_before(registration_id),
            ],
            answers,
            change="",
        ),
        "consent_rows": summary.agreed_in_words(
            consents.codes_asked(activity), {code.value for code in agreed}
        ),
        "history": [(entry.at, HISTORY[Event(entry.event)]) for entry in entries],
        "may_end": rules.refuse_to_end(registration.state, over_at=activity.ends_at, at=at) is None,
    }
