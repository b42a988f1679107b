"""What the organiser of a race lays down, as participants read it."""

from datetime import datetime, time
from itertools import groupby
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.core.i18n import in_words, moment

from . import queries, race_queries

FACTS = ("length", "time_limit", "wheels", "pick_up", "fee")


def of_activity(activity_id: UUID) -> list[tuple[str, list[str]]]:
    """Return the facts with the start times of all classes; nothing where nobody wrote any."""
    race = race_queries.race(activity_id)
    return facts(race, queries.roles(activity_id)) if race is not None else []


def of_loaded(activity: Any) -> list[tuple[str, list[str]]]:
    """Return the same for an activity whose ways to take part are loaded."""
    race = race_queries.race(activity.id)
    return facts(race, activity.roles) if race is not None else []


def facts(race: Any, roles: Any) -> list[tuple[str, list[str]]]:
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
    return [
        (str(term), [value] if isinstance(value, str) else list(value))
        for term, value in rows
        if value
    ]


def starts(roles: Any) -> list[str]:
    """Say who starts when, the first one first, a line for those who start together."""
    timed = sorted((role for role in roles if role.start_time), key=_start)
    return [
        str(
            _(
                "%(time)s Uhr: %(who)s",
                time=f"{at:%H:%M}",
                who=", ".join(in_words(role.label_de, role.label_en) for role in together),
            )
        )
        for at, together in groupby(timed, key=_start)
    ]


def _start(role: Any) -> time:
    start: time = role.start_time
    return start


def _names(until: datetime | None) -> str:
    return str(_("bis %(moment)s", moment=moment(until))) if until else ""
