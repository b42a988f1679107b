"""A place that goes to a colleague by name: proposed by whoever holds it, answered by them."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import policy, words
from bgm_portal.registration import queries as registrations
from bgm_portal.runs import race_day
from bgm_portal.runs.forms.handovers import ProposeForm, TakeOverForm
from bgm_portal.runs.queries import handovers as queries
from bgm_portal.runs.service import handovers
from bgm_portal.web.forms import Form

bp = Blueprint("handovers", __name__)

OWN = "/mein-lauftag/<uuid:registration_id>/weitergeben"
QUESTION = "/platz-uebernehmen/<uuid:handover_id>"
FOR_SOMEBODY = "/planung/<uuid:activity_id>/teilnahme/<uuid:registration_id>/weitergeben"


@bp.get(OWN)
@requires(Permission.TAKE_PART)
def own(registration_id: UUID) -> ResponseReturnValue:
    """Ask who takes the place, or show who was asked."""
    return _own_page(registration_id, ProposeForm())


@bp.post(OWN)
@requires(Permission.TAKE_PART)
def propose(registration_id: UUID) -> ResponseReturnValue:
    """Propose a colleague."""
    _load(registration_id)
    form = ProposeForm()
    if not form.validate():
        return _own_page(registration_id, form), 422
    try:
        _propose(registration_id, form)
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _own_page(registration_id, form), 409
    flash(_("Die Person ist gefragt. Bis sie zusagt, bleibt der Platz Ihrer."))
    return redirect(url_for(".own", registration_id=registration_id), 303)


@bp.post(f"{OWN}/zuruecknehmen")
@requires(Permission.TAKE_PART)
def withdraw(registration_id: UUID) -> ResponseReturnValue:
    """Keep the place after all."""
    _load(registration_id)
    with transaction():
        handovers.withdraw(registration_id, by=visitor().person_id, at=clock.now())
    flash(_("Der Vorschlag ist zurückgenommen. Der Platz bleibt Ihrer."))
    return redirect(url_for(".own", registration_id=registration_id), 303)


@bp.get(QUESTION)
@requires(Permission.TAKE_PART)
def question(handover_id: UUID) -> ResponseReturnValue:
    """Show the colleague what it is about; whoever has said yes finds their registration."""
    successor_id = queries.taken_over(handover_id, to=visitor().person_id)
    if successor_id is not None:
        return redirect(url_for("registrations.detail", registration_id=successor_id))
    return _question_page(handover_id, TakeOverForm())


@bp.post(QUESTION)
@requires(Permission.TAKE_PART)
def accept(handover_id: UUID) -> ResponseReturnValue:
    """Take the place over."""
    queries.handover(handover_id, to=visitor().person_id)
    form = TakeOverForm()
    if not form.validate():
        return _question_page(handover_id, form), 422
    try:
        with transaction():
            registration_id = handovers.accept(
                handover_id, agrees=form.agrees.data, by=visitor().person_id, at=clock.now()
            )
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _question_page(handover_id, form), 409
    flash(
        _(
            "Der Platz ist jetzt Ihrer. Fehlt unten eine Angabe, zum Beispiel das Shirt, sagen Sie"
            " sie bitte der Ansprechperson."
        )
    )
    return redirect(url_for("registrations.detail", registration_id=registration_id), 303)


@bp.post(f"{QUESTION}/ablehnen")
@requires(Permission.TAKE_PART)
def decline(handover_id: UUID) -> ResponseReturnValue:
    """Say no."""
    with transaction():
        handovers.decline(handover_id, by=visitor().person_id, at=clock.now())
    flash(_("Danke für Ihre Antwort. Einen Grund brauchen wir nicht."))
    return redirect(url_for("home.mine"), 303)


@bp.get(FOR_SOMEBODY)
@requires(Permission.COORDINATE)
def for_somebody(activity_id: UUID, registration_id: UUID) -> ResponseReturnValue:
    """Ask a coordinator who takes somebody's place."""
    return _desk_page(activity_id, registration_id, ProposeForm())


@bp.post(FOR_SOMEBODY)
@requires(Permission.COORDINATE)
def propose_for(activity_id: UUID, registration_id: UUID) -> ResponseReturnValue:
    """Propose a colleague on behalf of whoever cannot come."""
    form = ProposeForm()
    _ensure_in_care(activity_id, registration_id)
    if not form.validate():
        return _desk_page(activity_id, registration_id, form), 422
    try:
        _propose(registration_id, form)
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _desk_page(activity_id, registration_id, form), 409
    flash(_("Die Person ist gefragt. Sobald sie zusagt, steht sie auf der Teilnahmeliste."))
    return redirect(url_for("coordination.roster", activity_id=activity_id), 303)


def _propose(registration_id: UUID, form: ProposeForm) -> None:
    with transaction():
        handovers.propose(
            registration_id,
            email=form.email.data or "",
            by=visitor().person_id,
            at=clock.now(),
        )


def _load(registration_id: UUID) -> tuple[Any, Any]:
    return race_day.load(registration_id, person_id=visitor().person_id)


def _own_page(registration_id: UUID, form: Form) -> str:
    registration, activity = _load(registration_id)
    asked = queries.of_registration(registration_id)
    return render_template(
        "runs/handover.html",
        form=form,
        registration=registration,
        activity=activity,
        activity_title=words.title_of(activity),
        asked=asked[1].name if asked else "",
        queue_first=race_day.queue_first(activity.id),
    )


def _question_page(handover_id: UUID, form: Form) -> str:
    _handover, registration, giver = queries.handover(handover_id, to=visitor().person_id)
    activity = activities.activity(registration.activity_id, with_dates=True, with_roles=True)
    return render_template(
        "runs/take_over.html",
        form=form,
        handover_id=handover_id,
        giver=giver.name,
        activity=activity,
        activity_title=words.title_of(activity),
        role=race_day.role_of(activity, registration),
    )


def _ensure_in_care(activity_id: UUID, registration_id: UUID) -> tuple[Any, Any]:
    activity = activities.activity(activity_id)
    policy.ensure_sees_names(visitor().person_id, activity, at=clock.now())
    _registration, person = registrations.on_activity(registration_id, activity_id=activity_id)
    return activity, person


def _desk_page(activity_id: UUID, registration_id: UUID, form: Form) -> str:
    activity, person = _ensure_in_care(activity_id, registration_id)
    return render_template(
        "runs/handover_desk.html",
        form=form,
        activity=activity,
        activity_title=words.title_of(activity),
        name=person.name,
    )
