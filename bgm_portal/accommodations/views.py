"""The desk of those who look after needs, and the pages of those who have them.

A reading page never writes, so opening a need is a step of its own: it is sent, noted, and then
the page can be read for a quarter of an hour.
"""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission

from . import openings, pages, policy, queries, service, words
from .contents import OpenCase
from .errors import NotOpened, Unreadable
from .forms import AnswerForm, HandOverForm, TalkForm
from .queries import CaseRow

bp = Blueprint("needs", __name__)


@bp.get("/bedarfe")
@requires(Permission.ANSWER_NEEDS)
def desk() -> ResponseReturnValue:
    """Show what somebody looks after, without what is needed."""
    rows = queries.desk(visitor().person_id)
    return render_template("needs/desk.html", **pages.desk(rows, today=clock.local_today()))


@bp.post("/bedarfe/<uuid:need_id>/oeffnen")
@requires(Permission.ANSWER_NEEDS, lately=True)
def case_open(need_id: UUID) -> ResponseReturnValue:
    """Note that somebody opens a need, then show it."""
    with transaction():
        service.open_need(need_id=need_id, by=visitor().person_id, at=clock.now())
    return redirect(url_for(".case", need_id=need_id), code=303)


@bp.get("/bedarfe/<uuid:need_id>")
@requires(Permission.ANSWER_NEEDS)
def case(need_id: UUID) -> ResponseReturnValue:
    """Show a need that was opened a moment ago, or the way to open it."""
    row = _to_answer(need_id)
    try:
        opened = service.opened_need(need_id=need_id, by=visitor().person_id, at=clock.now())
    except NotOpened:
        return render_template("needs/closed.html", row=row, activity=pages.activity(row))
    except Unreadable:
        return _render_shut(row), 409
    return _render_case(opened, AnswerForm())


@bp.post("/bedarfe/<uuid:need_id>")
@requires(Permission.ANSWER_NEEDS)
def case_answer(need_id: UUID) -> ResponseReturnValue:
    """Answer to a need."""
    row = _to_answer(need_id)
    form = AnswerForm()
    form.address(row.person_name, "")
    if not form.validate():
        return _render_case_again(need_id, form), 422
    try:
        with transaction():
            service.answer(
                need_id=need_id,
                status=form.status,
                content=form.content,
                by=visitor().person_id,
                at=clock.now(),
            )
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _render_case_again(need_id, form), 409
    flash(
        _(
            "Ihre Antwort ist gespeichert. %(name)s bekommt eine E-Mail, dass sie da ist.",
            name=row.person_name,
        )
    )
    return redirect(url_for(".case", need_id=need_id))


@bp.get("/bedarfe/<uuid:need_id>/abgeben")
@requires(Permission.ANSWER_NEEDS)
def case_hand_over_form(need_id: UUID) -> ResponseReturnValue:
    """Ask who takes over."""
    row = _to_answer(need_id)
    return _render_hand_over(row, _hand_over_form(row))


@bp.post("/bedarfe/<uuid:need_id>/abgeben")
@requires(Permission.ANSWER_NEEDS)
def case_hand_over(need_id: UUID) -> ResponseReturnValue:
    """Give a need to another coordinator."""
    row = _to_answer(need_id)
    form = _hand_over_form(row)
    if not form.validate():
        return _render_hand_over(row, form), 422
    with transaction():
        service.hand_over(
            need_id=need_id,
            to=UUID(form.person.data),
            by=visitor().person_id,
            at=clock.now(),
        )
    flash(_("Der Bedarf ist abgegeben. Sie sehen ihn nicht mehr."))
    return redirect(url_for(".desk"))


@bp.get("/mein-bedarf")
@requires(Permission.TAKE_PART)
def own() -> ResponseReturnValue:
    """Show what a person stated, and who opened it."""
    person_id = visitor().person_id
    cases, shut = service.own_needs_and_shut(person_id=person_id)
    return render_template(
        "needs/own.html",
        cases=[pages.own_entry(case) for case in cases],
        shut=[(row, pages.activity(row)) for row in shut],
        openings=openings.about(person_id),
    )


