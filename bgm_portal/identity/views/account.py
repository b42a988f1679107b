"""One's own account: what is noted, the password, how pages look, where one is signed in."""

from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity import credentials, gate, passwords, queries, service
from bgm_portal.identity.access import signed_in_halfway, visitor
from bgm_portal.identity.errors import PasswordRefused, Paused, WrongPassword
from bgm_portal.identity.forms import ChangePasswordForm, DisplayForm
from bgm_portal.identity.words import EMPLOYERS, ROLES

from .signin import paused

bp = Blueprint("account", __name__)


@bp.get("/konto")
@signed_in_halfway
def overview() -> ResponseReturnValue:
    """Show what the house notes about oneself, and what one can set."""
    me = queries.person_with_unit(visitor().person_id)
    display = DisplayForm(
        formdata=None,
        sprache=me.language,
        farben=me.theme.value,
        schrift=me.text_size.value,
    )
    return render_template(
        "identity/account.html",
        person=me,
        employer=EMPLOYERS[me.employer],
        roles=[ROLES[role] for role in sorted(visitor().roles)],
        display=display,
        has_factor=visitor().has_factor,
        house_account=current_app.config["HOUSE_ACCOUNTS"] if me.house_subject else None,
        passwords=current_app.config["PASSWORDS"],
        others=queries.count_sessions(me.id, at=clock.now()) - 1,
        crumbs=[(_("Ihr Konto"), None)],
    )


@bp.get("/konto/kennwort")
@signed_in_halfway
def password_form() -> ResponseReturnValue:
    """Ask for the present and a new password."""
    gate.ensure_passwords()
    return _password_page(ChangePasswordForm())


@bp.post("/konto/kennwort")
@signed_in_halfway
def change_password() -> ResponseReturnValue:
    """Change the password; other browsers are signed out."""
    gate.ensure_passwords()
    form, at, me = ChangePasswordForm(), clock.now(), visitor()
    if not form.validate():
        return _password_page(form), 422
    with transaction():
        attempt = credentials.begin_check(
            person_id=me.person_id, address=request.remote_addr, at=at
        )
    if attempt.pause:
        return paused(Paused(attempt.pause))
    right = passwords.matches(form.present.data or "", attempt.password_hash)
    try:
        with transaction():
            credentials.change_password(
                attempt, right=right, new=form.password.data or "", session_id=me.session_id, at=at
            )
    except (WrongPassword, PasswordRefused) as refused:
        field = form.present if isinstance(refused, WrongPassword) else form.password
        field.errors = [refused.message]
        return _password_page(form), 422
    flash(_("Ihr Kennwort ist geändert. Andere Geräte sind abgemeldet."))
    return redirect(url_for(".overview"))


@bp.get("/konto/geraete")
@signed_in_halfway
def browsers() -> ResponseReturnValue:
    """List the browsers in which one is signed in."""
    me = visitor()
    return render_template(
        "identity/browsers.html",
        here=me.session_id,
        rows=queries.sessions(me.person_id, at=clock.now()),
        crumbs=[(_("Ihr Konto"), url_for(".overview")), (_("Angemeldete Geräte"), None)],
    )


@bp.post("/konto/geraete/<uuid:session_id>/beenden")
@signed_in_halfway
def end_session(session_id: UUID) -> ResponseReturnValue:
    """Sign out in one other browser."""
    with transaction():
        service.end_own_session(session_id=session_id, by=visitor().person_id, at=clock.now())
    flash(_("Dieses Gerät ist abgemeldet."))
    return redirect(url_for(".browsers"))


@bp.post("/konto/andere-geraete-abmelden")
@signed_in_halfway
def sign_out_elsewhere() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    me = visitor()
    with transaction():
        ended = service.end_other_sessions(keep=me.session_id, by=me.person_id, at=clock.now())
    flash(
        ngettext(
            "Ein anderes Gerät ist abgemeldet.",
            "%(num)s andere Geräte sind abgemeldet.",
            ended,
        )
        if ended
        else _("Sie waren auf keinem anderen Gerät angemeldet.")
    )
    return redirect(url_for(".browsers"))


def _password_page(form: ChangePasswordForm) -> str:
    return render_template(
        "identity/password.html",
        form=form,
        crumbs=[(_("Ihr Konto"), url_for(".overview")), (_("Kennwort ändern"), None)],
    )
