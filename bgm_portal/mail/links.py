"""Addresses that every message may carry."""

from uuid import UUID

from bgm_portal.web.urls import absolute_url

from .preferences import is_optional, seal_of


def unsubscribe(mail_id: UUID, *, kind: str) -> str | None:
    """Return the address that ends this kind of message with one click, if one may do without."""
    if not is_optional(kind):
        return None
    return absolute_url("preferences.unsubscribe", mail_id=mail_id, seal=seal_of(mail_id))
