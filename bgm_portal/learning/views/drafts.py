"""The parts of a draft: details, sections in blocks, question cards, pictures, a rehearsal."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires
from bgm_portal.identity.permissions import Permission
from bgm_portal.learning import author_pages as pages
from bgm_portal.learning import block_pages as pieces
from bgm_portal.learning import draft_pages as parts
from bgm_portal.learning import drafts, edits
from bgm_portal.learning import media_pages as media
from bgm_portal.learning.content import blocks, difference, editing, pictures, readable
from bgm_portal.learning.content.document import Document, Question
from bgm_portal.learning.content.vocabulary import Part, QuestionKind
from bgm_portal.learning.errors import DraftConflict
from bgm_portal.learning.forms import author as forms
from bgm_portal.learning.library import BASE
from bgm_portal.learning.service import drafting

from .author import asked_language, where

bp = Blueprint("drafts", __name__)

DRAFT = "/module/<key>/entwurf"


@bp.get(f"{DRAFT}/kopf")
@requires(Permission.EDIT_MODULES)
def head_form(key: str) -> ResponseReturnValue:
    """Show the details of a module, to be changed."""
    hub = pages.hub(key, BASE)
    form = forms.HeadForm.of(hub.document, hub.draft.revision)
    return render_template("learning/author/head.html", form=form, hub=hub)


@bp.post(f"{DRAFT}/kopf")
@requires(Permission.EDIT_MODULES)
def head(key: str) -> ResponseReturnValue:
    """Save the details of a module, in all its languages."""
    form = forms.HeadForm()
    if not form.validate():
        hub = pages.hub(key, BASE)
        return render_template("learning/author/head.html", form=form, hub=hub), 422
    values = form.values()
    return _save(key, lambda one: editing.with_head(one, values), _hub(key), everywhere=True)


@bp.post(f"{DRAFT}/teile")
@requires(Permission.EDIT_MODULES)
def arrange(key: str) -> ResponseReturnValue:
    """Add, move or take away a part of a draft."""
    deed, _colon, what = request.form.get("tat", "").partition(":")
    title = " ".join(request.form.get("titel", "").split())[:200]
    edits: dict[str, Callable[[Document], Document]] = {
        "lektion": lambda one: editing.with_new_lesson(one, title or _("Neue Lektion")),
        "teil": lambda one: editing.with_part(one, Part(what)) if what in set(Part) else one,
        "hoch": lambda one: editing.moved(one, what, up=True),
        "runter": lambda one: editing.moved(one, what, up=False),
        "weg": lambda one: editing.without(one, what),
        "frage": lambda one: editing.with_question(one, _new_question(one, what)),
    }
    edit = edits.get(deed, lambda one: one)
    return _save(key, edit, _hub(key))


def _new_question(document: Document, kind: str) -> Question:
    return Question(
        key=editing.question_key(document),
        kind=QuestionKind(kind) if kind in set(QuestionKind) else QuestionKind.SINGLE,
        number=0,
        text=_("Neue Frage"),
        options=(),
        explanation="",
        line=0,
    )


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
    return _render_section(key, section, typed)


@bp.post(f"{DRAFT}/abschnitt/<section>")
@requires(Permission.EDIT_MODULES)
def section(key: str, section: str) -> ResponseReturnValue:
    """Save a section, or show it rearranged or drawn without saving."""
    typed = forms.typed_section(request.form)
    deed = request.form.get("tat", "")
    parts.section_of(drafts.document(drafts.draft(key), asked_language()), section)
    if deed == "aktuell":
        return _save(key, edits.of_section(section, typed), _hub(key), follows=section)
    if deed == "vorschau":
        return _render_section(key, section, typed, drawn=True)
    if deed:
        some = pieces.rearranged(typed.blocks, deed)
        if deed == "kontakt":
            some = pieces.with_contact(some, request.form.get("kontakt", ""), asked_language())
        changed = forms.Typed(
            title=typed.title, takeaway=typed.takeaway, blocks=some, revision=typed.revision
        )
        return _render_section(key, section, changed)
    return _save(key, edits.of_section(section, typed), _hub(key))


@bp.get(f"{DRAFT}/frage/<question>")
@requires(Permission.EDIT_MODULES)
def question_form(key: str, question: str) -> ResponseReturnValue:
    """Show the card of a question."""
    draft = drafts.draft(key)
    one = parts.question_of(drafts.document(draft, asked_language()), question)
    return _render_question(key, one, parts.option_lines(one), draft.revision)


@bp.post(f"{DRAFT}/frage/<question>")
@requires(Permission.EDIT_MODULES)
def question(key: str, question: str) -> ResponseReturnValue:
    """Save the card of a question."""
    document = drafts.document(drafts.draft(key), asked_language())
    one = parts.question_of(document, question)
    changed, lines = edits.typed_question(one, request.form)
    if request.form.get("tat") == "mehr":
        shown = parts.option_lines(one, lines)
        return _render_question(key, changed, shown, forms.revision(request.form))
    follows = question if request.form.get("tat") == "aktuell" else ""
    return _save(key, edits.of_question(changed), _hub(key), follows=follows)


@bp.get(f"{DRAFT}/abschnitt/<section>/bild")
@requires(Permission.EDIT_MODULES)
def picture_form(key: str, section: str) -> ResponseReturnValue:
    """Ask for a picture and its words."""
    draft = drafts.draft(key)
    form = forms.PictureForm(data={"fassung": str(draft.revision)})
    return _render_picture(key, section, form)


@bp.post(f"{DRAFT}/abschnitt/<section>/bild")
@requires(Permission.EDIT_MODULES)
def picture(key: str, section: str) -> ResponseReturnValue:
    """Add a picture to a section: with words, or with the word that it is decoration."""
    form = forms.PictureForm()
    sent = request.files.get("picture")
    found = pictures.encoded(sent.read()) if sent else None
    if not media.is_described(form, found):
        return _render_picture(key, section, form), 422
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
    return redirect(_hub(key))


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
        rehearsed=parts.rehearsed(hub, question, request.args),
    )


def _hub(key: str) -> str:
    return url_for("authoring.hub", key=key, sprache=asked_language())


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
        return _render_conflict(key, conflict), conflict.status
    flash(_("Gespeichert."))
    return redirect(then)


def _render_conflict(key: str, conflict: DraftConflict) -> str:
    left_out = {"csrf_token", "fassung", "tat"}  # that it follows the German text is said anew
    fields = [(n, v) for n, v in request.form.items(multi=True) if n not in left_out]
    return render_template(
        "learning/author/conflict.html",
        key=key,
        rows=difference.rows(readable.lines(conflict.theirs), readable.lines(conflict.mine)),
        fields=fields,
        revision=conflict.revision,
        here=request.full_path.rstrip("?"),
        hub_address=_hub(key),
    )


def _render_section(key: str, section: str, typed: forms.Typed, *, drawn: bool = False) -> str:
    hub = pages.hub(key, asked_language())
    body = blocks.join(typed.blocks)
    original = None
    if hub.language != BASE:
        german = drafts.document(hub.draft, BASE)
        original = parts.original(key, german, section)
    return render_template(
        "learning/author/section.html",
        hub=hub,
        section=parts.section_of(hub.document, section),
        typed=typed,
        blocks=pieces.block_fields(typed.blocks),
        added=[(str(kind), pieces.BLOCKS[kind]) for kind in pieces.ADDED],
        contacts=pieces.contact_choices(hub.language),
        preview=parts.preview(key, body, hub.document) if drawn else None,
        original=original,
        changed=parts.changed_original(hub, section),
    )


def _render_question(key: str, one: Question, lines: list[dict[str, str]], seen: int) -> str:
    hub = pages.hub(key, asked_language())
    return render_template(
        "learning/author/question.html",
        hub=hub,
        question=one,
        kind=str(one.kind),
        kind_words=pages.KINDS[one.kind],
        lines=lines,
        revision=seen,
        situations=parts.situations(hub.document, one),
        is_choosing=parts.is_choosing(one),
        original=parts.original_question(hub, one.key),
        changed=parts.changed_original(hub, one.key),
    )


def _render_picture(key: str, section: str, form: forms.PictureForm) -> str:
    hub = pages.hub(key, asked_language())
    one = parts.section_of(hub.document, section)
    return render_template("learning/author/picture.html", hub=hub, section=one, form=form)
