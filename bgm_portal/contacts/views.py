"""The directory of contact points: everybody reads it, the coordinators keep it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.i18n import in_words
from bgm_portal.identity.access import requires, signed_in, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.web import gone, versions
from bgm_portal.web.forms import as_stored
from bgm_portal.web.versions import ChangedMeanwhile

from . import pages, queries, service
from .errors import ContactErased, KeyTaken, UnknownContact
from .forms import PARTS, ContactForm, NewContactForm
from .pages import Filter

bp = Blueprint("contacts", __name__)


@bp.get("/kontakte")
@signed_in
def overview() -> ResponseReturnValue:
    """Show the directory, as narrow as the address says."""
    return _directory("contacts/overview.html")


@bp.get("/kontakte/drucken")
@signed_in
def paper() -> ResponseReturnValue:
    """Show the same entries with everything that is known, for paper."""
    return _directory("contacts/paper.html")


@bp.get("/kontakte/<uuid:contact_id>")
@signed_in
def detail(contact_id: UUID) -> ResponseReturnValue:
    """Show everything that is known about a contact point."""
    return render_template(
        "contacts/detail.html",
        entry=pages.entry(queries.contact(contact_id), today=clock.local_today()),
        may_keep=visitor().may(Permission.KEEP_CONTACTS),
    )


@bp.get("/kontakte/neu")
@requires(Permission.KEEP_CONTACTS)
def new_form() -> ResponseReturnValue:
    """Ask what is known about a new contact point."""
    return _form_page(pages.form_for(None, today=clock.local_today()))


@bp.post("/kontakte/neu")
@requires(Permission.KEEP_CONTACTS)
def new() -> ResponseReturnValue:
    """Add a contact point."""
    form = NewContactForm()
    form.today = clock.local_today()
    if "weiter" in request.form:
        return _form_page(form)
    if not form.validate():
        return _form_page(form), 422
    try:
        with transaction():
            contact_id = service.create(
                form.chosen_key, form.values(), by=visitor().person_id, at=clock.now()
            )
    except KeyTaken as refused:
        form.key.errors = [refused.message]
        return _form_page(form), refused.status
    flash(_("Der Kontakt steht jetzt im Verzeichnis."))
    return redirect(url_for(".detail", contact_id=contact_id))


@bp.get("/kontakte/<uuid:contact_id>/bearbeiten")
@requires(Permission.KEEP_CONTACTS)
def edit(contact_id: UUID) -> ResponseReturnValue:
    """Show what is known about a contact point, to be changed."""
    form = pages.form_for(queries.contact(contact_id), today=clock.local_today())
    return _form_page(form, contact_id)


@bp.post("/kontakte/<uuid:contact_id>/bearbeiten")
@requires(Permission.KEEP_CONTACTS)
def save(contact_id: UUID) -> ResponseReturnValue:
    """Write what is known about a contact point."""
    try:
        return _save(contact_id)
    except UnknownContact as unknown:
        return _gone(unknown)


def _save(contact_id: UUID) -> ResponseReturnValue:
    form = pages.form_for(queries.contact(contact_id), today=clock.local_today())
    if "weiter" in request.form:
        return _form_page(form, contact_id)
    if not form.validate():
        return _form_page(form, contact_id), 422
    try:
        with transaction():
            service.hold(contact_id)
            versions.ensure_seen(request.form.get(versions.FIELD), _stored(contact_id))
            service.change(contact_id, form.values(), by=visitor().person_id, at=clock.now())
    except ChangedMeanwhile as changed:
        return _both(contact_id, form), changed.status
    flash(_("Die Angaben zum Kontakt sind gespeichert."))
    return redirect(url_for(".detail", contact_id=contact_id))


@bp.post("/kontakte/<uuid:contact_id>/geprueft")
@requires(Permission.KEEP_CONTACTS)
def confirm(contact_id: UUID) -> ResponseReturnValue:
    """Note that everything was checked today."""
    with transaction():
        service.confirm(contact_id, by=visitor().person_id, at=clock.now())
    flash(_("Vermerkt: Heute geprüft, alles stimmt."))
    return redirect(url_for(".detail", contact_id=contact_id))


@bp.get("/kontakte/<uuid:contact_id>/herausnehmen")
@requires(Permission.KEEP_CONTACTS)
def retire_form(contact_id: UUID) -> ResponseReturnValue:
    """Ask whether a contact point shall really leave the directory."""
    entry = pages.entry(queries.contact(contact_id), today=clock.local_today())
    return render_template("contacts/retire.html", entry=entry)


@bp.post("/kontakte/<uuid:contact_id>/herausnehmen")
@requires(Permission.KEEP_CONTACTS)
def retire(contact_id: UUID) -> ResponseReturnValue:
    """Take a contact point out of the directory."""
    with transaction():
        service.retire(contact_id, by=visitor().person_id, at=clock.now())
    flash(_("Der Kontakt ist herausgenommen."))
    return redirect(url_for(".detail", contact_id=contact_id))


@bp.post("/kontakte/<uuid:contact_id>/wieder-aufnehmen")
@requires(Permission.KEEP_CONTACTS)
def take_back(contact_id: UUID) -> ResponseReturnValue:
    """Take a contact point back into the directory."""
    with transaction():
        service.take_back(contact_id, by=visitor().person_id, at=clock.now())
    flash(_("Der Kontakt steht wieder im Verzeichnis. Prüfen Sie die Angaben."))
    return redirect(url_for(".detail", contact_id=contact_id))


def _directory(template: str) -> str:
    may_keep = visitor().may(Permission.KEEP_CONTACTS)
    chosen = Filter.from_address(request.args, may_keep=may_keep)
    return render_template(
        template,
        directory=pages.directory(chosen, may_keep=may_keep, today=clock.local_today()),
        chosen=chosen,
        may_keep=may_keep,
    )


def _stored(contact_id: UUID) -> ContactForm:
    with as_stored():
        return pages.form_for(queries.contact(contact_id), today=clock.local_today())


def _both(contact_id: UUID, form: ContactForm) -> str:
    """Show what is stored beside what was typed, and let the person decide."""
    contact = queries.contact(contact_id)
    return render_template(
        "planning/both.html",
        subject_title=in_words(contact.name_de, contact.name_en),
        part=_("Angaben zum Kontakt"),
        list_page=(_("Kontakte"), url_for(".overview")),
        keep_page=url_for(".detail", contact_id=contact_id),
        edit_page=url_for(".edit", contact_id=contact_id),
        **versions.both(_stored(contact_id), form, request.form),
    )


def _gone(unknown: UnknownContact) -> ResponseReturnValue:
    """Show what was typed for a contact point that was erased, to be added as a new one.

    Nothing is left of it. That there was one is known from the fingerprint of what the page had
    shown; without it there is nothing but a wrong address.
    """
    if versions.FIELD not in request.form:
        raise unknown
    return gone.page(
        ContactErased(),
        versions.written(pages.form_for(None, today=clock.local_today())),
        back=(_("Kontakte"), url_for(".overview")),
        anew=url_for(".new"),
        sent=request.form,
    )


def _form_page(form: ContactForm, contact_id: UUID | None = None) -> str:
    shown = request.form.get(versions.FIELD) or versions.fingerprint(form)
    return render_template(
        "contacts/form.html", form=form, parts=PARTS, contact_id=contact_id, shown=shown
    )
