"""Places: everybody may read what was checked; those who manage places write it down."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import venue_pages, venue_queries, venue_service
from bgm_portal.activities.forms.venues import VenueForm
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.i18n import in_words
from bgm_portal.identity.access import requires, signed_in, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.web import versions
from bgm_portal.web.forms import as_stored
from bgm_portal.web.versions import ChangedMeanwhile

bp = Blueprint("venues", __name__)


@bp.get("/orte")
@signed_in
def overview() -> ResponseReturnValue:
    """Show all places."""
    return render_template(
        "venues/overview.html",
        venues=venue_pages.venue_lines(today=clock.local_today()),
        may_manage=visitor().may(Permission.MANAGE_VENUES),
    )


@bp.get("/orte/<uuid:venue_id>")
@signed_in
def detail(venue_id: UUID) -> ResponseReturnValue:
    """Show everything that is known about a place."""
    venue = venue_queries.venue(venue_id)
    return render_template(
        "venues/detail.html",
        page=venue_pages.venue_page(venue, today=clock.local_today()),
        venue_id=venue_id,
        may_manage=visitor().may(Permission.MANAGE_VENUES),
    )


@bp.get("/orte/neu")
@requires(Permission.MANAGE_VENUES)
def new_form() -> ResponseReturnValue:
    """Ask what is known about a new place."""
    return _form_page(venue_pages.form_for(None, today=clock.local_today()), None)


@bp.post("/orte/neu")
@requires(Permission.MANAGE_VENUES)
def new() -> ResponseReturnValue:
    """Add a place."""
    form = venue_pages.form_for(None, today=clock.local_today())
    if not form.validate():
        return _form_page(form, None), 422
    with transaction():
        venue_id = venue_service.create(
            form.values(), venue_pages.facts_from(form), by=visitor().person_id, at=clock.now()
        )
    flash(_("Der Ort ist angelegt."))
    return redirect(url_for(".detail", venue_id=venue_id))


@bp.get("/orte/<uuid:venue_id>/bearbeiten")
@requires(Permission.MANAGE_VENUES)
def edit(venue_id: UUID) -> ResponseReturnValue:
    """Show what is known about a place, to be changed."""
    form = venue_pages.form_for(venue_queries.venue(venue_id), today=clock.local_today())
    return _form_page(form, venue_id)


@bp.post("/orte/<uuid:venue_id>/bearbeiten")
@requires(Permission.MANAGE_VENUES)
def save(venue_id: UUID) -> ResponseReturnValue:
    """Write down what is known about a place."""
    form = venue_pages.form_for(venue_queries.venue(venue_id), today=clock.local_today())
    if "weiter" in request.form:
        return _form_page(form, venue_id)
    if not form.validate():
        return _form_page(form, venue_id), 422
    try:
        with transaction():
            venue_service.hold(venue_id)
            versions.ensure_seen(request.form.get(versions.FIELD), _stored(venue_id))
            venue_service.change(
                venue_id,
                form.values(),
                venue_pages.facts_from(form),
                by=visitor().person_id,
                at=clock.now(),
            )
    except ChangedMeanwhile as changed:
        return _both(venue_id, form), changed.status
    flash(_("Die Angaben zum Ort sind gespeichert."))
    return redirect(url_for(".detail", venue_id=venue_id))


def _stored(venue_id: UUID) -> VenueForm:
    with as_stored():
        return venue_pages.form_for(venue_queries.venue(venue_id), today=clock.local_today())


def _both(venue_id: UUID, form: VenueForm) -> str:
    """Show what is stored beside what was typed, and let the person decide."""
    venue = venue_queries.venue(venue_id)
    return render_template(
        "planning/both.html",
        subject_title=in_words(venue.name_de, venue.name_en),
        part=_("Angaben zum Ort"),
        list_page=(_("Orte"), url_for(".overview")),
        keep_page=url_for(".detail", venue_id=venue_id),
        edit_page=url_for(".edit", venue_id=venue_id),
        **versions.both(_stored(venue_id), form, request.form),
    )


def _form_page(form: VenueForm, venue_id: UUID | None) -> str:
    shown = request.form.get(versions.FIELD) or versions.fingerprint(form)
    return render_template("venues/form.html", form=form, venue_id=venue_id, shown=shown)
