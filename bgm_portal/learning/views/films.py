"""Films and sounds of a draft: none comes in without captions and a text to read."""

from typing import Any, cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires
from bgm_portal.identity.permissions import Permission
from bgm_portal.learning import author_pages as pages
from bgm_portal.learning import draft_pages as parts
from bgm_portal.learning import drafts
from bgm_portal.learning import media_pages as media
from bgm_portal.learning.errors import DraftConflict
from bgm_portal.learning.forms.films import FilmForm, KnownWordsForm, content_of
from bgm_portal.learning.forms.parts import revision
from bgm_portal.learning.service import drafting

from .author import where
from .drafts import DRAFT
from .drawing import asked_language

bp = Blueprint("films", __name__)


@bp.get(f"{DRAFT}/abschnitt/<section>/film")
@requires(Permission.EDIT_MODULES)
def film_form(key: str, section: str) -> ResponseReturnValue:
    """Ask for a film or sound, its captions and its text."""
    return _render_film(key, section, FilmForm())


@bp.post(f"{DRAFT}/abschnitt/<section>/film")
@requires(Permission.EDIT_MODULES)
def film(key: str, section: str) -> ResponseReturnValue:
    """Add a film or sound to a section, with everything that makes it accessible."""
    form, file = FilmForm(), request.files.get("file")
    sent = media.Sent(
        film=content_of(file),
        called=(file and file.filename) or "",
        captions=content_of(request.files.get("captions")),
    )
    parts.section_of(drafts.document(drafts.draft(key), asked_language()), section)
    if not media.is_complete(form, sent):
        return _render_film(key, section, form), 422
    name = media.new_name(drafts.draft(key), sent.called)
    files = {name: sent.film, **media.words(name, form, sent.captions, asked_language())}
    line = media.line(name, form, asked_language())
    with transaction():
        drafting.add_media(where(key), files)
        seen = drafts.draft(key).revision
        drafting.change(where(key, seen), lambda it: media.with_line(it, section, line))
    flash(_("Der Film steht am Ende des Abschnitts."))
    return redirect(_back("drafts.section_form", key, section=section))


@bp.get(f"{DRAFT}/film/<name>")
@requires(Permission.EDIT_MODULES)
def words_form(key: str, name: str) -> ResponseReturnValue:
    """Show captions and text of a film in one language."""
    draft = drafts.draft(key)
    text = media.known_words(draft, name, asked_language())
    form = KnownWordsForm(data={"transcript": text, "fassung": str(draft.revision)})
    return _render_words(key, name, form)


@bp.post(f"{DRAFT}/film/<name>")
@requires(Permission.EDIT_MODULES)
def words(key: str, name: str) -> ResponseReturnValue:
    """Save captions and text of a film in one language."""
    form, draft = KnownWordsForm(), drafts.draft(key)
    media.known_words(draft, name, asked_language())
    content = content_of(request.files.get("captions"))
    has_some = media.has_captions(draft, name, asked_language())
    if not media.has_words(form, content, has_some=has_some):
        return _render_words(key, name, form), 422
    try:
        with transaction():
            files = media.words(name, form, content, asked_language())
            drafting.replace_media(where(key, revision(request.form)), files)
    except DraftConflict as conflict:
        return _render_conflict(key, name, form, conflict.revision), conflict.status
    flash(_("Gespeichert."))
    return redirect(_back("authoring.hub", key))


def _back(endpoint: str, key: str, **place: str) -> str:
    return url_for(endpoint, key=key, sprache=asked_language(), **cast("Any", place))


def _render_film(key: str, section: str, form: FilmForm) -> str:
    hub = pages.hub(key, asked_language())
    one = parts.section_of(hub.document, section)
    return render_template("learning/author/film.html", hub=hub, section=one, form=form)


def _render_conflict(key: str, name: str, form: KnownWordsForm, seen: int) -> str:
    """Show what was typed beside what somebody else has saved; saving again is a decision."""
    form.fassung.data = str(seen)
    form.transcript.errors = [
        _("Der Entwurf wurde inzwischen geändert. Vergleichen Sie, und speichern Sie noch einmal.")
    ]
    if request.files.get("captions"):
        form.captions.errors = [_("Wählen Sie die Datei mit den Untertiteln noch einmal.")]
    stored = media.known_words(drafts.draft(key), name, asked_language())
    return _render_words(key, name, form, stored=stored)


def _render_words(key: str, name: str, form: KnownWordsForm, *, stored: str | None = None) -> str:
    hub = pages.hub(key, asked_language())
    return render_template(
        "learning/author/film_words.html",
        hub=hub,
        name=name,
        form=form,
        has_captions=media.has_captions(hub.draft, name, hub.language),
        stored=stored,
    )
