"""Addresses: absolute ones for messages, and only local ones to return to."""

from urllib.parse import urlsplit

from flask import current_app, request


def absolute_url(endpoint: str, **values: object) -> str:
    """Return the full address of a page, also outside a request (worker, commands)."""
    parts = urlsplit(current_app.config["BASE_URL"])
    adapter = current_app.url_map.bind(
        parts.netloc, script_name=parts.path or "/", url_scheme=parts.scheme
    )
    return adapter.build(endpoint, values, force_external=True)


def local_target(target: str | None, *, default: str) -> str:
    """Return where to go next, but never to another host."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or any(character < " " for character in target):
        return default
    return target


def here() -> str:
    """Return path and query of the present page."""
    return request.full_path.rstrip("?")
