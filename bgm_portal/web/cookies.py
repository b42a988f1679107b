"""The signed cookie of a browser: Flask's own, with what signs it made once and not by request."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class CookieSessions(SecureCookieSessionInterface):
    """Signed cookies; making the signer costs more than a signature, and the key stays the same."""

    def __init__(self) -> None:
        self._signers: dict[str | bytes | None, URLSafeTimedSerializer | None] = {}

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs with the key of this application."""
        if app.secret_key not in self._signers:
            self._signers = {app.secret_key: super().get_signing_serializer(app)}
        return self._signers.get(app.secret_key)


def init_app(app: Flask) -> None:
    """Let this application keep its signer."""
    app.session_interface = CookieSessions()
