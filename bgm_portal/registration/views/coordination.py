"""What coordinators see of the people on an activity: the list, one person, the queue.

Needs stand on none of these pages; they have a desk of their own.
"""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.beside import beside
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import (
    participant,
    policy,
    queries,
    queue_queries,
    roster,
    rules,
    words,
)
from bgm_portal.registration.forms.coordination import RosterFilter
from bgm_portal.registration.service import ending

bp = Blueprint("coordination", __name__)

PEOPLE = "/planung/<uuid:activity_id>/teilnahme"
ONE = f"{PEOPLE}/<uuid:registration_id>"


@bp.get(PEOPLE, endpoint="roster")
@requires(Permission.COORDINATE)
def show_roster(activity_id: UUID) -> ResponseReturnValue:
    """Show who takes part; at a discreet activity only how many, until the day."""
    activity = activities.activity(activity_id, with_roles=True, with_questions=True)
    policy.ensure_coordinates(visitor().person_id, activity)
    erased = policy.are_names_erased(activity, at=clock.now())
    figures = roster.figures_kept(activity) if erased else queries.figures(activity_id)
    frame = {
        "activity": activity,
        "activity_title": words.title_of(activity),
        "figures": roster.figures_in_words(figures, activity.capacity),
        "names_erased": erased,
        "on_roster": True,
        **_ways_in(activity),
    }
    if not policy.may_see_names(activity, at=clock.now()):
        return render_template("coordination/counts.html", **frame)
    part = roster.part_from(request.args, [role.id for role in activity.roles])
    page = queries.roster_page(activity_id, part)
    asked = roster.columns(activity.questions)
    more = beside(activity_id, [row.registration.id for row in page.rows])
    form = RosterFilter(formdata=request.args)
    form.offer([(str(role.id), roster.label_of(role)) for role in activity.roles])
    return render_template(
        "coordination/roster.html",
        page=page,
        lines=roster.lines(page, asked, more.cells),
        form=form,
        heads=roster.heads(activity_id, part, has_roles=bool(activity.roles)),
        columns=[*(roster.label_of(question) for question in asked), *more.heads],
        more_links=more.links,
        sorted_by=roster.sorted_by(part),
        sort_value=roster.sort_value(part),
        url_of=lambda number: roster.address(activity_id, part, seite=number),
        **frame,
    )


def _ways_in(activity: Any) -> dict[str, bool]:
    at = clock.now()
    return {
        "may_sign_up": rules.refuse_to_open(activity, at=at) is None,
        "takes_walk_ins": rules.takes_walk_ins(activity, at=at),
    }


@bp.get(ONE, endpoint="participant")
@requires(Permission.COORDINATE)
def show_participant(activity_id: UUID, registration_id: UUID) -> ResponseReturnValue:
    """Show one person's registration: answers, consents, what happened. No needs."""
    return render_template("coordination/participant.html", **_one(activity_id, registration_id))


@bp.get(f"{ONE}/absagen")
@requires(Permission.COORDINATE)
def cancel_form(activity_id: UUID, registration_id: UUID) -> ResponseReturnValue:
    """Ask once whether this registration shall really end."""
    return render_template("coordination/cancel.html", **_one(activity_id, registration_id))


@bp.post(f"{ONE}/absagen")
@requires(Permission.COORDINATE)
def cancel(activity_id: UUID, registration_id: UUID) -> ResponseReturnValue:
    """End a registration because its person asked for it."""
    one = _one(activity_id, registration_id)
    with transaction():
        ending.cancel(registration_id, by=visitor().person_id, at=clock.now())
    flash(_("Die Anmeldung von %(name)s ist beendet.", name=one["name"]))
    return redirect(url_for(".roster", activity_id=activity_id), 303)


@bp.get("/planung/<uuid:activity_id>/warteliste")
@requires(Permission.COORDINATE)
def waiting_list(activity_id: UUID) -> ResponseReturnValue:
    """Show who waits in which order, and for whom a place is kept."""
    activity = activities.activity(activity_id)
    policy.ensure_sees_names(visitor().person_id, activity, at=clock.now())
    return render_template(
        "coordination/waiting_list.html",
        activity=activity,
        activity_title=words.title_of(activity),
        offers=queue_queries.open_offers(activity_id),
        queue=[
            (registration, person, words.PROMOTIONS[registration.promotion])
            for registration, person in queue_queries.queue(activity_id)
        ],
        until=words.until,
    )


def _one(activity_id: UUID, registration_id: UUID) -> dict[str, Any]:
    activity = activities.activity(activity_id, with_roles=True, with_questions=True)
    policy.ensure_sees_names(visitor().person_id, activity, at=clock.now())
    return participant.facts(activity, registration_id, at=clock.now())
