"""Filling in an activity, one part a page."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import planning_queries, policy, slot_queries
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.planning_queries import Dossier
from bgm_portal.activities.question_words import notes_on
from bgm_portal.activities.section_pages import PAGES, By
from bgm_portal.activities.sections import LABELS, Section
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.web.forms import Form

bp = Blueprint("parts", __name__)

BEGINNING = datetime.min.replace(tzinfo=UTC)

SLUGS = ", ".join(f"'{section}'" for section in Section)
PATH = f"/planung/<uuid:activity_id>/<any({SLUGS}):slug>"


@bp.get(PATH)
@requires(Permission.PLAN_ACTIVITIES)
def edit(activity_id: UUID, slug: str) -> ResponseReturnValue:
    """Show a part; the dates of a published activity are moved where people can be told."""
    section, dossier = Section(slug), _dossier(activity_id)
    if section is Section.SCHEDULE and dossier.activity.state is ActivityState.PUBLISHED:
        return redirect(url_for("single_dates.overview", activity_id=activity_id))
    if section is Section.SLOTS and dossier.activity.state is not ActivityState.DRAFT:
        return redirect(url_for("planning.slots.timetable", activity_id=activity_id))
    return _page(section, dossier, PAGES[section].form(dossier))


@bp.post(PATH)
@requires(Permission.PLAN_ACTIVITIES)
def save(activity_id: UUID, slug: str) -> ResponseReturnValue:
    """Save a part."""
    section, dossier = Section(slug), _dossier(activity_id)
    form = PAGES[section].form(dossier)
    if not form.validate():
        return _page(section, dossier, form), 422
    try:
        with transaction():
            by = By(person_id=visitor().person_id, at=clock.now())
            PAGES[section].save(section, activity_id, form, by)
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page(section, _dossier(activity_id), form), 409
    flash(_("Gespeichert: %(part)s.", part=str(LABELS[section])))
    if "more" in request.form:
        return redirect(url_for(".edit", activity_id=activity_id, slug=slug))
    return redirect(url_for("planning.hub", activity_id=activity_id))


def _dossier(activity_id: UUID) -> Dossier:
    dossier = planning_queries.dossier(activity_id)
    policy.ensure_assigned(visitor().person_id, dossier.activity)
    return dossier


def _page(section: Section, dossier: Dossier, form: Form) -> str:
    activity = dossier.activity
    return render_template(
        PAGES[section].template,
        form=form,
        activity=activity,
        part=str(LABELS[section]),
        published=activity.state is ActivityState.PUBLISHED,
        is_places=section is Section.PLACES,
        question_notes=notes_on(activity.questions, activity.roles),
        is_schedule=section is Section.SCHEDULE,
        count=len(slot_queries.times(activity.id, after=BEGINNING))
        if section is Section.SLOTS
        else 0,
    )
