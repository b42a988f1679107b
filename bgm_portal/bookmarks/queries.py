"""What somebody keeps in mind."""

from uuid import UUID

from bgm_portal.core.database import db

from .models import Bookmark


def is_kept(person_id: UUID, activity_id: UUID) -> bool:
    """Tell whether somebody keeps an activity in mind."""
    return db.session.get(Bookmark, (person_id, activity_id)) is not None
