"""What a run adds to the list of participants: in which team somebody is."""

from collections.abc import Collection
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from bgm_portal.core.beside import Beside

from .queries import teams


def of_run(activity_id: UUID, registration_ids: Collection[UUID]) -> Beside:
    """Return the columns that a run has beside its participants, and where to see more."""
    race = teams.race(activity_id)
    if race is None or not race.has_teams:
        return Beside()
    team, names = str(_("Team")), teams.names_of(registration_ids)
    return Beside(
        heads=[team],
        cells={id_: [(team, names.get(id_, ""))] for id_ in registration_ids},
        links=[
            (_("Teams ansehen und helfen"), url_for("team_desk.overview", activity_id=activity_id))
        ],
    )
