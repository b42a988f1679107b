"""Planning: all activities, one with its parts, preview, publication, completion, a copy."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import (
    draft_service,
    planning_pages,
    planning_queries,
    policy,
    publication_pages,
)
from bgm_portal.activities import service as activities
from bgm_portal.activities.errors import PublicationRefused, StateRefused
from bgm_portal.activities.forms.texts import NewForm
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.planning_queries import Dossier, Shelf
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.i18n import in_words
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission

from . import budget, copies, planning_parts, series, sharing, slots, substitution
from .as_seen import preview_page

bp = Blueprint("planning", __name__)
bp.register_blueprint(planning_parts.bp)
bp.register_blueprint(series.bp)
bp.register_blueprint(slots.bp)
bp.register_blueprint(copies.bp)
bp.register_blueprint(budget.bp)
bp.register_blueprint(substitution.bp)
bp.register_blueprint(sharing.bp)

LONGEST_SEARCH = 100


@bp.get("/planung")
@requires(Permission.PLAN_ACTIVITIES)
def overview() -> ResponseReturnValue:
    """Show drafts, upcoming or past activities, one's own or all."""
    shelf = request.args.get("stand", "")
    page = planning_pages.overview(
        Shelf(shelf) if shelf in set(Shelf) else Shelf.UPCOMING,
        words=" ".join(request.args.get("suche", "")[:LONGEST_SEARCH].split()),
        mine=None if request.args.get("wessen") == "alle" else visitor().person_id,
        number=request.args.get("seite", 1, type=int),
        at=clock.now(),
    )
    return render_template("planning/overview.html", overview=page)


@bp.get("/planung/neu")
@requires(Permission.PLAN_ACTIVITIES)
def new_form() -> ResponseReturnValue:
    """Ask with what a draft begins."""
    return render_template(
        "planning/new.html", form=NewForm(), templates=planning_pages.templates()
    )


@bp.post("/planung/neu")
@requires(Permission.PLAN_ACTIVITIES)
def new() -> ResponseReturnValue:
    """Begin a draft."""
    form = NewForm()
    if not form.validate():
        page = render_template("planning/new.html", form=form, templates=planning_pages.templates())
        return page, 422
    with transaction():
        activity_id = draft_service.create(
            title=form.title_de.data or "",
            teaser=form.teaser_de.data or "",
            kind=form.kind.data,
            field=form.field.data,
            by=visitor().person_id,
            at=clock.now(),
        )
    flash(_("Der Entwurf ist angelegt. Füllen Sie jetzt die Teile aus."))
    return redirect(url_for(".hub", activity_id=activity_id))


@bp.get("/planung/<uuid:activity_id>")
@requires(Permission.PLAN_ACTIVITIES)
def hub(activity_id: UUID) -> ResponseReturnValue:
    """Show how far an activity is, and what can be done with it."""
    return _hub(activity_id, refused=False)


@bp.get("/planung/<uuid:activity_id>/vorschau")
@requires(Permission.PLAN_ACTIVITIES)
def preview(activity_id: UUID) -> ResponseReturnValue:
    """Show the page exactly as staff will see it."""
    back = (_("Zurück zur Planung"), url_for(".hub", activity_id=activity_id))
    return preview_page(activity_id, back=back)


@bp.get("/planung/<uuid:activity_id>/veroeffentlichen")
@requires(Permission.PLAN_ACTIVITIES)
def publish_form(activity_id: UUID) -> ResponseReturnValue:
    """Say what follows before a draft appears, or what is missing."""
    dossier = _ensure_assigned(activity_id)
    if dossier.activity.state is ActivityState.PUBLISHED:
        flash(_("Das Angebot ist schon veröffentlicht."))
        return redirect(url_for(".hub", activity_id=activity_id))
    if dossier.activity.state is not ActivityState.DRAFT:
        raise StateRefused
    page = publication_pages.publication(dossier, at=clock.now())
    if page is None:
        return _hub(activity_id, refused=True), 409
    return render_template("planning/publish.html", page=page, activity_id=activity_id)


@bp.post("/planung/<uuid:activity_id>/veroeffentlichen")
@requires(Permission.PLAN_ACTIVITIES)
def publish(activity_id: UUID) -> ResponseReturnValue:
    """Let a draft appear, or say what is missing."""
    _ensure_assigned(activity_id)
    try:
        with transaction():
            activities.publish(activity_id, by=visitor().person_id, at=clock.now())
    except PublicationRefused:
        return _hub(activity_id, refused=True), 409
    flash(_("Das Angebot ist veröffentlicht. Alle Beschäftigten können es jetzt sehen."))
    return redirect(url_for(".hub", activity_id=activity_id))


@bp.post("/planung/<uuid:activity_id>/abschliessen")
@requires(Permission.PLAN_ACTIVITIES)
def complete(activity_id: UUID) -> ResponseReturnValue:
    """Close an activity that is over."""
    _ensure_assigned(activity_id)
    with transaction():
        activities.complete(activity_id, by=visitor().person_id, at=clock.now())
    flash(_("Das Angebot ist abgeschlossen."))
    return redirect(url_for(".hub", activity_id=activity_id))


@bp.get("/planung/<uuid:activity_id>/loeschen")
@requires(Permission.PLAN_ACTIVITIES)
def delete_form(activity_id: UUID) -> ResponseReturnValue:
    """Ask whether a draft shall really go away."""
    activity = _ensure_assigned(activity_id).activity
    if activity.state is not ActivityState.DRAFT:
        raise StateRefused
    return render_template(
        "planning/delete.html",
        activity_id=activity_id,
        activity_title=in_words(activity.title_de, activity.title_en),
    )


@bp.post("/planung/<uuid:activity_id>/loeschen")
@requires(Permission.PLAN_ACTIVITIES)
def delete(activity_id: UUID) -> ResponseReturnValue:
    """Delete a draft."""
    activity = _ensure_assigned(activity_id).activity
    title = in_words(activity.title_de, activity.title_en)
    with transaction():
        draft_service.delete_draft(activity_id, by=visitor().person_id, at=clock.now())
    flash(_("Der Entwurf „%(title)s“ ist gelöscht.", title=title))
    return redirect(url_for(".overview", stand=Shelf.DRAFTS.value))


def _ensure_assigned(activity_id: UUID) -> Dossier:
    dossier = planning_queries.dossier(activity_id)
    policy.ensure_assigned(visitor().person_id, dossier.activity)
    return dossier


def _hub(activity_id: UUID, *, refused: bool) -> str:
    dossier = planning_queries.dossier(activity_id)
    may_edit = policy.may_edit(visitor().person_id, dossier.activity)
    return render_template(
        "planning/hub.html",
        hub=planning_pages.hub(dossier, may_edit=may_edit, at=clock.now()),
        activity_id=activity_id,
        may_edit=may_edit,
        form_failed=refused,
    )
