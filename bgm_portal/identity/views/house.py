"""Signing in with the account of the house, and saying with it once more who one is."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from bgm_portal.core import clock
from bgm_portal.core.database import own_transaction
from bgm_portal.core.errors import Missing, PortalError
from bgm_portal.identity import gate, house_accounts, provider, sessions
from bgm_portal.identity.access import public, signed_in_halfway, visitor
from bgm_portal.identity.devices import device_of
from bgm_portal.identity.errors import NobodyThere, NotTheSame, ProviderFailed
from bgm_portal.web.urls import absolute_url

bp = Blueprint("house", __name__)

AGAIN = "house_again"
CLOCKS_DIFFER = timedelta(seconds=30)


@bp.get("/anmelden/haus")
@public
def begin() -> ResponseReturnValue:
    """Send somebody to the provider, and remember where they wanted to go."""
    _insist_on_provider()
    if current_user.is_authenticated:
        return redirect(url_for("home.start"))
    if "next" in request.args:
        gate.remember(next_page=request.args["next"], kept="")
    session.pop(AGAIN, None)
    return _go(again=False)


@bp.get("/bestaetigen/haus")
@signed_in_halfway
def begin_again() -> ResponseReturnValue:
    """Send somebody who is signed in to the provider, to say once more who they are."""
    _insist_on_provider()
    session[AGAIN] = clock.now().timestamp()
    return _go(again=True)


@bp.get("/anmelden/haus/zurueck")
@public
def arrive() -> ResponseReturnValue:
    """Let in whom the provider sends back, or say kindly why not."""
    _insist_on_provider()
    since = session.pop(AGAIN, None)
    try:
        arrival = provider.arrival()
        if since is None:
            return _let_in(arrival)
        return _prove(arrival, since=datetime.fromtimestamp(since, UTC))
    except (ProviderFailed, NobodyThere, NotTheSame) as refused:
        return _failed(refused)


def _insist_on_provider() -> None:
    if not provider.is_there():
        raise Missing(_("Diese Seite gibt es nicht."))


def _go(*, again: bool) -> ResponseReturnValue:
    try:
        return provider.begin(back_to=absolute_url("house.arrive"), again=again)
    except ProviderFailed as refused:
        return _failed(refused)


def _let_in(arrival: provider.Arrival) -> ResponseReturnValue:
    at, device = clock.now(), device_of(request.headers.get("User-Agent"))
    # The provider comes back with a GET; its code is good for once and bound to this browser.
    with own_transaction():
        admission = house_accounts.admit(arrival, device=device, at=at)
    account = sessions.enter(admission.token, at=at)
    if admission.conflict:
        flash(
            _(
                "Ihre Gruppen ergeben zwei Rollen, die sich ausschließen: Koordination und "
                "Geschäftsführung. Keine davon gilt. Sagen Sie bitte der Administration Bescheid."
            )
        )
    return gate.go_on_as_remembered(person_id=account.person_id)


def _prove(arrival: provider.Arrival, *, since: datetime) -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return redirect(url_for("identity.sign_in_form"))
    me = visitor()
    with own_transaction():
        house_accounts.prove(
            arrival,
            person_id=me.person_id,
            session_id=me.session_id,
            since=since - CLOCKS_DIFFER,
            at=clock.now(),
        )
    return gate.go_on_as_remembered(person_id=me.person_id)


def _failed(refused: PortalError) -> ResponseReturnValue:
    crumbs = [(_("Anmelden"), url_for("identity.sign_in_form")), (_("Nicht gelungen"), None)]
    page = render_template("identity/house_failed.html", message=refused.message, crumbs=crumbs)
    return page, refused.status
