"""What may be done with accounts. (begin_session is needed by everybody's tests.)"""

from datetime import datetime
from uuid import UUID

from bgm_portal.core.database import db
from bgm_portal.core.tokens import new_token, token_hash

from .models import SignInSession


def begin_session(*, person_id: UUID, at: datetime) -> str:
    """Begin a session and return the token for the cookie."""
    token = new_token()
    db.session.add(
        SignInSession(token_hash=token_hash(token), person_id=person_id, created_at=at, seen_at=at)
    )
    return token
