"""What the organiser of a race lays down, as participants read it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.core.i18n import in_words, moment

from . import queries, race_queries

FACTS = ("length", "time_limit", "wheels", "pick_up", "fee")


def of_activity(activity_id: UUID) -> list[tuple[str, str]]:
    """Return the facts with the start times of all classes; nothing where nobody wrote any."""
    race = race_queries.race(activity_id)
    return facts(race, queries.roles(activity_id)) if race is not None else []


def of_loaded(activity: Any) -> list[tuple[str, str]]:
    """Return the same for an activity whose ways to take part are loaded."""
    race = race_queries.race(activity.id)
    return facts(race, activity.roles) if race is not None else []


def facts(race: Any, roles: Any) -> list[tuple[str, str]]:
    """Return the facts that are known, the start times first."""
    terms = (_("Strecke"), _("Zeitlimit"), _("Rollstuhl und Handbike"), _("Startnummern"))
    said = [
        in_words(getattr(race, f"{name}_de") or "", getattr(race, f"{name}_en")) for name in FACTS
    ]
    rows = [
        (_("Startzeiten"), starts(roles)),
        *zip((*terms, _("Startgeld")), said, strict=True),
        (_("Namen beim Veranstalter"), _names(race.names_until)),
    ]
    return [(str(term), value) for term, value in rows if value]


def starts(roles: Any) -> str:
    """Say who starts when, the first one first."""
    timed = sorted((role for role in roles if role.start_time), key=lambda role: role.start_time)
    return "; ".join(
        _(
            "%(time)s Uhr %(who)s",
            time=f"{role.start_time:%H:%M}",
            who=in_words(role.label_de, role.label_en),
        )
        for role in timed
    )


def _names(until: datetime | None) -> str:
    return str(_("bis %(moment)s", moment=moment(until))) if until else ""
