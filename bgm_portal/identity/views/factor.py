"""One's own second factor: an app that shows codes, and codes on paper for bad days."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.house import house
from bgm_portal.identity import authenticator, factor_queries, gate, queries, second_factor
from bgm_portal.identity.access import signed_in_halfway, signed_in_lately, visitor
from bgm_portal.identity.errors import PasswordRefused, WrongCode
from bgm_portal.identity.forms import ConfirmFactorForm, NewPasswordForm
from bgm_portal.identity.rules import FACTOR_ROLES

bp = Blueprint("factor", __name__)
bp.before_request(gate.ensure_passwords)


@bp.get("/konto/zweiter-faktor")
@signed_in_halfway
def overview() -> ResponseReturnValue:
    """Explain the second factor, and show what one can do with it."""
    me = visitor()
    return render_template(
        "identity/factor.html",
        has_factor=me.has_factor,
        is_due=me.factor_due,
        may_remove=not (queries.is_factor_required() and FACTOR_ROLES & me.roles),
        codes_left=factor_queries.count_recovery_codes(me.person_id),
        crumbs=_crumbs(),
    )


@bp.post("/konto/zweiter-faktor")
@signed_in_lately
def begin() -> ResponseReturnValue:
    """Make a secret for an app."""
    with transaction():
        second_factor.begin(person_id=visitor().person_id, at=clock.now())
    return redirect(url_for(".set_up_form"))


@bp.get("/konto/zweiter-faktor/einrichten")
@signed_in_lately
def set_up_form() -> ResponseReturnValue:
    """Show the secret as a square and in letters, and ask for the first code."""
    if factor_queries.pending_factor(visitor().person_id) is None:
        return redirect(url_for(".overview"))
    return _set_up_page(ConfirmFactorForm())


@bp.post("/konto/zweiter-faktor/einrichten")
@signed_in_lately
def set_up() -> ResponseReturnValue:
    """Begin to ask for codes, once the app shows the right one; hand out codes for paper."""
    form, at, me = ConfirmFactorForm(), clock.now(), visitor()
    secret, typed = second_factor.pending_secret(me.person_id), form.code.data or ""
    if not form.validate():
        return _set_up_page(form), 422
    try:
        second_factor.ensure_right(secret, typed, at=at)
        codes = second_factor.fresh_codes()
        with transaction():
            second_factor.confirm(
                person_id=me.person_id, typed=typed, codes=codes, session_id=me.session_id, at=at
            )
    except WrongCode as refused:
        form.code.errors = [refused.message]
        return _set_up_page(form), 422
    return _codes_page(codes, first=True)


@bp.post("/konto/zweiter-faktor/ersatzcodes")
@signed_in_lately
def renew_codes() -> ResponseReturnValue:
    """Hand out new codes for paper in place of those of before."""
    codes = second_factor.fresh_codes()
    with transaction():
        second_factor.renew_codes(person_id=visitor().person_id, codes=codes, at=clock.now())
    return _codes_page(codes, first=False)


@bp.get("/konto/zweiter-faktor/entfernen")
@signed_in_lately
def remove_form() -> ResponseReturnValue:
    """Ask whether the second factor shall go."""
    return _remove_page(NewPasswordForm())


@bp.post("/konto/zweiter-faktor/entfernen")
@signed_in_lately
def remove() -> ResponseReturnValue:
    """Go without a second factor, with a password that is long enough for that."""
    form, me = NewPasswordForm(), visitor()
    if not form.validate():
        return _remove_page(form), 422
    try:
        with transaction():
            second_factor.remove(
                person_id=me.person_id,
                password=form.password.data or "",
                session_id=me.session_id,
                at=clock.now(),
            )
    except PasswordRefused as refused:
        form.password.errors = [refused.message]
        return _remove_page(form), 422
    flash(_("Ihr Konto hat keinen zweiten Faktor mehr. Ihr neues Kennwort gilt ab sofort."))
    return redirect(url_for(".overview"))


def _set_up_page(form: ConfirmFactorForm) -> str:
    me = visitor()
    secret = second_factor.pending_secret(me.person_id)
    address = authenticator.app_address(secret, account=me.email, house=house().name)
    return render_template(
        "identity/factor_set_up.html",
        form=form,
        square=authenticator.square(address),
        address=address,
        letters=authenticator.in_groups(secret),
        crumbs=_crumbs(_("Einrichten")),
    )


def _codes_page(codes: second_factor.PaperCodes, *, first: bool) -> str:
    return render_template(
        "identity/factor_codes.html",
        codes=codes.plain,
        first=first,
        email=visitor().email,
        crumbs=_crumbs(_("Ersatzcodes")),
    )


def _remove_page(form: NewPasswordForm) -> str:
    return render_template("identity/factor_remove.html", form=form, crumbs=_crumbs(_("Entfernen")))


def _crumbs(here: str = "") -> list[tuple[str, str | None]]:
    above: list[tuple[str, str | None]] = [(_("Ihr Konto"), url_for("account.overview"))]
    if not here:
        return [*above, (_("Zweiter Faktor"), None)]
    return [*above, (_("Zweiter Faktor"), url_for(".overview")), (here, None)]
