"""Writing modules: the shelf, the hub of a draft, handing in, release, withdrawal, the way out."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.learning import author_pages as pages
from bgm_portal.learning import draft_pages as parts
from bgm_portal.learning import drafts, queries
from bgm_portal.learning.forms.author import HandInForm, HeadForm
from bgm_portal.learning.forms.parts import revision
from bgm_portal.learning.kinds import Change
from bgm_portal.learning.library import BASE
from bgm_portal.learning.service import drafting

from . import drawing
from .drawing import asked_language

bp = Blueprint("authoring", __name__)


@bp.get("/module")
@requires(Permission.EDIT_MODULES)
def shelf() -> ResponseReturnValue:
    """Show every module and draft."""
    rows = pages.shelf(today=clock.local_today())
    return render_template("learning/author/shelf.html", rows=rows)


@bp.get("/module/neu")
@requires(Permission.EDIT_MODULES)
def new_form() -> ResponseReturnValue:
    """Ask what a new module is about."""
    return drawing.head(HeadForm(), None)


@bp.post("/module/neu")
@requires(Permission.EDIT_MODULES)
def new() -> ResponseReturnValue:
    """Begin a new module."""
    form = HeadForm()
    if request.form.get("tat") == "vorschau":
        return drawing.head(form, None, drawn=True)
    if not form.validate():
        return drawing.head(form, None), 422
    with transaction():
        key = drafting.create(form.values(), by=visitor().person_id, at=clock.now())
    flash(_("Der Entwurf ist angelegt. Schreiben Sie jetzt die erste Lektion."))
    return redirect(url_for(".hub", key=key))


@bp.post("/module/<key>/bearbeiten")
@requires(Permission.EDIT_MODULES)
def begin(key: str) -> ResponseReturnValue:
    """Begin a draft of what is published."""
    with transaction():
        drafting.begin(key, by=visitor().person_id, at=clock.now())
    return redirect(url_for(".hub", key=key))


@bp.get("/module/<key>/entwurf")
@requires(Permission.EDIT_MODULES)
def hub(key: str) -> ResponseReturnValue:
    """Show a draft with all its parts, and what is wrong with it."""
    return drawing.hub(key)


@bp.get("/module/<key>/entwurf/abgeben")
@requires(Permission.EDIT_MODULES)
def hand_in_form(key: str) -> ResponseReturnValue:
    """Show what would change, and ask what kind of change that is."""
    draft = drafts.draft(key)
    form = HandInForm(data={"fassung": str(draft.revision)})
    return _render_hand_in(key, form)


@bp.post("/module/<key>/entwurf/abgeben")
@requires(Permission.EDIT_MODULES)
def hand_in(key: str) -> ResponseReturnValue:
    """Hand a draft in for release."""
    form = HandInForm()
    if not form.validate():
        return _render_hand_in(key, form), 422
    said = drafting.HandIn(
        change=Change(form.change.data), note=form.note.data or "", reason=form.reason.data or ""
    )
    try:
        with transaction():
            drafting.hand_in(where(key, revision(request.form)), said)
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _render_hand_in(key, form), 409
    flash(_("Der Entwurf ist abgegeben. Eine zweite Person gibt ihn frei."))
    return redirect(url_for(".hub", key=key))


@bp.get("/module/<key>/entwurf/freigeben")
@requires(Permission.EDIT_MODULES)
def release_form(key: str) -> ResponseReturnValue:
    """Show what was handed in, for whoever releases it."""
    shown = pages.hub(key, BASE)
    return render_template(
        "learning/author/release.html",
        hub=shown,
        changes=parts.changes(shown.draft),
        kind=pages.CHANGES[shown.draft.change] if shown.draft.change else "",
        may_release=visitor().person_id not in {shown.draft.handed_in_by, shown.draft.updated_by},
    )


@bp.post("/module/<key>/entwurf/freigeben")
@requires(Permission.EDIT_MODULES)
def release(key: str) -> ResponseReturnValue:
    """Publish what somebody else has handed in."""
    with transaction():
        is_new = drafting.release(where(key, revision(request.form)))
    if is_new:
        flash(_("Das Lernmodul ist erschienen."))
    else:
        flash(_("Es hat sich nichts geändert. Die bisherige Fassung bleibt."), "info")
    return redirect(url_for(".shelf"))


@bp.post("/module/<key>/entwurf/zurueckgeben")
@requires(Permission.EDIT_MODULES)
def give_back(key: str) -> ResponseReturnValue:
    """Give a draft back to be changed."""
    with transaction():
        drafting.give_back(where(key))
    flash(_("Der Entwurf kann wieder bearbeitet werden."))
    return redirect(url_for(".hub", key=key))


@bp.get("/module/<key>/entwurf/verwerfen")
@requires(Permission.EDIT_MODULES)
def discard_form(key: str) -> ResponseReturnValue:
    """Ask whether a draft shall be thrown away."""
    return render_template("learning/author/discard.html", hub=pages.hub(key, BASE))


@bp.post("/module/<key>/entwurf/verwerfen")
@requires(Permission.EDIT_MODULES)
def discard(key: str) -> ResponseReturnValue:
    """Throw a draft away."""
    with transaction():
        drafting.discard(where(key))
    flash(_("Der Entwurf ist verworfen. Was erschienen ist, bleibt, wie es war."))
    return redirect(url_for(".shelf"))


@bp.get("/module/<key>/zurueckziehen")
@requires(Permission.EDIT_MODULES)
def withdraw_form(key: str) -> ResponseReturnValue:
    """Ask whether a module shall be offered no longer."""
    return render_template("learning/author/withdraw.html", shelved=queries.shelved(key))


@bp.post("/module/<key>/zurueckziehen")
@requires(Permission.EDIT_MODULES)
def withdraw(key: str) -> ResponseReturnValue:
    """Offer a module no longer."""
    with transaction():
        drafting.withdraw(key, by=visitor().person_id, at=clock.now())
    flash(_("Das Lernmodul ist zurückgezogen. Wer begonnen hat, hat noch 30 Tage."))
    return redirect(url_for(".shelf"))


@bp.post("/module/<key>/wieder-anbieten")
@requires(Permission.EDIT_MODULES)
def offer_again(key: str) -> ResponseReturnValue:
    """Offer a withdrawn module again."""
    with transaction():
        drafting.offer_again(key, by=visitor().person_id, at=clock.now())
    flash(_("Das Lernmodul wird wieder angeboten."))
    return redirect(url_for(".shelf"))


def where(key: str, seen: int = 0) -> drafting.Where:
    """Return the draft that is meant, and who writes when."""
    return drafting.Where(
        key=key,
        revision=seen,
        by=visitor().person_id,
        at=clock.now(),
        language=asked_language(),
    )


def file(content: bytes, kind: str, name: str) -> Response:
    """Offer something to keep."""
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _render_hand_in(key: str, form: HandInForm) -> str:
    shown: Any = pages.hub(key, BASE)
    return render_template(
        "learning/author/hand_in.html", form=form, hub=shown, changes=parts.changes(shown.draft)
    )
