"""Addresses: absolute ones for messages, and only local ones to return to."""

from functools import lru_cache
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.routing import Map, MapAdapter


def absolute_url(endpoint: str, **values: object) -> str:
    """Return the full address of a page, also outside a request (worker, commands)."""
    addresses = _bound(current_app.url_map, current_app.config["BASE_URL"])
    return addresses.build(endpoint, values, force_external=True)


@lru_cache(maxsize=8)
def _bound(url_map: Map, base_url: str) -> MapAdapter:
    """Bind the addresses once: a message holds several."""
    parts = urlsplit(base_url)
    return url_map.bind(parts.netloc, script_name=parts.path or "/", url_scheme=parts.scheme)


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
