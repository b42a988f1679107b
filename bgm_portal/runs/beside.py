"""What a run adds to the list of participants: number, team, partner, and the pages about them."""

from collections.abc import Collection
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from bgm_portal.core.beside import Beside

from .queries import entries, pairs, teams


def of_run(activity_id: UUID, registration_ids: Collection[UUID]) -> Beside:
    """Return the columns that a run has beside its participants, and where to see more."""
    race = teams.race(activity_id)
    columns: dict[str, dict[UUID, str]] = {}
    links = []
    numbers = {id_: one.start_number for id_, one in entries.entries(registration_ids).items()}
    if any(numbers.values()):
        columns[str(_("Startnummer"))] = {id_: number or "" for id_, number in numbers.items()}
    if race is not None and race.has_teams:
        columns[str(_("Team"))] = teams.names_of(registration_ids)
        links.append((_("Teams ansehen und helfen"), "team_desk.overview"))
    if race is not None:
        links.append((_("Zu zweit laufen: wer mit wem"), "pair_desk.overview"))
    links.append((_("Busse und wer mitfährt"), "bus_desk.overview"))
    partners = pairs.partners_of(activity_id, registration_ids)
    if partners:
        columns[str(_("Läuft mit"))] = partners
    return Beside(
        heads=list(columns),
        cells={
            id_: [(head, names.get(id_, "")) for head, names in columns.items()]
            for id_ in registration_ids
        },
        links=[(str(words), url_for(page, activity_id=activity_id)) for words, page in links],
    )
