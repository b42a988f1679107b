"""What somebody on a run can choose once they have a place: team, bus, partner, whom to call."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bgm_portal.core.i18n import moment
from bgm_portal.core.next_steps import NextStep, NextSteps
from bgm_portal.registration.states import RegistrationState

from . import bus_pages, pair_pages, race_day, rules
from .queries import chosen as queries
from .queries import handovers
from .queries.chosen import Chosen


def of_registration(registration: Any, activity: Any, at: datetime) -> NextSteps | None:
    """Return what can be chosen; nothing without a place, once it begins, or if nothing is offered.

    Each of these closes when the activity begins or before, so that no link leads to a refusal.
    """
    if registration.state is not RegistrationState.CONFIRMED:
        return None
    if activity.starts_at is not None and activity.starts_at <= at:
        return None
    known = queries.chosen(registration.id, activity_id=activity.id)
    steps = [
        *_team(registration, known, until=known.names_until or activity.starts_at, at=at),
        *_bus(registration, known),
        *_two(registration, activity),
        *_hand_over(registration, activity, at=at),
    ]
    if not steps:
        return None
    day = url_for("race_day.own", registration_id=registration.id)
    return NextSteps(
        steps=[*steps, _call(known, day)],
        day_words=race_day.title(activity),
        day_href=day,
    )


def _team(
    registration: Any, known: Chosen, *, until: datetime | None, at: datetime
) -> Iterator[NextStep]:
    refusal = rules.refuse_teams(
        has_teams=known.has_teams, until=until, by_coordinator=False, at=at
    )
    if refusal is not None and not known.team:
        return
    limit = str(_("bis %(moment)s", moment=moment(until)) if until else _("freiwillig"))
    yield NextStep(
        words=str(_("Ihr Team ansehen") if known.team else _("Team gründen oder beitreten")),
        href=url_for("teams.own", registration_id=registration.id),
        state=known.team or limit,
        tone="ok" if known.team else "",
    )


def _bus(registration: Any, known: Chosen) -> Iterator[NextStep]:
    if not known.has_buses:
        return
    ride = bus_pages.ride_of(registration.id)
    yield NextStep(
        words=str(_("Platz im Bus ändern") if ride else _("Platz im Bus nehmen")),
        href=url_for("buses.own", registration_id=registration.id),
        state=ride[0][1] if ride else str(_("solange Plätze frei sind")),
        tone="ok" if ride else "",
    )


def _two(registration: Any, activity: Any) -> Iterator[NextStep]:
    if race_day.is_run(activity):
        partner = pair_pages.partner_of(registration.id)
        yield NextStep(
            words=str(_("Zu zweit laufen")),
            href=url_for("pairs.own", registration_id=registration.id),
            state=str(_("mit %(name)s", name=partner)) if partner else str(_("freiwillig")),
            tone="ok" if partner else "",
        )


def _hand_over(registration: Any, activity: Any, *, at: datetime) -> Iterator[NextStep]:
    if race_day.is_run(activity) and race_day.may_hand_over(registration, activity, at=at):
        asked = handovers.of_registration(registration.id)
        yield NextStep(
            words=str(_("Den Platz an jemand anderen weitergeben")),
            href=url_for("handovers.own", registration_id=registration.id),
            state=str(
                _("%(name)s ist gefragt", name=asked[1].name)
                if asked
                else _("wenn Sie nicht können")
            ),
        )


def _call(known: Chosen, day: str) -> NextStep:
    named = known.names_contact
    return NextStep(
        words=str(_("Wen wir anrufen, wenn etwas ist")),
        href=f"{day}#notfall",
        state=str(_("genannt") if named else _("freiwillig")),
        tone="ok" if named else "",
    )
