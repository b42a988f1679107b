"""Lists that leave: which there are, how they look, who took which, and the file itself."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.exchange import export_pages, files, queries, service, tables
from bgm_portal.exchange.forms import ColumnsForm, ExportForm
from bgm_portal.exchange.kinds import FileKind, Profile
from bgm_portal.exchange.service import Leaving
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import policy
from bgm_portal.web.forms import Form

bp = Blueprint("exports", __name__)

ALL = "/planung/<uuid:activity_id>/listen"
SLUGS = ", ".join(f"'{profile}'" for profile in Profile)
ONE = f"{ALL}/<any({SLUGS}):slug>"


@bp.get(ALL)
@requires(Permission.COORDINATE, lately=True)
def overview(activity_id: UUID) -> ResponseReturnValue:
    """Show which lists there are, and what has left already."""
    activity = _activity(activity_id)
    return render_template("exchange/overview.html", **export_pages.overview(activity))


@bp.get(ONE)
@requires(Permission.COORDINATE, lately=True)
def profile_form(activity_id: UUID, slug: str) -> ResponseReturnValue:
    """Show what a list would hold before it leaves."""
    form = ExportForm(data={"kind": FileKind.XLSX.value})
    return _page(_activity(activity_id), Profile(slug), form)


@bp.post(ONE)
@requires(Permission.COORDINATE, lately=True)
def download(activity_id: UUID, slug: str) -> ResponseReturnValue:
    """Hand out the file, and note that it left."""
    activity, profile, form = _activity(activity_id), Profile(slug), ExportForm()
    if not form.validate():
        return _page(activity, profile, form), 422
    by, kind = visitor().person_id, FileKind(form.kind.data)
    purpose = (form.purpose.data or "").strip()
    leaving = Leaving(profile=profile, kind=kind, purpose=purpose)
    try:
        with transaction():
            table = tables.table(profile, activity, by=by, at=clock.now())
            content = files.written(table, kind)
            service.note(activity, table, leaving, by=by, at=clock.now())
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page(_activity(activity_id), profile, form), 409
    response = Response(content, content_type=files.MIME[kind])
    name = f"{profile}-{clock.local_today():%Y-%m-%d}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.get(f"{ONE}/spalten")
@requires(Permission.COORDINATE, lately=True)
def columns_form(activity_id: UUID, slug: str) -> ResponseReturnValue:
    """Show the columns of a list to arrange them."""
    activity, profile = _activity(activity_id), Profile(slug)
    return _columns_page(activity, profile, export_pages.columns_form(profile, activity))


@bp.post(f"{ONE}/spalten")
@requires(Permission.COORDINATE, lately=True)
def arrange(activity_id: UUID, slug: str) -> ResponseReturnValue:
    """Remember the columns for this organiser."""
    activity, profile, form = _activity(activity_id), Profile(slug), ColumnsForm()
    possible = {one.code: one for one in tables.offered(profile, activity)}
    columns = form.chosen(possible)
    sound = form.validate()
    if sound and not columns:
        form.form_errors.append(_("Übernehmen Sie mindestens eine Spalte."))
    if not sound or not columns:
        return _columns_page(activity, profile, form), 422
    organiser = activity.organiser or ""
    with transaction():
        service.arrange(organiser, profile, columns)
    flash(_("Die Spalten sind gespeichert. Sie gelten für alle Angebote mit diesem Veranstalter."))
    return redirect(url_for(".profile_form", activity_id=activity_id, slug=slug), 303)


@bp.post(f"{ALL}/geloescht/<uuid:export_id>")
@requires(Permission.COORDINATE, lately=True)
def mark_deleted(activity_id: UUID, export_id: UUID) -> ResponseReturnValue:
    """Note that a file that left was deleted."""
    _activity(activity_id)
    queries.export_of(export_id, activity_id=activity_id)
    with transaction():
        service.mark_deleted(export_id, activity_id=activity_id, at=clock.now())
    flash(_("Vermerkt: Die Datei ist gelöscht."))
    return redirect(url_for(".overview", activity_id=activity_id), 303)


def _activity(activity_id: UUID) -> Any:
    activity = activities.activity(activity_id, with_questions=True)
    policy.ensure_sees_names(visitor().person_id, activity, at=clock.now())
    return activity


def _page(activity: Any, profile: Profile, form: Form) -> str:
    facts = export_pages.profile(profile, activity, by=visitor().person_id, at=clock.now())
    return render_template("exchange/profile.html", form=form, **facts)


def _columns_page(activity: Any, profile: Profile, form: Form) -> str:
    facts = export_pages.frame(profile, activity)
    return render_template("exchange/columns.html", form=form, **facts)
