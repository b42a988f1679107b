"""The pages on which people sign up, one thing a page. What is typed is kept after every step."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import words as activity_words
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity import queries as identity
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.privacy.errors import CannotSeal
from bgm_portal.registration import queries, rules, step_forms, summary, times, wizard
from bgm_portal.registration.draft import Draft
from bgm_portal.registration.errors import REASONS, DraftTooLong
from bgm_portal.registration.rules import Refusal
from bgm_portal.registration.service import drafts, sign_up
from bgm_portal.registration.steps import FORMS, Step
from bgm_portal.registration.wizard import Wizard
from bgm_portal.web.forms import Form

bp = Blueprint("signup", __name__)

BEGIN = "/angebote/<uuid:activity_id>/anmeldung"
STEP = f"{BEGIN}/<any({', '.join(repr(step.value) for step in FORMS)}):slug>"
LATER = "spaeter"

TEMPLATES = {
    Step.ROLE: "signup/role.html",
    Step.TIME: "signup/time.html",
    Step.ANSWERS: "signup/answers.html",
    Step.NEEDS: "signup/needs.html",
    Step.CONSENTS: "signup/consents.html",
    Step.WAITING: "signup/waiting.html",
}


@bp.get(BEGIN)
@requires(Permission.TAKE_PART)
def begin(activity_id: UUID) -> ResponseReturnValue:
    """Go to the first step that was not answered yet, or to the registration that exists."""
    existing = queries.active(visitor().person_id, activity_id)
    if existing is not None:
        return redirect(url_for("registrations.detail", registration_id=existing.id))
    return _go_on(_load(activity_id))


@bp.get(STEP)
@requires(Permission.TAKE_PART)
def step_form(activity_id: UUID, slug: str) -> ResponseReturnValue:
    """Show a step, filled with what was said before."""
    step, matter = Step(slug), _load(activity_id)
    if not matter.is_reached(step):
        return _go_on(matter)
    return _step_page(step, matter, step_forms.form_for(step, matter, at=clock.now()))


@bp.post(STEP)
@requires(Permission.TAKE_PART)
def step(activity_id: UUID, slug: str) -> ResponseReturnValue:
    """Keep what was said on a step, and go on to the next, or put the matter aside."""
    step, matter = Step(slug), _load(activity_id)
    if not matter.is_reached(step):
        return _go_on(matter)
    form = step_forms.form_for(step, matter, at=clock.now())
    finished = LATER not in request.form
    if finished and not form.validate():
        return _step_page(step, matter, form), 422
    try:
        changed = _keep(step, matter, form, finished=finished)
    except (DraftTooLong, CannotSeal) as refused:
        form.form_errors.append(refused.message)
        return _step_page(step, _load(activity_id), form), 409
    if not finished:
        flash(_("Ihre Anmeldung ist noch nicht abgesendet. Ihre Angaben sind 14 Tage gespeichert."))
        return redirect(url_for("home.mine"), 303)
    if rules.no_way_in(changed.activity, takes_place=changed.takes_place):
        form.form_errors.append(str(REASONS[Refusal.FULL]))
        return _step_page(step, changed, form), 409
    if step is Step.ANSWERS and changed.has_more_to_ask:
        flash(_("Zu Ihrer Antwort gibt es noch eine Frage. Sie steht jetzt auf dieser Seite."))
    return _go_on(changed)


@bp.get(f"{BEGIN}/ohne-weitergabe")
@requires(Permission.TAKE_PART)
def without_organiser(activity_id: UUID) -> ResponseReturnValue:
    """Explain why there is no start place without telling the organiser, and what else there is."""
    matter = _load(activity_id)
    if not matter.organiser_refused:
        return _go_on(matter)
    return render_template("signup/without_organiser.html", **_frame(matter, Step.CONSENTS))


@bp.get(f"{BEGIN}/{Step.CHECK.value}")
@requires(Permission.TAKE_PART)
def check(activity_id: UUID) -> ResponseReturnValue:
    """Show everything that was said before it is sent."""
    existing = queries.active(visitor().person_id, activity_id)
    if existing is not None:
        return redirect(url_for("registrations.detail", registration_id=existing.id))
    matter = _load(activity_id)
    return _check_page(matter, Form()) if matter.next_step is Step.CHECK else _go_on(matter)


@bp.post(f"{BEGIN}/{Step.CHECK.value}")
@requires(Permission.TAKE_PART)
def submit(activity_id: UUID) -> ResponseReturnValue:
    """Register the person. Whoever clicks twice comes to the same registration twice.

    Nothing is read about the activity before its row is held; what is missing, the service says.
    """
    person_id, at = visitor().person_id, clock.now()
    try:
        with transaction():
            draft = Draft.from_content(drafts.take(person_id, activity_id, at=at))
            registration_id = sign_up.register(
                person_id=person_id,
                activity_id=activity_id,
                sign_up=draft.sign_up(),
                by=person_id,
                at=at,
            ).id
    except Refused as refused:
        return _refused(activity_id, refused)
    return _done(registration_id)


@bp.get(f"{BEGIN}/verwerfen")
@requires(Permission.TAKE_PART)
def discard_form(activity_id: UUID) -> ResponseReturnValue:
    """Ask whether what was typed shall really be thrown away."""
    return render_template("signup/discard.html", **_frame(_load(activity_id), Step.CHECK))


@bp.post(f"{BEGIN}/verwerfen")
@requires(Permission.TAKE_PART)
def discard(activity_id: UUID) -> ResponseReturnValue:
    """Forget what was typed."""
    with transaction():
        drafts.discard(visitor().person_id, activity_id, at=clock.now())
    flash(_("Ihre Angaben sind gelöscht. Sie sind nicht angemeldet."))
    return redirect(url_for("catalogue.detail", activity_id=activity_id), 303)


def _load(activity_id: UUID) -> Wizard:
    return wizard.load(activity_id, person_id=visitor().person_id, at=clock.now())


def _keep(step: Step, matter: Wizard, form: Form, *, finished: bool) -> Wizard:
    draft = matter.draft.with_step(step, finished=finished, **step_forms.said(step, form, matter))
    activity_id = matter.activity.id
    with transaction():
        drafts.save(matter.person_id, activity_id, draft.content(), at=clock.now())
    return _load(activity_id)


def _go_on(matter: Wizard) -> ResponseReturnValue:
    activity_id = matter.activity.id
    if matter.organiser_refused and matter.next_step is Step.CONSENTS:
        return redirect(url_for("signup.without_organiser", activity_id=activity_id), 303)
    if matter.next_step is Step.CHECK:
        return redirect(url_for("signup.check", activity_id=activity_id), 303)
    slug = matter.next_step.value
    return redirect(url_for("signup.step_form", activity_id=activity_id, slug=slug), 303)


def _done(registration_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("registrations.done", registration_id=registration_id), 303)


def _refused(activity_id: UUID, refused: Refused) -> ResponseReturnValue:
    """Show the registration that exists, go back to what is missing, or say why not."""
    existing = queries.active(visitor().person_id, activity_id)
    if existing is not None:
        return _done(existing.id)
    matter = _load(activity_id)
    if matter.next_step is not Step.CHECK:
        return _go_on(matter)
    form = Form()
    form.form_errors.append(refused.message)
    return _check_page(matter, form), 409


def _step_page(step: Step, matter: Wizard, form: Form) -> str:
    about_needs = step_forms.about_needs(matter, at=clock.now()) if step is Step.NEEDS else {}
    return render_template(
        TEMPLATES[step], form=form, later=LATER, **about_needs, **_frame(matter, step)
    )


def _check_page(matter: Wizard, form: Form) -> str:
    return render_template(
        "signup/check.html",
        form=form,
        rhythm=times.rhythm_of(matter.activity),
        participation=summary.participation_rows(matter),
        needs=summary.need_rows(matter),
        consents=summary.consent_rows(matter),
        waiting=summary.waiting_rows(matter),
        insurance=activity_words.insurance_of(matter.activity.insurance, matter.activity.kind),
        **_frame(matter, Step.CHECK),
    )


def _frame(matter: Wizard, step: Step) -> dict[str, object]:
    """Return what every page of the sign-up shows around its one thing."""
    activity = matter.activity
    before = matter.before(step)
    contact = identity.person(activity.contact_id)
    back = (
        url_for("signup.step_form", activity_id=activity.id, slug=before.value)
        if before
        else url_for("catalogue.detail", activity_id=activity.id)
    )
    return {
        "activity": activity,
        "contact": contact,
        "must_wait": matter.must_wait,
        "back_href": back,
        "number": matter.number_of(step),
        "total": len(matter.steps),
    }
