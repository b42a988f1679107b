"""Who may fill an album: whoever looks after the activity."""

from uuid import UUID

from bgm_portal.activities import policy as activities


def ensure_fills(visitor_id: UUID, activity: activities.HasId) -> None:
    """Refuse whoever does not look after this activity."""
    activities.ensure_assigned(visitor_id, activity)
