"""Filling in an activity, one part a page."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import planning_queries, policy, service, slot_queries
from bgm_portal.activities.errors import DraftGone, UnknownActivity
from bgm_portal.activities.forms.audience import SEARCH, AudienceForm
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.planning_queries import Dossier
from bgm_portal.activities.question_words import notes_on
from bgm_portal.activities.section_pages import PAGES, By, people_inside
from bgm_portal.activities.sections import LABELS, Section
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.web import gone, versions
from bgm_portal.web.forms import Form, as_stored
from bgm_portal.web.versions import ChangedMeanwhile

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
    try:
        return _save(Section(slug), activity_id, _dossier(activity_id))
    except UnknownActivity:  # somebody deleted the draft
        back = (_("Planung"), url_for("planning.overview"))
        return gone.page(DraftGone(), gone.words_in(request.form), back=back)


def _save(section: Section, activity_id: UUID, dossier: Dossier) -> ResponseReturnValue:
    form = PAGES[section].form(dossier)
    not_yet = _not_yet(section, dossier, form)
    if not_yet is not None:
        return not_yet
    try:
        with transaction():
            _ensure_seen(section, activity_id)
            by = By(person_id=visitor().person_id, at=clock.now())
            PAGES[section].save(section, activity_id, form, by)
    except ChangedMeanwhile as changed:
        return _both(section, activity_id, form), changed.status
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page(section, _dossier(activity_id), form), 409
    flash(_("Gespeichert: %(part)s.", part=str(LABELS[section])))
    if "more" in request.form:
        return redirect(url_for(".edit", activity_id=activity_id, slug=section.value))
    return redirect(url_for("planning.hub", activity_id=activity_id))


def _not_yet(section: Section, dossier: Dossier, form: Form) -> ResponseReturnValue | None:
    """Answer whoever fills in more, looks for units or sites, counts first, or is mistaken."""
    if "weiter" in request.form:
        return _page(section, dossier, form)
    if not isinstance(form, AudienceForm):
        return None if form.validate() else (_page(section, dossier, form), 422)
    counts, form.looks_for = "zaehlen" in request.form, request.form.get(SEARCH, "")
    looks = form.is_looking
    if not form.validate():
        return _page(section, dossier, form), 422
    if not (counts or looks):
        return None
    form.begin_anew()
    return _page(section, dossier, form, inside=people_inside(form) if counts else None)


def _dossier(activity_id: UUID) -> Dossier:
    dossier = planning_queries.dossier(activity_id)
    policy.ensure_assigned(visitor().person_id, dossier.activity)
    return dossier


def _ensure_seen(section: Section, activity_id: UUID) -> None:
    """Refuse to overwrite what was saved after this page was opened."""
    service.lock(activity_id)
    shown = request.form.get(versions.FIELD)
    if shown and shown != versions.fingerprint(_stored(section, activity_id)):
        raise ChangedMeanwhile


def _stored(section: Section, activity_id: UUID) -> Form:
    with as_stored():
        form: Form = PAGES[section].form(planning_queries.dossier(activity_id))
        return form


def _both(section: Section, activity_id: UUID, form: Form) -> str:
    """Show what is stored beside what was typed, and let the person decide."""
    stored, dossier = _stored(section, activity_id), _dossier(activity_id)
    return render_template(
        "planning/both.html",
        activity=dossier.activity,
        part=str(LABELS[section]),
        pairs=versions.pairs(stored, form),
        writer=planning_queries.last_writer(activity_id, section),
        shown=versions.fingerprint(stored),
        typed=[pair for pair in request.form.items(multi=True) if pair[0] not in versions.OURS],
        edit_page=url_for(".edit", activity_id=activity_id, slug=section.value),
    )


def _seen(form: Form) -> str:
    """Return the fingerprint of what this page is about to show, or showed at first."""
    return request.form.get(versions.FIELD) or versions.fingerprint(form)


def _page(section: Section, dossier: Dossier, form: Form, *, inside: int | None = None) -> str:
    activity = dossier.activity
    return render_template(
        PAGES[section].template,
        form=form,
        shown=_seen(form),
        activity=activity,
        part=str(LABELS[section]),
        published=activity.state is ActivityState.PUBLISHED,
        inside=inside,
        is_places=section is Section.PLACES,
        question_notes=notes_on(activity.questions, activity.roles),
        is_schedule=section is Section.SCHEDULE,
        count=len(slot_queries.times(activity.id, after=BEGINNING))
        if section is Section.SLOTS
        else 0,
    )
