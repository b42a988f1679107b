"""Modules and questions from elsewhere, and out of the house: ZIP and GIFT."""

from functools import reduce

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.learning import author_pages as pages
from bgm_portal.learning import drafts, queries
from bgm_portal.learning.content import archive, editing, gift, readable
from bgm_portal.learning.content.archive import ArchiveRefused
from bgm_portal.learning.content.document import Document
from bgm_portal.learning.errors import DraftConflict
from bgm_portal.learning.forms.author import FileForm, GiftForm
from bgm_portal.learning.forms.parts import revision
from bgm_portal.learning.library import BASE
from bgm_portal.learning.packages import Package, examine
from bgm_portal.learning.service import drafting

from .author import file, where

bp = Blueprint("exchange", __name__)


@bp.get("/module/<key>/modul.zip")
@requires(Permission.EDIT_MODULES)
def module_zip(key: str) -> ResponseReturnValue:
    """Give what is published as a ZIP."""
    version = queries.newest_version(key)
    content = archive.pack(key, version.texts, drafts.contents(version.media))
    return file(content, "application/zip", f"{key}.zip")


@bp.get("/module/<key>/entwurf.zip")
@requires(Permission.EDIT_MODULES)
def draft_zip(key: str) -> ResponseReturnValue:
    """Give a draft as a ZIP."""
    draft = drafts.draft(key)
    content = archive.pack(key, draft.texts, drafts.contents(draft.media))
    return file(content, "application/zip", f"{key}.zip")


@bp.get("/module/<key>/fragen.gift")
@requires(Permission.EDIT_MODULES)
def questions_gift(key: str) -> ResponseReturnValue:
    """Give the questions of what is published as GIFT."""
    edition = queries.shelved(key).newest
    text = gift.write(edition.base.questions)
    return file(text.encode(), "text/plain; charset=utf-8", f"{key}.gift.txt")


@bp.get("/module/einlesen")
@requires(Permission.EDIT_MODULES)
def import_form() -> ResponseReturnValue:
    """Ask for a module as a ZIP."""
    return render_template("learning/author/import.html", form=FileForm(), findings=[])


@bp.post("/module/einlesen")
@requires(Permission.EDIT_MODULES)
def import_zip() -> ResponseReturnValue:
    """Begin a draft of what a ZIP holds; what is wrong with it is said in its hub."""
    form = FileForm()
    sent = request.files.get("file")
    try:
        unpacked = archive.unpack(sent.read() if sent else b"")
    except ArchiveRefused as refused:
        form.file.errors = [str(refused.args[0])]
        return render_template("learning/author/import.html", form=form, findings=[]), 422
    package = Package(name=unpacked.name, texts=unpacked.texts, media=unpacked.media)
    key = package.documents()[BASE].key
    unreadable = [one for one in examine(package) if one.rule in pages.UNREADABLE]
    if unreadable or not pages.is_key(key):
        form.file.errors = [_("Der Kopf des Lernmoduls ist nicht lesbar.")]
        return (
            render_template("learning/author/import.html", form=form, findings=unreadable),
            422,
        )
    with transaction():
        drafting.take_in(
            key, unpacked.texts, unpacked.media, by=visitor().person_id, at=clock.now()
        )
    flash(_("Eingelesen. Prüfen Sie den Entwurf, bevor Sie ihn abgeben."))
    if unpacked.name != key:
        flash(
            _(
                "Der Ordner in der ZIP-Datei hieß „%(folder)s“. Im Portal heißt das Lernmodul wie"
                " seine Kennung: „%(key)s“. So heißt auch der Ordner, wenn Sie es ausgeben.",
                folder=unpacked.name,
                key=key,
            )
        )
    return redirect(url_for("authoring.hub", key=key))


@bp.get("/module/<key>/entwurf/gift")
@requires(Permission.EDIT_MODULES)
def gift_form(key: str) -> ResponseReturnValue:
    """Ask for questions of another platform."""
    form = GiftForm(data={"fassung": str(drafts.draft(key).revision)})
    return _render_gift(key, form, None)


@bp.post("/module/<key>/entwurf/gift")
@requires(Permission.EDIT_MODULES)
def import_gift(key: str) -> ResponseReturnValue:
    """Show what was understood; take it over when that was seen."""
    form = GiftForm()
    form.take_file()
    if not form.validate():
        return _render_gift(key, form, None), 422
    document = drafts.document(drafts.draft(key), BASE)
    understood = gift.read(form.text.data or "", prefix=f"{document.key}-g")
    if request.form.get("tat") != "uebernehmen" or not understood.questions:
        return _render_gift(key, form, understood)

    taken = set(drafts.taken(drafts.draft(key)))
    questions = pages.renamed(understood.questions, taken)

    def add(one: Document) -> Document:
        return reduce(editing.with_question, questions, one)

    try:
        with transaction():
            drafting.change(where(key, revision(request.form)), add, everywhere=True)
    except DraftConflict as conflict:
        form.form_errors.append(conflict.message)
        return _render_gift(key, form, understood), conflict.status
    flash(_("Die Fragen stehen am Ende des Entwurfs."))
    return redirect(url_for("authoring.hub", key=key))


def _render_gift(key: str, form: GiftForm, understood: gift.Understood | None) -> str:
    return render_template(
        "learning/author/gift.html",
        hub=pages.hub(key, BASE),
        form=form,
        understood=understood,
        kinds=pages.KINDS,
        asked=readable.asked,
        option_lines=readable.option_lines,
    )
