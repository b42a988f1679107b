"""Signing in and out."""

from datetime import datetime

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity import (
    credentials,
    gate,
    passwords,
    provider,
    second_factor,
    service,
    sessions,
)
from bgm_portal.identity.access import public, signed_in_halfway, visitor, visitor_or_nobody
from bgm_portal.identity.devices import device_of
from bgm_portal.identity.errors import FactorUnreadable, Paused, WrongCode
from bgm_portal.identity.forms import CodeForm, SignInForm
from bgm_portal.identity.kinds import SignInWay
from bgm_portal.web.errors import error_page
from bgm_portal.web.urls import absolute_url, local_target

bp = Blueprint("identity", __name__)

FORGET_EVERYTHING = '"cache", "storage"'


@bp.get("/anmelden")
@public
def sign_in_form() -> ResponseReturnValue:
    """Ask who is there."""
    form = SignInForm(request.args)
    if current_user.is_authenticated:
        return redirect(local_target(form.next.data, default=url_for("home.start")))
    return gate.sign_in_page(form)


@bp.post("/anmelden")
@public
def sign_in() -> ResponseReturnValue:
    """Let somebody in, or say that address and password do not fit together."""
    gate.ensure_passwords()
    form, at = SignInForm(), clock.now()
    if not form.validate():
        return gate.sign_in_page(form), 422
    with transaction():
        attempt = credentials.begin_attempt(
            email=form.email.data or "", address=request.remote_addr, at=at
        )
    if attempt.pause:
        return paused(Paused(attempt.pause))
    right = passwords.matches(form.password.data or "", attempt.password_hash)
    new_hash = passwords.renewed(form.password.data or "", attempt.password_hash) if right else None
    with transaction():
        token = credentials.finish_attempt(
            attempt, new_hash=new_hash, right=right, device=_device(), at=at
        )
    if token:
        return _enter(form, token, at=at)
    if right:
        sessions.enter_halfway(attempt, at=at)
        return _ask_for_code(form)
    form.form_errors.append(
        _("E-Mail-Adresse und Kennwort passen nicht zusammen. Prüfen Sie beides.")
    )
    return gate.sign_in_page(form), 422


@bp.get("/anmelden/code")
@public
def code_form() -> ResponseReturnValue:
    """Ask for the code, after the password was right."""
    form = CodeForm(request.args)
    if sessions.halfway(at=clock.now()) is None:
        return redirect(url_for(".sign_in_form", next=form.next.data))
    return gate.code_page(form)


@bp.post("/anmelden/code")
@public
def code() -> ResponseReturnValue:
    """Let somebody in who has the app at hand, or a code on paper."""
    form, at = CodeForm(), clock.now()
    person_id = sessions.halfway(at=at)
    if person_id is None:
        flash(_("Zwischen Kennwort und Code lag zu viel Zeit. Beginnen Sie bitte noch einmal."))
        return redirect(url_for(".sign_in_form", next=form.next.data))
    if not form.validate():
        return gate.code_page(form), 422
    typed, address = form.code.data or "", request.remote_addr
    with transaction():
        attempt = second_factor.begin_code(person_id=person_id, typed=typed, address=address, at=at)
    if attempt.pause:
        return paused(Paused(attempt.pause))
    proof = second_factor.judge(attempt, typed=typed, at=at)
    try:
        with transaction():
            second_factor.accept(attempt, proof, at=at)
            token = credentials.let_in(person_id, at=at, device=_device())
    except FactorUnreadable as refused:
        form.form_errors.append(refused.message)
        return gate.code_page(form), 409
    except WrongCode as refused:
        with transaction():
            credentials.note_failure(person_id, at=at)
        form.code.errors = [refused.message]
        return gate.code_page(form), 422
    return _enter(form, token, at=at)


@bp.post("/abmelden")
@public
def sign_out() -> ResponseReturnValue:
    """Sign out; the browser forgets what it kept."""
    me = visitor_or_nobody()
    if me is not None:
        with transaction():
            service.end_session(session_id=me.session_id, by=me.person_id, at=clock.now())
    sessions.leave()
    came_from_house = "ja" if me is not None and me.way == SignInWay.HOUSE else None
    response = make_response(redirect(url_for(".signed_out", haus=came_from_house)))
    response.headers["Clear-Site-Data"] = FORGET_EVERYTHING
    return response


@bp.post("/angemeldet-bleiben")
@signed_in_halfway
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
    back_to = absolute_url("identity.signed_out")
    elsewhere = request.args.get("haus") == "ja" and provider.is_there()
    return render_template(
        "identity/signed_out.html",
        house_accounts=current_app.config["HOUSE_ACCOUNTS"],
        elsewhere=provider.sign_out_address(back_to=back_to) if elsewhere else None,
        crumbs=[(_("Abgemeldet"), None)],
    )


def paused(refusal: Paused) -> Response:
    """Answer that it is time to wait, in words for people and in a header for programs."""
    response = make_response(error_page(refusal.status, refusal.message))
    response.headers["Retry-After"] = str(refusal.seconds)
    return response


def _device() -> str:
    return device_of(request.headers.get("User-Agent"))


def _enter(form: SignInForm | CodeForm, token: str, *, at: datetime) -> ResponseReturnValue:
    account = sessions.enter(token, at=at)
    return gate.go_on(form, person_id=account.person_id)


def _ask_for_code(form: SignInForm) -> ResponseReturnValue:
    """Go on to the page of the code; a kept form does not fit into its address."""
    if not form.kept.data:
        return redirect(url_for(".code_form", next=form.next.data or None))
    return gate.code_page(CodeForm(formdata=None, next=form.next.data, kept=form.kept.data))
