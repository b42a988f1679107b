"""The parts of a draft: details, sections in blocks, question cards, pictures, a rehearsal."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires
from bgm_portal.identity.permissions import Permission
from bgm_portal.learning import author_pages as pages
from bgm_portal.learning import block_pages as pieces
from bgm_portal.learning import draft_pages as parts
from bgm_portal.learning import drafts, edits, rehearsals
from bgm_portal.learning import media_pages as media
from bgm_portal.learning.content import blocks, editing, pictures
from bgm_portal.learning.content.document import Document
from bgm_portal.learning.errors import DraftConflict
from bgm_portal.learning.forms import parts as forms
from bgm_portal.learning.forms.author import HeadForm, PictureForm
from bgm_portal.learning.library import BASE
from bgm_portal.learning.service import drafting
from bgm_portal.web.fields import in_one_line

from . import drawing
from .author import where
from .drawing import asked_language

bp = Blueprint("drafts", __name__)

DRAFT = "/module/<key>/entwurf"


@bp.get(f"{DRAFT}/kopf")
@requires(Permission.EDIT_MODULES)
def head_form(key: str) -> ResponseReturnValue:
    """Show the details of a module, to be changed."""
    hub = pages.hub(key, BASE)
    form = HeadForm.of(hub.document, hub.draft.revision)
    return drawing.head(form, hub)


@bp.post(f"{DRAFT}/kopf")
@requires(Permission.EDIT_MODULES)
def head(key: str) -> ResponseReturnValue:
    """Save the details of a module, in all its languages."""
    form = HeadForm()
    if request.form.get("tat") == "vorschau":
        return drawing.head(form, pages.hub(key, BASE), drawn=True)
    if not form.validate():
        return drawing.head(form, pages.hub(key, BASE)), 422
    values = form.values()
    edit = partial(editing.with_head, values=values)
    return _save(key, edit, drawing.hub_address(key), everywhere=True)


@bp.post(f"{DRAFT}/teile")
@requires(Permission.EDIT_MODULES)
def arrange(key: str) -> ResponseReturnValue:
    """Add, move or take away a part of a draft, in all its languages."""
    deed, _colon, what = request.form.get("tat", "").partition(":")
    refused = forms.too_long(request.form)
    if refused:
        return drawing.hub(key, title=request.form.get("titel", ""), refused=refused), 422
    title = in_one_line(request.form.get("titel"))
    edit = edits.of_parts(key, asked_language(), deed, what, title=title)
    return _save(key, edit, drawing.hub_address(key), everywhere=True)


@bp.get(f"{DRAFT}/abschnitt/<section>")
@requires(Permission.EDIT_MODULES)
def section_form(key: str, section: str) -> ResponseReturnValue:
    """Show a section in blocks, beside the German text if this is a translation."""
    draft = drafts.draft(key)
    one = parts.section_of(drafts.document(draft, asked_language()), section)
    typed = forms.Typed(
        title=one.title,
        takeaway=one.takeaway,
        blocks=blocks.split(one.body),
        revision=draft.revision,
    )
    return drawing.section(key, section, typed)


@bp.post(f"{DRAFT}/abschnitt/<section>")
@requires(Permission.EDIT_MODULES)
def section(key: str, section: str) -> ResponseReturnValue:
    """Save a section, or show it rearranged or drawn without saving."""
    typed = forms.typed_section(request.form)
    deed = request.form.get("tat", "")
    parts.section_of(drafts.document(drafts.draft(key), asked_language()), section)
    refused = forms.too_long(request.form)
    if refused:
        return drawing.section(key, section, typed, refused=refused), 422
    if deed == "vorschau":
        return drawing.section(key, section, typed, drawn=True)
    if deed and deed != "aktuell":
        some = pieces.rearranged(typed.blocks, deed)
        if deed == "kontakt":
            some = pieces.with_contact(some, request.form.get("kontakt", ""), asked_language())
        changed = forms.Typed(
            title=typed.title, takeaway=typed.takeaway, blocks=some, revision=typed.revision
        )
        return drawing.section(key, section, changed)
    follows = section if deed == "aktuell" else ""
    edit = edits.of_section(section, typed)
    return _save(key, edit, drawing.hub_address(key), follows=follows)


@bp.get(f"{DRAFT}/frage/<question>")
@requires(Permission.EDIT_MODULES)
def question_form(key: str, question: str) -> ResponseReturnValue:
    """Show the card of a question."""
    draft = drafts.draft(key)
    one = parts.question_of(drafts.document(draft, asked_language()), question)
    return drawing.question(key, one, parts.option_lines(one), draft.revision)


@bp.post(f"{DRAFT}/frage/<question>")
@requires(Permission.EDIT_MODULES)
def question(key: str, question: str) -> ResponseReturnValue:
    """Save the card of a question."""
    document = drafts.document(drafts.draft(key), asked_language())
    one = parts.question_of(document, question)
    changed, lines = edits.typed_question(one, request.form)
    deed = request.form.get("tat", "")
    refused = forms.too_long(request.form)
    if deed == "kontakt":
        changed = pieces.naming(changed, request.form.get("kontakt", ""), asked_language())
    if refused or deed in {"mehr", "vorschau", "kontakt"}:
        shown = parts.option_lines(changed, lines, more=deed == "mehr")
        seen, drawn = forms.revision(request.form), deed == "vorschau" and not refused
        page = drawing.question(key, changed, shown, seen, drawn=drawn, refused=refused)
        return page, 422 if refused else 200
    follows = question if deed == "aktuell" else ""
    return _save(key, edits.of_question(changed), drawing.hub_address(key), follows=follows)


@bp.get(f"{DRAFT}/abschnitt/<section>/bild")
@requires(Permission.EDIT_MODULES)
def picture_form(key: str, section: str) -> ResponseReturnValue:
    """Ask for a picture and its words."""
    draft = drafts.draft(key)
    form = PictureForm(data={"fassung": str(draft.revision)})
    return drawing.picture(key, section, form)


@bp.post(f"{DRAFT}/abschnitt/<section>/bild")
@requires(Permission.EDIT_MODULES)
def picture(key: str, section: str) -> ResponseReturnValue:
    """Add a picture to a section: with words, or with the word that it is decoration."""
    form = PictureForm()
    sent = request.files.get("picture")
    found = pictures.encoded(sent.read()) if sent else None
    if not media.is_described(form, found):
        return drawing.picture(key, section, form), 422
    content, ending = found or (b"", "")
    name = media.picture_name(drafts.draft(key), ending)
    line = media.picture_line(name, form.words(), asked_language())
    with transaction():
        drafting.add_media(where(key), {name: content})
        seen = drafts.draft(key).revision
        drafting.change(where(key, seen), lambda it: media.with_line(it, section, line))
    flash(_("Das Bild steht am Ende des Abschnitts."))
    return redirect(url_for(".section_form", key=key, section=section, sprache=asked_language()))


@bp.get(f"{DRAFT}/medien/<name>")
@requires(Permission.EDIT_MODULES)
def medium(key: str, name: str) -> ResponseReturnValue:
    """Give a file of a draft."""
    found = drafts.medium(drafts.draft(key), name)
    return Response(found.content, mimetype=found.media_type)


@bp.post(f"{DRAFT}/uebersetzung")
@requires(Permission.EDIT_MODULES)
def translation(key: str) -> ResponseReturnValue:
    """Begin a translation, or note that it says what the German text says."""
    with transaction():
        if request.form.get("tat") == "aktuell":
            drafting.translation_is_current(where(key))
        else:
            drafting.translate(where(key))
    return redirect(drawing.hub_address(key))


@bp.get(f"{DRAFT}/vorschau")
@requires(Permission.EDIT_MODULES)
def preview(key: str) -> ResponseReturnValue:
    """Show a draft as learners will read it."""
    hub = pages.hub(key, asked_language())
    return render_template("learning/author/preview.html", hub=hub, texts=parts.drawn(hub))


@bp.get(f"{DRAFT}/probelauf/<question>")
@requires(Permission.EDIT_MODULES)
def rehearsal(key: str, question: str) -> ResponseReturnValue:
    """Try a question of a draft. Nothing is written: the answer stands in the address."""
    hub = pages.hub(key, asked_language())
    return render_template(
        "learning/author/rehearsal.html",
        hub=hub,
        question=rehearsals.rehearsed(hub, question, request.args),
    )


def _save(
    key: str,
    edit: Callable[[Document], Document],
    then: str,
    *,
    follows: str = "",
    everywhere: bool = False,
) -> ResponseReturnValue:
    """Save a change and go on; or show both texts if somebody else has changed the draft."""
    try:
        with transaction():
            seen = forms.revision(request.form)
            drafting.change(where(key, seen), edit, follows=follows, everywhere=everywhere)
    except DraftConflict as conflict:
        return drawing.conflict(key, conflict), conflict.status
    flash(_("Gespeichert."))
    return redirect(then)
