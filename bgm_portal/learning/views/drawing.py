"""The forms of a draft as they are drawn: details, a section, the card of a question, a picture."""

from flask import render_template, request, url_for

from bgm_portal.learning import author_pages as pages
from bgm_portal.learning import block_pages as pieces
from bgm_portal.learning import card_pages, drafts
from bgm_portal.learning import draft_pages as parts
from bgm_portal.learning.content import blocks, difference, quiz, readable
from bgm_portal.learning.content.document import Question
from bgm_portal.learning.errors import DraftConflict
from bgm_portal.learning.forms.author import HeadForm, PictureForm
from bgm_portal.learning.forms.parts import Typed
from bgm_portal.learning.library import BASE


def asked_language() -> str:
    """Return which language of a draft is meant."""
    asked = request.args.get("sprache", BASE)
    return asked if asked in pages.LANGUAGES else BASE


def hub_address(key: str) -> str:
    """Return where all parts of a draft are."""
    return url_for("authoring.hub", key=key, sprache=asked_language())


def conflict(key: str, conflict: DraftConflict) -> str:
    """Show both texts, for whoever saved second."""
    left_out = {"csrf_token", "fassung", "tat"}  # that it follows the German text is said anew
    fields = [(n, v) for n, v in request.form.items(multi=True) if n not in left_out]
    return render_template(
        "learning/author/conflict.html",
        key=key,
        rows=difference.rows(readable.lines(conflict.theirs), readable.lines(conflict.mine)),
        fields=fields,
        revision=conflict.revision,
        here=request.full_path.rstrip("?"),
        hub_address=hub_address(key),
    )


def hub(key: str, *, title: str = "", refused: tuple[str, str] | None = None) -> str:
    """Show a draft with all its parts, and what is wrong with it."""
    return render_template(
        "learning/author/hub.html",
        hub=pages.hub(key, asked_language()),
        kinds=pages.KINDS,
        title=title,
        refused=refused,
    )


def section(
    key: str,
    section: str,
    typed: Typed,
    *,
    drawn: bool = False,
    refused: tuple[str, str] | None = None,
) -> str:
    """Show a section in blocks, beside the German text if this is a translation."""
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
        refused=refused,
    )


def question(
    key: str,
    one: Question,
    lines: list[dict[str, str]],
    seen: int,
    *,
    drawn: bool = False,
    refused: tuple[str, str] | None = None,
) -> str:
    """Show the card of a question."""
    hub = pages.hub(key, asked_language())
    return render_template(
        "learning/author/question.html",
        hub=hub,
        question=one,
        text=quiz.unguarded(one.text),
        contacts=pieces.contact_choices(hub.language),
        kind=str(one.kind),
        kind_words=pages.KINDS[one.kind],
        lines=lines,
        revision=seen,
        situations=parts.situations(hub.document, one),
        is_choosing=parts.is_choosing(one),
        original=parts.original_question(hub, one.key),
        changed=parts.changed_original(hub, one.key),
        drawn=card_pages.card(hub, one) if drawn else None,
        refused=refused,
    )


def picture(key: str, section: str, form: PictureForm) -> str:
    """Ask for a picture and its words."""
    hub = pages.hub(key, asked_language())
    one = parts.section_of(hub.document, section)
    return render_template("learning/author/picture.html", hub=hub, section=one, form=form)


def head(form: HeadForm, hub: pages.Hub | None, *, drawn: bool = False) -> str:
    """Show the details of a module, to be changed."""
    covers = card_pages.covers(form.values()) if drawn else None
    return render_template("learning/author/head.html", form=form, hub=hub, covers=covers)
