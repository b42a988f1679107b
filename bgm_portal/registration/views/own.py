"""A person's own registration: how it stands, what was said, and how to change or end it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.mail import inbox
from bgm_portal.registration import own_page, step_forms
from bgm_portal.registration.asked import are_answered
from bgm_portal.registration.forms import answers as answer_forms
from bgm_portal.registration.forms import signup as forms
from bgm_portal.registration.own_page import OwnPage
from bgm_portal.registration.service import changes, ending, offers
from bgm_portal.registration.service.sign_up import StatedNeeds
from bgm_portal.registration.states import Promotion
from bgm_portal.registration.steps import Step
from bgm_portal.web.forms import Form

bp = Blueprint("registrations", __name__)

SHOWN = "gezeigt"  # which questions stood on the page that was sent
OWN = "/meine-anmeldung/<uuid:registration_id>"


@bp.get(OWN)
@requires(Permission.TAKE_PART)
def detail(registration_id: UUID) -> ResponseReturnValue:
    """Show how one's registration stands."""
    page = _page(registration_id)
    return render_template("registrations/detail.html", further=page.next_steps, **page.facts())


@bp.get(f"{OWN}/fertig")
@requires(Permission.TAKE_PART)
def done(registration_id: UUID) -> ResponseReturnValue:
    """Confirm a sign-up: the number, and what happens when."""
    page = _page(registration_id)
    letter = inbox.latest_state(registration_id, person_id=visitor().person_id)
    return render_template(
        "registrations/done.html", letter=letter, further=page.next_steps, **page.facts()
    )


@bp.get(f"{OWN}/absagen")
@requires(Permission.TAKE_PART)
def cancel_form(registration_id: UUID) -> ResponseReturnValue:
    """Ask once whether somebody really wants to cancel, but never why."""
    page = _page(registration_id)
    page.ensure_may_end()
    return render_template("registrations/cancel.html", **page.facts())


@bp.post(f"{OWN}/absagen")
@requires(Permission.TAKE_PART)
def cancel(registration_id: UUID) -> ResponseReturnValue:
    """Give the place back."""
    page = _page(registration_id)
    activity_id = page.activity.id
    with transaction():
        ending.cancel(registration_id, by=visitor().person_id, at=clock.now())
    flash(_("Ihre Anmeldung ist beendet. Sie bekommen eine Bestätigung."))
    return redirect(url_for("catalogue.detail", activity_id=activity_id), 303)


@bp.post(f"{OWN}/annehmen")
@requires(Permission.TAKE_PART)
def accept_offer(registration_id: UUID) -> ResponseReturnValue:
    """Take the place that was kept."""
    _page(registration_id)
    with transaction():
        offers.accept_offer(registration_id, by=visitor().person_id, at=clock.now())
    return redirect(url_for(".done", registration_id=registration_id), 303)


@bp.get(f"{OWN}/ablehnen")
@requires(Permission.TAKE_PART)
def decline_form(registration_id: UUID) -> ResponseReturnValue:
    """Ask once whether the place shall really go on."""
    page = _page(registration_id)
    page.ensure_has_offer()
    return render_template("registrations/decline.html", **page.facts())


@bp.post(f"{OWN}/ablehnen")
@requires(Permission.TAKE_PART)
def decline_offer(registration_id: UUID) -> ResponseReturnValue:
    """Let the place go on to the next in the queue."""
    activity_id = _page(registration_id).activity.id
    with transaction():
        ending.decline_offer(registration_id, by=visitor().person_id, at=clock.now())
    flash(_("Sie haben den Platz abgelehnt. Er geht an die nächste Person."))
    return redirect(url_for("catalogue.detail", activity_id=activity_id), 303)


@bp.get(f"{OWN}/angaben")
@requires(Permission.TAKE_PART)
def answers_form(registration_id: UUID) -> ResponseReturnValue:
    """Show one's answers to change them."""
    page = _page(registration_id)
    page.ensure_may_change()
    return _form_page("registrations/answers.html", page, _answers(page, page.questions()))


@bp.post(f"{OWN}/angaben")
@requires(Permission.TAKE_PART)
def change_answers(registration_id: UUID) -> ResponseReturnValue:
    """Change one's answers."""
    page = _page(registration_id)
    every = page.activity.questions
    said = answer_forms.answers_in(_answers(page, every), every)
    asked = page.questions(said)
    form = _answers(page, asked)
    new = {answer_forms.field_name(q) for q in asked if q.shown_if_code}
    if not new <= set(request.form.getlist(SHOWN)):
        return _form_page("registrations/answers.html", page, form, more=True)
    if not form.validate():
        return _form_page("registrations/answers.html", page, form), 422
    answers = answer_forms.answers_in(form, asked)
    with transaction():
        changes.change_answers(registration_id, answers, by=visitor().person_id, at=clock.now())
    return _changed(registration_id)


