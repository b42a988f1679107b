"""Talking to the provider of house accounts: OpenID Connect. No tables; it knows nobody.

Authorization code with PKCE, state and nonce, which authlib keeps in the signed cookie of the very
browser that began. Whatever goes wrong there is one error with a sentence.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Response, current_app
from flask_babel import lazy_gettext as _l
from joserfc.errors import JoseError
from requests import RequestException

from .errors import ProviderFailed

EXTENSION = "house_account_clients"
NAME = "house"
PATIENCE_SECONDS = 5
DISCOVERY = "/.well-known/openid-configuration"

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """Whom the provider sends, as far as the portal believes it."""

    subject: str
    email: str | None  # only if the provider has verified it
    groups: frozenset[str]
    asked_at: datetime | None  # when the provider last made sure who it is


def is_there() -> bool:
    """Tell whether people can sign in with the account of the house."""
    return current_app.config["HOUSE_ACCOUNTS"] is not None


def begin(*, back_to: str, again: bool = False) -> Response:
    """Send the browser to the provider; `again` insists that the person proves who they are."""
    more = {"prompt": "login", "max_age": 0} if again else {}
    with _one_kind_of_trouble():
        _metadata()
        return cast("Response", _client().authorize_redirect(back_to, **more))


def arrival() -> Arrival:
    """Take what the browser brought back, ask the provider, and check every claim."""
    settings = current_app.config["HOUSE_ACCOUNTS"]
    with _one_kind_of_trouble():
        _metadata()
        token = _client().authorize_access_token()
        claims: dict[str, Any] = dict(token["userinfo"])
        if settings.roles and settings.groups_claim not in claims:
            claims |= _more_about(claims["sub"], token)
        verified = claims.get("email") if claims.get("email_verified") is True else None
        asked = claims.get("auth_time")
        return Arrival(
            subject=f"{settings.issuer} {claims['sub']}",
            email=str(verified) if verified else None,
            groups=_groups(claims.get(settings.groups_claim)),
            asked_at=datetime.fromtimestamp(int(asked), UTC) if asked else None,
        )


def sign_out_address(*, back_to: str) -> str | None:
    """Return where one signs out of the account of the house as well, if the provider says so."""
    client_id = current_app.config["HOUSE_ACCOUNTS"].client_id
    try:
        with _one_kind_of_trouble():
            if "end_session_endpoint" not in _metadata():
                return None
            where = _client().create_logout_url(back_to, client_id=client_id)
            return str(where["url"])
    except ProviderFailed:
        return None


def check() -> None:
    """Ask the provider about itself, or raise ProviderFailed."""
    with _one_kind_of_trouble():
        _metadata()


def _client() -> Any:
    """Return the client of this application, made when it is first needed."""
    clients = current_app.extensions.setdefault(EXTENSION, {})
    settings = current_app.config["HOUSE_ACCOUNTS"]
    if settings.issuer not in clients:
        app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
        clients[settings.issuer] = OAuth(app).register(
            NAME,
            overwrite=False,
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            server_metadata_url=settings.issuer + DISCOVERY,
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "default_timeout": PATIENCE_SECONDS,
            },
        )
    return clients[settings.issuer]


def _metadata() -> dict[str, Any]:
    """Return what the provider says about itself; it must be the one we were told of."""
    metadata: dict[str, Any] = _client().load_server_metadata()
    if str(metadata.get("issuer", "")).rstrip("/") != current_app.config["HOUSE_ACCOUNTS"].issuer:
        message = "the provider calls itself by another name"
        raise ValueError(message)
    return metadata


def _more_about(subject: str, token: dict[str, Any]) -> dict[str, Any]:
    """Ask for claims that do not stand in the token; only those of the same person count."""
    more: dict[str, Any] = dict(_client().userinfo(token=token))
    if more.get("sub") != subject:
        message = "the provider speaks of somebody else"
        raise ValueError(message)
    return more


def _groups(claim: object) -> frozenset[str]:
    named = claim if isinstance(claim, list) else [claim] if isinstance(claim, str) else []
    return frozenset(group for group in named if isinstance(group, str))


@contextmanager
def _one_kind_of_trouble() -> Iterator[None]:
    try:
        yield
    except (
        AuthlibBaseError,
        JoseError,
        RequestException,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as trouble:
        # What the provider says may hold names; its kind says enough to look for the cause.
        log.warning("house account refused", kind=type(trouble).__name__)
        raise ProviderFailed(_sentence(trouble)) from trouble


def _sentence(trouble: Exception) -> Any:
    if getattr(trouble, "error", "") == "access_denied":
        return _l("Die Anmeldung wurde dort abgebrochen. Versuchen Sie es noch einmal.")
    if isinstance(trouble, RequestException):
        return _l("Der Dienst dafür antwortet gerade nicht. Versuchen Sie es in einigen Minuten.")
    return _l(
        "Die Antwort des Dienstes passte nicht zu Ihrer Anfrage. Vielleicht hat es zu lange "
        "gedauert oder die Seite war zweimal offen. Versuchen Sie es noch einmal."
    )
