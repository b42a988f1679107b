"""The page "Mein Lauftag": everything for the day on one page, plain enough to be printed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.activities import race_queries, race_words
from bgm_portal.activities.kinds import ActivityKind
from bgm_portal.activities.rules import course_step
from bgm_portal.core.i18n import in_words
from bgm_portal.identity import queries as identity
from bgm_portal.registration import queries as registrations
from bgm_portal.registration import queue_queries, summary, times, words
from bgm_portal.registration.errors import UnknownRegistration
from bgm_portal.registration.states import RegistrationState

from . import bus_pages, pair_pages, team_pages
from .errors import HandoverRefused
from .forms.emergency import EmergencyForm
from .queries import buses as bus_queries
from .queries import entries as queries
from .queries import handovers
from .rules import HandoverRefusal, Passing, refuse_handover
from .service import entries as service


def load(registration_id: UUID, *, person_id: UUID) -> tuple[Any, Any]:
    """Return one's own registration that holds a place, with its activity."""
    registration = registrations.own(registration_id, person_id=person_id)
    if registration.state is not RegistrationState.CONFIRMED:
        raise UnknownRegistration
    activity = activities.activity(registration.activity_id, with_dates=True, with_roles=True)
    return registration, activity


def facts(registration: Any, activity: Any, form: EmergencyForm, *, at: datetime) -> dict[str, Any]:
    """Return what the page says."""
    entry = queries.entry(registration.id)
    result = service.own_result(registration.id) if entry is not None else None
    ride = bus_pages.ride_of(registration.id)
    course = in_words(activity.course_de or "", activity.course_en)
    return {
        "registration": registration,
        "activity": activity,
        "activity_title": words.title_of(activity),
        "is_run": is_run(activity),
        "day_title": title(activity),
        "role": role_of(activity, registration),
        "start_number": entry.start_number if entry else "",
        "result": result,
        "has_teams": team_pages.are_formed(activity.id),
        "team": team_pages.team_name(registration.id),
        "may_hand_over": may_hand_over(registration, activity, at=at),
        "has_buses": bool(ride) or bus_queries.has_buses(activity.id),
        "ride": ride,
        "partner": pair_pages.partner_of(registration.id),
        "times": times.own_in_words(activity, registration.id),
        "race": race_words.of_loaded(activity),
        "own_start": own_start(activity.roles, registration.role_id),
        "steps": [course_step(line) for line in course.splitlines() if line.strip()],
        "bring": in_words(activity.bring_de or "", activity.bring_en),
        "plain": in_words(activity.plain_de or "", activity.plain_en),
        "contact": identity.person(activity.contact_id),
        "is_over": activity.ends_at is not None and activity.ends_at <= at,
        "has_contact": queries.emergency_contact(registration.id) is not None,
        "form": form,
    }


def title(activity: Any) -> str:
    """Return what the page is called."""
    return str(_("Mein Lauftag") if is_run(activity) else _("Mein Tag"))


def role_of(activity: Any, registration: Any) -> str:
    """Return how somebody takes part, in words."""
    return summary.role_in_words(activity.roles, registration.role_id)


def may_hand_over(registration: Any, activity: Any, *, at: datetime) -> bool:
    """Tell whether the organiser has the names already, so that they are only swapped now.

    Where others wait the page says that cancelling is the way; only an open question leads there.
    """
    race = race_queries.race(activity.id)
    passing = Passing(
        has_place=registration.takes_place,
        names_until=race.names_until if race else None,
        starts_at=activity.starts_at,
    )
    if refuse_handover(passing, at=at) is not None:
        return False
    asked = handovers.of_registration(registration.id) is not None
    return asked or not queue_first(activity.id)


def queue_first(activity_id: UUID) -> str:
    """Say why nobody can be proposed while others wait; nothing where nobody does."""
    if not queue_queries.queue(activity_id):
        return ""
    return str(HandoverRefused(HandoverRefusal.QUEUE_FIRST).message)


def own_start(roles: Any, role_id: UUID | None) -> str:
    """Say when one's own start class starts, where it has a time of its own."""
    times = [role.start_time for role in roles if role.id == role_id and role.start_time]
    return str(_("%(time)s Uhr", time=f"{times[0]:%H:%M}")) if times else ""


def is_run(activity: Any) -> bool:
    """Tell whether this is a run, where people have numbers and times."""
    return activity.kind is ActivityKind.RUN_EVENT


def emergency_form(registration_id: UUID) -> EmergencyForm:
    """Return the form for whom to call, filled with what was named."""
    named = service.own_emergency_contact(registration_id)
    return EmergencyForm(data={"name": named[0], "phone": named[1]} if named else {})
