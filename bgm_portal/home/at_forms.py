"""Draws what is told beside forms: a page is read for its forms, and each says where it goes."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from . import notice
from .form_notices import FORMS, Key, Nothing

_FORM = re.compile(r"<form\b[^>]*>")
_POSTS = re.compile(r"""\bmethod="post\"""")
_ACTION = re.compile(r"""\baction="([^"]*)\"""")


def told(page: str) -> list[notice.Told]:
    """Return what the forms on a page write about people, each kind of data once."""
    keys = {key: None for address in _addresses(page) for key in keys_of(address)}
    return notice.told(keys) if keys else []


def keys_of(address: str) -> tuple[Key, ...]:
    """Return what the form that goes to an address writes about people."""
    adapter = current_app.url_map.bind("localhost")
    try:
        endpoint, values = adapter.match(address, method="POST")
    except (HTTPException, RequestRedirect):
        return ()
    said = FORMS.get(f"{endpoint} {values.get('slug', '')}", FORMS.get(endpoint, ()))
    return () if isinstance(said, Nothing) else said


def _addresses(page: str) -> Iterator[str]:
    """Yield where the forms of a page are sent, each address once."""
    seen: set[str] = set()
    for found in _FORM.finditer(page):
        if not _POSTS.search(found[0]):
            continue
        action = _ACTION.search(found[0])
        path = urlsplit(unescape(action[1])).path if action else ""
        address = (path or request.path).removeprefix(request.script_root)
        if address not in seen:
            seen.add(address)
            yield address
