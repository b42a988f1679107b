"""The pages that ask who is there: before everything, for the code, and once more in between.

A form that came too late goes along in a sealed field, and is given back after the answer.
"""

from uuid import UUID

from flask import current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from bgm_portal.web.urls import here, local_target

from . import kept_forms, provider, queries
from .authentication import SignedIn
from .errors import PasswordsOff
from .forms import CodeForm, ProofForm, SignInForm
from .kinds import SignInWay

GOING = "going"
FITS_INTO_COOKIE = 2_000

Asking = SignInForm | CodeForm | ProofForm


def ask_who_is_there() -> ResponseReturnValue:
    """Send somebody to sign in; a form that came too late goes along."""
    if request.method == "GET":
        return redirect(url_for("identity.sign_in_form", next=here()))
    owner = queries.owner_of(session.get("_user_id", ""))
    kept = kept_forms.keep(owner) if owner and queries.is_active(owner) else ""
    if not kept:
        return redirect(url_for("identity.sign_in_form"))
    return sign_in_page(SignInForm(formdata=None, kept=kept)), 403


def ask_once_more(account: SignedIn) -> ResponseReturnValue:
    """Ask somebody who is signed in for the password, before what only they should do."""
    if request.method == "GET":
        return redirect(url_for("proof.proof_form", next=here()))
    kept = kept_forms.keep(account.person_id)
    return proof_page(ProofForm(formdata=None, kept=kept)), 403


def ensure_passwords() -> None:
    """Refuse whatever has to do with passwords where there are none."""
    if not current_app.config["PASSWORDS"]:
        raise PasswordsOff


def remember(*, next_page: str | None, kept: str | None) -> None:
    """Keep in the cookie where somebody wanted to go, for the way over the provider and back."""
    if not provider.is_there():
        return
    fits = kept or ""
    session[GOING] = [next_page or "", fits if len(fits) <= FITS_INTO_COOKIE else ""]


def go_on_as_remembered(*, person_id: UUID) -> ResponseReturnValue:
    """Lead on after the way over the provider and back."""
    next_page, kept = session.pop(GOING, ("", ""))
    return _go_on(next_page, kept, person_id=person_id)


def go_on(form: Asking, *, person_id: UUID) -> ResponseReturnValue:
    """Lead on to where somebody wanted to go, or give a form back that came too late."""
    session.pop(GOING, None)
    return _go_on(form.next.data, form.kept.data, person_id=person_id)


def _go_on(next_page: str | None, sealed: str | None, *, person_id: UUID) -> ResponseReturnValue:
    kept = kept_forms.opened(sealed, person_id=person_id)
    if kept is None:
        return redirect(local_target(next_page, default=url_for("home.start")))
    crumbs = [(_("Eingaben absenden"), None)]
    return render_template("identity/given_back.html", kept=kept, crumbs=crumbs)


def sign_in_page(form: SignInForm) -> str:
    """Show the page that asks for address and password."""
    remember(next_page=form.next.data, kept=form.kept.data)
    return render_template(
        "identity/sign_in.html",
        form=form,
        passwords=current_app.config["PASSWORDS"],
        house_accounts=current_app.config["HOUSE_ACCOUNTS"],
        crumbs=[(_("Anmelden"), None)],
    )


def code_page(form: CodeForm) -> str:
    """Show the page that asks for the code."""
    crumbs = [(_("Anmelden"), url_for("identity.sign_in_form")), (_("Code eingeben"), None)]
    return render_template("identity/code.html", form=form, crumbs=crumbs)


def proof_page(form: ProofForm) -> str:
    """Show the page that asks for the password once more."""
    remember(next_page=form.next.data, kept=form.kept.data)
    return render_template(
        "identity/proof.html",
        form=form,
        house_accounts=current_app.config["HOUSE_ACCOUNTS"],
        came_from_house=current_user.way == SignInWay.HOUSE,
        crumbs=[(_("Anmeldung bestätigen"), None)],
    )
