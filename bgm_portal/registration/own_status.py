"""What the programme says beside an activity that a person has something to do with."""

from collections.abc import Collection
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from bgm_portal.core.own_status import OwnStatus

from . import queries, queue_queries, words
from .states import RegistrationState


def own_statuses(person_id: UUID, activity_ids: Collection[UUID]) -> dict[UUID, OwnStatus]:
    """Return in words how a person stands to these activities, in at most two statements."""
    found = queries.active_by_activity(person_id, activity_ids)
    waits_for = [id_ for id_, row in found.items() if row.state == RegistrationState.WAITING]
    positions = queue_queries.positions_of(person_id, waits_for)
    return {
        activity_id: OwnStatus(
            word=words.own_state(row, position=positions.get(activity_id)),
            tone=words.TONES[row.state],
            href=url_for("registrations.detail", registration_id=row.id),
            label=(
                _("Platz annehmen oder ablehnen")
                if row.state == RegistrationState.OFFERED
                else _("Zu Ihrer Anmeldung")
            ),
        )
        for activity_id, row in found.items()
    }