@bp.get("/mein-bedarf/<uuid:need_id>")
@requires(Permission.TAKE_PART)
def own_detail(need_id: UUID) -> ResponseReturnValue:
    """Show a person's own need with all answers."""
    opened = service.own_need(need_id=need_id, by=visitor().person_id)
    return render_template(
        "needs/own_detail.html", openings=openings.of_need(need_id), **pages.own_case(opened)
    )


@bp.post("/mein-bedarf/<uuid:need_id>/bestaetigen")
@requires(Permission.TAKE_PART)
def confirm(need_id: UUID) -> ResponseReturnValue:
    """Note that it suits the person."""
    with transaction():
        service.confirm(need_id=need_id, by=visitor().person_id, at=clock.now())
    flash(_("Danke. Sie haben bestätigt, dass es so passt."))
    return redirect(url_for(".own_detail", need_id=need_id))


@bp.get("/mein-bedarf/<uuid:need_id>/sprechen")
@requires(Permission.TAKE_PART)
def talk_again_form(need_id: UUID) -> ResponseReturnValue:
    """Ask what the person wants to speak about once more."""
    return _render_talk(_own(need_id), TalkForm())


@bp.post("/mein-bedarf/<uuid:need_id>/sprechen")
@requires(Permission.TAKE_PART)
def talk_again(need_id: UUID) -> ResponseReturnValue:
    """Open the matter again."""
    row, form = _own(need_id), TalkForm()
    if not form.validate():
        return _render_talk(row, form), 422
    try:
        with transaction():
            service.talk_again(
                need_id=need_id,
                message=form.message.data or "",
                by=visitor().person_id,
                at=clock.now(),
            )
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _render_talk(row, form), 409
    flash(_("Das ist vermerkt. %(name)s meldet sich bei Ihnen.", name=row.owner_name))
    return redirect(url_for(".own_detail", need_id=need_id))


@bp.get("/mein-bedarf/<uuid:need_id>/zurueckziehen")
@requires(Permission.TAKE_PART)
def withdraw_form(need_id: UUID) -> ResponseReturnValue:
    """Ask once more before a need is erased."""
    row = _own(need_id)
    return render_template("needs/withdraw.html", row=row, activity=pages.activity(row))


@bp.post("/mein-bedarf/<uuid:need_id>/zurueckziehen")
@requires(Permission.TAKE_PART)
def withdraw(need_id: UUID) -> ResponseReturnValue:
    """Erase a need at once."""
    with transaction():
        service.withdraw_need(need_id=need_id, by=visitor().person_id, at=clock.now())
    flash(_("Ihre Angabe ist gelöscht."))
    return redirect(url_for(".own"))


def _to_answer(need_id: UUID) -> CaseRow:
    return policy.ensure_answers(queries.case(need_id), visitor().person_id)


def _own(need_id: UUID) -> CaseRow:
    return policy.ensure_own(queries.case(need_id), visitor().person_id)


def _render_case(opened: OpenCase, form: AnswerForm) -> str:
    form.address(opened.row.person_name, words.wished_channel(opened))
    opened_at = openings.last_by(visitor().person_id, opened.row.id)
    return render_template("needs/case.html", form=form, **pages.case(opened, opened_at=opened_at))


def _render_case_again(need_id: UUID, form: AnswerForm) -> str:
    try:
        with transaction():
            opened = service.look_again(need_id=need_id, by=visitor().person_id, at=clock.now())
    except Unreadable:
        return _render_shut(_to_answer(need_id), form)
    return _render_case(opened, form)


def _render_shut(row: CaseRow, form: AnswerForm | None = None) -> str:
    """Say that no key opens a need, and give back what was typed."""
    typed = {"form": form} if form is not None else {}
    return render_template("needs/shut.html", row=row, activity=pages.activity(row), **typed)


def _render_talk(row: CaseRow, form: TalkForm) -> str:
    return render_template(
        "needs/talk_again.html", row=row, activity=pages.activity(row), form=form
    )


def _hand_over_form(row: CaseRow) -> HandOverForm:
    form = HandOverForm()
    form.offer(queries.successors(row))
    return form


def _render_hand_over(row: CaseRow, form: HandOverForm) -> str:
    return render_template("needs/hand_over.html", row=row, activity=pages.activity(row), form=form)
