"""Personal links: accepting an invitation, asking for a new password, setting it.

Looking at such a page uses nothing up, so that a mail scanner that follows links does no harm.
"""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity import credentials, gate, queries
from bgm_portal.identity.access import public
from bgm_portal.identity.errors import PasswordRefused, Paused
from bgm_portal.identity.forms import ForgottenForm, NewPasswordForm
from bgm_portal.identity.kinds import LinkPurpose

from .signin import paused

bp = Blueprint("links", __name__)
bp.before_request(gate.ensure_passwords)


@bp.get("/einladung/<token>")
@public
def invitation_form(token: str) -> ResponseReturnValue:
    """Ask for the first password."""
    return _password_page(NewPasswordForm(), token, LinkPurpose.INVITATION)


@bp.post("/einladung/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """Set the first password."""
    return _set_password(token, LinkPurpose.INVITATION)


@bp.get("/kennwort-neu/<token>")
@public
def reset_form(token: str) -> ResponseReturnValue:
    """Ask for a new password."""
    return _password_page(NewPasswordForm(), token, LinkPurpose.RESET)


@bp.post("/kennwort-neu/<token>")
@public
def reset(token: str) -> ResponseReturnValue:
    """Set a new password in place of a forgotten one."""
    return _set_password(token, LinkPurpose.RESET)


@bp.get("/kennwort-vergessen")
@public
def forgotten_form() -> ResponseReturnValue:
    """Ask where to send the link."""
    return _forgotten_page(ForgottenForm())


@bp.post("/kennwort-vergessen")
@public
def forgotten() -> ResponseReturnValue:
    """Send a link if there is such an account; say the same if there is none."""
    form, at = ForgottenForm(), clock.now()
    if not form.validate():
        return _forgotten_page(form), 422
    with transaction():
        pause = credentials.pause_before_reset(address=request.remote_addr, at=at)
        if not pause:
            credentials.request_reset(email=form.email.data or "", at=at)
    if pause:
        return paused(Paused(pause))
    return redirect(url_for(".link_sent"))


@bp.get("/kennwort-vergessen/gesendet")
@public
def link_sent() -> ResponseReturnValue:
    """Say what happens next."""
    crumbs = [(_("Anmelden"), url_for("identity.sign_in_form")), (_("Kennwort vergessen"), None)]
    return render_template("identity/link_sent.html", crumbs=crumbs)


def _set_password(token: str, purpose: LinkPurpose) -> ResponseReturnValue:
    form = NewPasswordForm()
    if not form.validate():
        return _password_page(form, token, purpose), 422
    try:
        with transaction():
            credentials.accept(
                token=token, purpose=purpose, password=form.password.data or "", at=clock.now()
            )
    except PasswordRefused as refused:
        form.password.errors = [refused.message]
        return _password_page(form, token, purpose), 422
    flash(_("Ihr Kennwort ist gesetzt. Melden Sie sich jetzt damit an."))
    return redirect(url_for("identity.sign_in_form"))


def _password_page(form: NewPasswordForm, token: str, purpose: LinkPurpose) -> str:
    person = queries.holder_of_link(token, purpose=purpose, at=clock.now())
    first = purpose == LinkPurpose.INVITATION
    return render_template(
        "identity/set_password.html",
        form=form,
        person=person,
        first=first,
        crumbs=[(_("Einladung") if first else _("Neues Kennwort"), None)],
    )


def _forgotten_page(form: ForgottenForm) -> str:
    crumbs = [(_("Anmelden"), url_for("identity.sign_in_form")), (_("Kennwort vergessen"), None)]
    return render_template("identity/forgotten.html", form=form, crumbs=crumbs)
