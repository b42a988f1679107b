"""With whom a person runs: ask a guide, say yes, say no."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.runs import pair_pages, race_day
from bgm_portal.runs.forms.pairs import AskForm
from bgm_portal.runs.service import pairs
from bgm_portal.web.forms import Form

bp = Blueprint("pairs", __name__)

OWN = "/mein-lauftag/<uuid:registration_id>/zu-zweit"


@bp.get(OWN)
@requires(Permission.TAKE_PART)
def own(registration_id: UUID) -> ResponseReturnValue:
    """Show with whom one runs, who is proposed, or how to ask somebody."""
    return _page(registration_id, AskForm())


@bp.post(OWN)
@requires(Permission.TAKE_PART)
def ask(registration_id: UUID) -> ResponseReturnValue:
    """Ask somebody whether they run along as a guide."""
    _load(registration_id)
    form = AskForm()
    if not form.validate():
        return _page(registration_id, form), 422
    try:
        with transaction():
            email = form.email.data or ""
            pairs.ask(registration_id, email=email, by=visitor().person_id, at=clock.now())
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page(registration_id, form), 409
    flash(_("Wenn die Person als Guide angemeldet und noch frei ist, bekommt sie Ihre Frage."))
    return _back(registration_id)


@bp.post(f"{OWN}/zusagen")
@requires(Permission.TAKE_PART)
def agree(registration_id: UUID) -> ResponseReturnValue:
    """Say yes."""
    _load(registration_id)
    with transaction():
        pairs.agree(registration_id, by=visitor().person_id, at=clock.now())
    flash(_("Danke. Ihre Zusage ist gespeichert."))
    return _back(registration_id)


@bp.post(f"{OWN}/loesen")
@requires(Permission.TAKE_PART)
def undo(registration_id: UUID) -> ResponseReturnValue:
    """Say no, or no longer."""
    _load(registration_id)
    with transaction():
        pairs.undo(registration_id, by=visitor().person_id, at=clock.now())
    flash(_("Gespeichert. Die andere Person bekommt eine Nachricht. Ihr Platz bleibt."))
    return _back(registration_id)


def _load(registration_id: UUID) -> tuple[Any, Any]:
    return race_day.load(registration_id, person_id=visitor().person_id)


def _page(registration_id: UUID, form: Form) -> str:
    facts = pair_pages.own(*_load(registration_id))
    return render_template("runs/pair.html", form=form, **facts)


def _back(registration_id: UUID) -> ResponseReturnValue:
    return redirect(url_for(".own", registration_id=registration_id), 303)
