"""Who may call a page at all. Every view carries exactly one mark; without one, nobody may.

A mark only sets an attribute. The check happens in one place, before any view runs, so that a
forgotten decorator answers 403 instead of opening a door.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import Flask, current_app, has_request_context, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from bgm_portal.core import clock
from bgm_portal.core.errors import Forbidden

from . import gate
from .authentication import SignedIn
from .permissions import Permission
from .rules import PROOF_LASTS

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """What a view asks of its visitor: nothing, a sign-in, or a permission.

    `lately`: the password must have been named within the last quarter of an hour.
    `halfway`: also open while the second factor that a role needs is not yet set up.
    """

    public: bool = False
    permission: Permission | None = None
    lately: bool = False
    halfway: bool = False


def _mark(view: View, access: Access) -> View:
    if getattr(view, "access", None) is not None:
        message = f"{view.__name__} carries two access marks"
        raise TypeError(message)
    view.access = access  # type: ignore[attr-defined]  # an attribute the guard reads
    return view


def public(view: View) -> View:
    """Everybody may see this page, also before signing in."""
    return _mark(view, Access(public=True))


def signed_in(view: View) -> View:
    """Everybody with an account may call this view."""
    return _mark(view, Access())


def signed_in_halfway(view: View) -> View:
    """Like `signed_in`, but also before somebody has set up the second factor of their role."""
    return _mark(view, Access(halfway=True))


def signed_in_lately(view: View) -> View:
    """Like `signed_in`, but the password must have been named within the last minutes."""
    return _mark(view, Access(lately=True, halfway=True))


def requires(permission: Permission, *, lately: bool = False) -> Callable[[View], View]:
    """Only people whose roles grant the permission may call this view.

    `lately` asks for the password once more if that was some time ago: for what would do harm at
    a screen that somebody left open, such as opening needs and exporting.
    """
    return lambda view: _mark(view, Access(permission=permission, lately=lately))


def visitor() -> SignedIn:
    """Return who is signed in. Only for views that are not public."""
    # The value itself and not its proxy, which would look for it at every attribute.
    return cast("SignedIn", current_user._get_current_object())  # noqa: SLF001 - as documented


def visitor_or_nobody() -> SignedIn | None:
    """Return who is signed in, or nobody; also outside a request."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    return visitor()


def init_app(app: Flask) -> None:
    """Check every request before its view."""
    app.before_request(_check)


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # no such page: the router answers 404
    access: Access | None = getattr(current_app.view_functions[request.endpoint], "access", None)
    if access is None:
        raise Forbidden(
            _l("Diese Seite ist für niemanden freigegeben. Bitte sagen Sie uns Bescheid."),
            code="unmarked",
        )
    if access.public:
        return None
    if not current_user.is_authenticated:
        return gate.ask_who_is_there()
    account = visitor()
    if account.factor_due and not access.halfway:
        return redirect(url_for("factor.overview"))
    if access.permission is not None and access.permission not in account.permissions:
        raise Forbidden(_l("Für diese Seite brauchen Sie eine Rolle, die Ihr Konto nicht hat."))
    if access.lately and not account.proved_since(clock.now() - PROOF_LASTS):
        return gate.ask_once_more(account)
    return None
