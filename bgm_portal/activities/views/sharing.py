"""A draft and the steering group: who reads it, and the pages on which they do.

The pages of readers answer 404 to everybody who was not named, as if there were no such draft.
"""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import planning_queries, policy, sharing_queries
from bgm_portal.activities import sharing_service as sharing
from bgm_portal.activities.errors import (
    NoLongerShared,
    ReaderRefused,
    StateRefused,
    UnknownActivity,
)
from bgm_portal.activities.forms.sharing import CommentForm, ShareForm
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.planning_queries import Dossier
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.core.i18n import in_words
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.web import gone, versions

from .as_seen import preview_page

bp = Blueprint("sharing", __name__)

SHARE = "/planung/<uuid:activity_id>/teilen"
READ = "/entwuerfe/<uuid:activity_id>"


@bp.get(SHARE)
@requires(Permission.PLAN_ACTIVITIES)
def share_form(activity_id: UUID) -> ResponseReturnValue:
    """Show who reads a draft, and ask for more."""
    return _sharing(_own_draft(activity_id), _share_form(activity_id))


@bp.post(SHARE)
@requires(Permission.PLAN_ACTIVITIES)
def share(activity_id: UUID) -> ResponseReturnValue:
    """Let some people read a draft; they are told."""
    dossier = _own_draft(activity_id)
    form = _share_form(activity_id)
    if not form.people.choices:
        raise ReaderRefused
    if not form.validate():
        return _sharing(dossier, form), 422
    people = [UUID(value) for value in form.people.data or []]
    try:
        with transaction():
            number = sharing.share(activity_id, people, by=visitor().person_id, at=clock.now())
    except Refused as refused:
        form = _share_form(activity_id)
        form.form_errors.append(refused.message)
        return _sharing(_own_draft(activity_id), form), 409
    flash(
        ngettext(
            "Der Entwurf ist mit %(num)s Person geteilt. Sie bekommt eine Nachricht.",
            "Der Entwurf ist mit %(num)s Personen geteilt. Sie bekommen eine Nachricht.",
            number,
        )
    )
    return redirect(url_for(".share_form", activity_id=activity_id), 303)


@bp.post(f"{SHARE}/<uuid:person_id>/beenden")
@requires(Permission.PLAN_ACTIVITIES)
def withdraw(activity_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Let somebody read it no longer."""
    _own_draft(activity_id)
    with transaction():
        sharing.withdraw(activity_id, person_id, by=visitor().person_id, at=clock.now())
    flash(_("Der Entwurf ist mit dieser Person nicht mehr geteilt."))
    return redirect(url_for(".share_form", activity_id=activity_id), 303)


@bp.get(READ)
@requires(Permission.TAKE_PART)
def read(activity_id: UUID) -> ResponseReturnValue:
    """Show a reader what was said to a draft, and ask for their own words."""
    _ensure_reader(activity_id)
    return _reading(activity_id, CommentForm())


@bp.post(READ)
@requires(Permission.TAKE_PART)
def comment(activity_id: UUID) -> ResponseReturnValue:
    """Keep what somebody says to a draft; the others are told."""
    form = CommentForm()
    try:
        _ensure_reader(activity_id)
    except UnknownActivity:
        back = (_("Angebote"), url_for("catalogue.programme"))
        return gone.page(NoLongerShared(), versions.written(form), back=back)
    if not form.validate():
        return _reading(activity_id, form), 422
    with transaction():
        sharing.comment(activity_id, form.words.data or "", by=visitor().person_id, at=clock.now())
    flash(_("Ihr Kommentar ist gespeichert. Die anderen bekommen eine Nachricht."))
    return redirect(url_for(".read", activity_id=activity_id), 303)


@bp.get(f"{READ}/vorschau")
@requires(Permission.TAKE_PART)
def preview(activity_id: UUID) -> ResponseReturnValue:
    """Show a reader the page exactly as staff will see it."""
    _ensure_reader(activity_id)
    back = (_("Zurück zu den Kommentaren"), url_for(".read", activity_id=activity_id))
    return preview_page(activity_id, back=back)


def _own_draft(activity_id: UUID) -> Dossier:
    dossier = planning_queries.dossier(activity_id)
    policy.ensure_assigned(visitor().person_id, dossier.activity)
    if dossier.activity.state is not ActivityState.DRAFT or dossier.activity.is_template:
        raise StateRefused
    return dossier


def _ensure_reader(activity_id: UUID) -> None:
    person = visitor()
    policy.ensure_reader(
        person.person_id, activity_id, is_member=person.may(sharing_queries.MEMBERSHIP)
    )


def _share_form(activity_id: UUID) -> ShareForm:
    form = ShareForm()
    form.offer(sharing_queries.candidates(activity_id))
    return form


def _sharing(dossier: Dossier, form: ShareForm) -> str:
    activity = dossier.activity
    return render_template(
        "planning/sharing.html",
        form=form,
        activity=activity,
        part=_("Mit dem Steuerkreis teilen"),
        published=False,
        readers=sharing_queries.readers(activity.id),
        comments=sharing_queries.count_comments(activity.id),
    )


def _reading(activity_id: UUID, form: CommentForm) -> str:
    activity = planning_queries.dossier(activity_id).activity
    return render_template(
        "planning/reading.html",
        form=form,
        activity_id=activity_id,
        activity_title=in_words(activity.title_de, activity.title_en),
        comments=sharing_queries.comments(activity_id),
        readers=[person.name for person, _since in sharing_queries.readers(activity_id)],
        plans=visitor().may(Permission.PLAN_ACTIVITIES),
    )
