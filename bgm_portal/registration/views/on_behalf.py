"""A coordinator signs somebody up who called. Needs and consents stay with the person."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import on_behalf, policy, rules, words
from bgm_portal.registration.errors import RegistrationRefused
from bgm_portal.registration.forms.on_behalf import SearchForm
from bgm_portal.registration.on_behalf import Sheet
from bgm_portal.registration.service import sign_up
from bgm_portal.registration.states import RegistrationState

bp = Blueprint("on_behalf", __name__)

SEARCH = "/planung/<uuid:activity_id>/teilnahme/anmelden"
ONE = f"{SEARCH}/<uuid:person_id>"
MOST_FOUND = 20
SHOWN = "gezeigt"


@bp.get(SEARCH)
@requires(Permission.COORDINATE)
def search(activity_id: UUID) -> ResponseReturnValue:
    """Look for whoever called."""
    activity = _activity(activity_id)
    form = SearchForm(formdata=request.args)
    sought = "name" in request.args
    sound = sought and form.validate()
    found = None
    if sound:
        found = on_behalf.candidates(activity, form.name.data or "", most=MOST_FOUND + 1)
    page = render_template(
        "coordination/on_behalf_search.html",
        form=form,
        found=found and found[:MOST_FOUND],
        has_more=len(found or ()) > MOST_FOUND,
        stand=words.state_in_list,
        tones=words.TONES,
        **_frame(activity),
    )
    return page, 422 if sought and not sound else 200


@bp.get(ONE)
@requires(Permission.COORDINATE)
def sign_up_form(activity_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Show what must be known to sign this person up."""
    return _page(on_behalf.load(_activity(activity_id), person_id, shown=(), sent=False))


@bp.post(ONE)
@requires(Permission.COORDINATE)
def register(activity_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Sign this person up; they are told, and can undo it."""
    shown = request.form.getlist(SHOWN)
    sheet = on_behalf.load(_activity(activity_id), person_id, shown=shown, sent=True)
    name = sheet.person.name
    if sheet.has_more_to_ask:
        return _page(sheet)
    if not sheet.form.validate():
        return _page(sheet), 422
    try:
        with transaction():
            registration = sign_up.register(
                person_id=person_id,
                activity_id=activity_id,
                sign_up=sheet.sign_up(),
                by=visitor().person_id,
                at=clock.now(),
            )
    except Refused as refused:
        sheet = on_behalf.load(_activity(activity_id), person_id, shown=shown, sent=True)
        sheet.form.form_errors.append(refused.message)
        return _page(sheet), 409
    flash(_done(registration.state, name))
    return redirect(url_for("coordination.roster", activity_id=activity_id), 303)


def _done(state: RegistrationState, name: str) -> str:
    if state is RegistrationState.WAITING:
        return str(_("%(name)s steht auf der Warteliste und bekommt eine E-Mail.", name=name))
    return str(_("%(name)s ist angemeldet und bekommt eine E-Mail.", name=name))


def _activity(activity_id: UUID) -> Any:
    activity = activities.activity(activity_id, with_roles=True, with_questions=True)
    policy.ensure_sees_names(visitor().person_id, activity, at=clock.now())
    refusal = rules.refuse_to_open(activity, at=clock.now())
    if refusal is not None:
        raise RegistrationRefused(refusal)
    return activity


def _page(sheet: Sheet) -> str:
    return render_template(
        "coordination/on_behalf.html",
        form=sheet.form,
        person=sheet.person,
        more=sheet.has_more_to_ask,
        **_frame(sheet.activity),
    )


def _frame(activity: Any) -> dict[str, Any]:
    return {
        "activity": activity,
        "activity_title": words.title_of(activity),
        "is_full": rules.is_full(activity),
    }
