"""A form that came too late: sealed into the next page, so that nothing typed is lost.

Whoever sends a form after the session ended, or before saying once more who they are, gets it back
after that. What was typed lies sealed in a hidden field for as long as it takes: nobody else at the
same screen can read it, and only the same person gets it back. Files cannot be kept.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app, request

from bgm_portal.web.urls import here

MOST_LETTERS = 100_000
KEPT_SECONDS = 60 * 60
TOKEN = "csrf_token"  # noqa: S105 - the name of a field


@dataclass(frozen=True, kw_only=True)
class KeptForm:
    """Where a form was to be sent, and what was typed."""

    action: str
    fields: tuple[tuple[str, str], ...]


def keep(person_id: UUID) -> str:
    """Seal the form of this request for this person; nothing if it holds files or is endless."""
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != TOKEN]
    if any(request.files.values()) or sum(len(value) for _name, value in fields) > MOST_LETTERS:
        return ""
    content = {"person": str(person_id), "action": request.script_root + here(), "fields": fields}
    return _box().encrypt(json.dumps(content).encode()).decode()


def opened(sealed: str | None, *, person_id: UUID) -> KeptForm | None:
    """Return the form if it is this person's and not too old."""
    try:
        content = json.loads(_box().decrypt((sealed or "").encode(), ttl=KEPT_SECONDS))
    except InvalidToken:
        return None
    if content["person"] != str(person_id):
        return None
    fields: Iterable[tuple[str, str]] = content["fields"]
    return KeptForm(action=content["action"], fields=tuple((name, said) for name, said in fields))


def _box() -> Fernet:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kept form").derive(secret)
    return Fernet(base64.urlsafe_b64encode(key))