@bp.get(f"{OWN}/dabei-als")
@requires(Permission.TAKE_PART)
def role_form(registration_id: UUID) -> ResponseReturnValue:
    """Show the ways to take part to change one's own."""
    page = _page(registration_id)
    page.ensure_may_change()
    return _form_page("registrations/role.html", page, _role(page))


@bp.post(f"{OWN}/dabei-als")
@requires(Permission.TAKE_PART)
def change_role(registration_id: UUID) -> ResponseReturnValue:
    """Take part in another way."""
    page = _page(registration_id)
    form = _role(page)
    if not form.validate():
        return _form_page("registrations/role.html", page, form), 422
    try:
        with transaction():
            changes.change_role(
                registration_id, UUID(form.role.data), by=visitor().person_id, at=clock.now()
            )
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _form_page("registrations/role.html", _page(registration_id), form), 409
    page = _page(registration_id)
    if not are_answered([q for q in page.questions() if q.required], page.answers):
        flash(_("Ihre Änderung ist gespeichert. Dazu haben wir noch eine Frage."))
        return redirect(url_for(".answers_form", registration_id=registration_id), 303)
    return _changed(registration_id)


@bp.get(f"{OWN}/bedarf")
@requires(Permission.TAKE_PART)
def needs_form(registration_id: UUID) -> ResponseReturnValue:
    """Ask what somebody needs who has signed up already."""
    page = _page(registration_id)
    page.ensure_may_end()
    return _needs_page(page, step_forms.form_for(Step.NEEDS, page.as_wizard(), at=clock.now()))


@bp.post(f"{OWN}/bedarf")
@requires(Permission.TAKE_PART)
def state_needs(registration_id: UUID) -> ResponseReturnValue:
    """Hand on what somebody needs to the named contact."""
    page, at = _page(registration_id), clock.now()
    page.ensure_may_end()
    wizard = page.as_wizard()
    form = step_forms.form_for(Step.NEEDS, wizard, at=at)
    if not form.validate():
        return _needs_page(page, form), 422
    stated = StatedNeeds(**step_forms.said(Step.NEEDS, form, wizard))
    if not stated:
        form.form_errors.append(_("Wählen Sie, was Sie brauchen, oder schreiben Sie es auf."))
        return _needs_page(page, form), 422
    try:
        with transaction():
            changes.state_needs(registration_id, stated, by=visitor().person_id, at=at)
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _needs_page(_page(registration_id), form), 409
    flash(_("Ihr Bedarf ist gespeichert."))
    return redirect(url_for(".detail", registration_id=registration_id), 303)


@bp.get(f"{OWN}/nachruecken")
@requires(Permission.TAKE_PART)
def promotion_form(registration_id: UUID) -> ResponseReturnValue:
    """Show what happens when a place becomes free, to change it."""
    page = _page(registration_id)
    form = forms.WaitingForm(data={"promotion": page.registration.promotion.value})
    return _form_page("registrations/promotion.html", page, form)


@bp.post(f"{OWN}/nachruecken")
@requires(Permission.TAKE_PART)
def change_promotion(registration_id: UUID) -> ResponseReturnValue:
    """Change what happens when a place becomes free."""
    page = _page(registration_id)
    form = forms.WaitingForm()
    if not form.validate():
        return _form_page("registrations/promotion.html", page, form), 422
    with transaction():
        changes.change_promotion(registration_id, Promotion(form.promotion.data), at=clock.now())
    return _changed(registration_id)


def _page(registration_id: UUID) -> OwnPage:
    return own_page.load(registration_id, person_id=visitor().person_id, at=clock.now())


def _answers(page: OwnPage, questions: list[Any]) -> Form:
    known = answer_forms.filled(questions, page.answers)
    return answer_forms.answers_form(questions)(data=known)


def _role(page: OwnPage) -> forms.RoleForm:
    form = forms.RoleForm(data={"role": str(page.registration.role_id or "")})
    form.offer(page.activity.roles)
    return form


def _form_page(template: str, page: OwnPage, form: Form, *, more: bool = False) -> str:
    facts: dict[str, Any] = page.facts()
    return render_template(template, form=form, has_more_to_ask=more, **facts)


def _needs_page(page: OwnPage, form: Form) -> str:
    about = step_forms.about_needs(page.as_wizard(), at=clock.now())
    return render_template(
        "registrations/needs.html",
        form=form,
        registration=page.registration,
        activity_title=page.title,
        **about,
    )


def _changed(registration_id: UUID) -> ResponseReturnValue:
    flash(_("Ihre Änderung ist gespeichert."))
    return redirect(url_for(".detail", registration_id=registration_id), 303)
