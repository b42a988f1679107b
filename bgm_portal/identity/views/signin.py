"""Signing in and out."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity import credentials, passwords, service, sessions
from bgm_portal.identity.access import public, signed_in, visitor
from bgm_portal.identity.errors import Paused
from bgm_portal.identity.forms import SignInForm
from bgm_portal.web.errors import error_page
from bgm_portal.web.urls import local_target

bp = Blueprint("identity", __name__)

FORGET_EVERYTHING = '"cache", "storage"'


@bp.get("/anmelden")
@public
def sign_in_form() -> ResponseReturnValue:
    """Ask who is there."""
    form = SignInForm(request.args)
    if current_user.is_authenticated:
        return redirect(_target(form))
    return _sign_in_page(form)


@bp.post("/anmelden")
@public
def sign_in() -> ResponseReturnValue:
    """Let somebody in, or say that address and password do not fit together."""
    form, at = SignInForm(), clock.now()
    if not form.validate():
        return _sign_in_page(form), 422
    with transaction():
        attempt = credentials.begin_attempt(
            email=form.email.data or "", address=request.remote_addr, at=at
        )
    if attempt.pause:
        return paused(Paused(attempt.pause))
    right = passwords.matches(form.password.data or "", attempt.password_hash)
    new_hash = passwords.renewed(form.password.data or "", attempt.password_hash) if right else None
    with transaction():
        token = credentials.finish_attempt(attempt, new_hash=new_hash, right=right, at=at)
    if not token:
        form.form_errors.append(
            _("E-Mail-Adresse und Kennwort passen nicht zusammen. Prüfen Sie beides.")
        )
        return _sign_in_page(form), 422
    sessions.enter(token, at=at)
    return redirect(_target(form))


@bp.post("/abmelden")
@public
def sign_out() -> ResponseReturnValue:
    """Sign out; the browser forgets what it kept."""
    if current_user.is_authenticated:
        with transaction():
            service.end_session(
                session_id=visitor().session_id, by=visitor().person_id, at=clock.now()
            )
    sessions.leave()
    response = make_response(redirect(url_for(".signed_out")))
    response.headers["Clear-Site-Data"] = FORGET_EVERYTHING
    return response


@bp.post("/angemeldet-bleiben")
@signed_in
def stay() -> ResponseReturnValue:
    """Begin the half hour anew, without leaving the page: the script of the warning asks for it."""
    with transaction():
        service.note_seen(session_id=visitor().session_id, at=clock.now())
    return "", 204


@bp.get("/abgemeldet")
@public
def signed_out() -> ResponseReturnValue:
    """Say that one is signed out."""
    if current_user.is_authenticated:
        return redirect(url_for("home.start"))
    return render_template("identity/signed_out.html", crumbs=[(_("Abgemeldet"), None)])


def paused(refusal: Paused) -> Response:
    """Answer that it is time to wait, in words for people and in a header for programs."""
    response = make_response(error_page(refusal.status, refusal.message))
    response.headers["Retry-After"] = str(refusal.seconds)
    return response


def _target(form: SignInForm) -> str:
    return local_target(form.next.data, default=url_for("home.start"))


def _sign_in_page(form: SignInForm) -> str:
    return render_template("identity/sign_in.html", form=form, crumbs=[(_("Anmelden"), None)])
