"""What follows when a draft appears, in words, before anybody decides it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.core.i18n import in_words, moment, span
from bgm_portal.identity import queries as identity
from bgm_portal.identity.site_search import SITES
from bgm_portal.identity.unit_search import UNITS

from . import audience_queries, audience_words
from .planning_queries import Dossier
from .rules import gaps


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What follows when a draft appears."""

    title: str
    readers: str
    circle: str
    dates: list[str]
    sign_up: str
    places: str
    discreet: bool


def publication(dossier: Dossier, *, at: datetime) -> Publication | None:
    """Say what follows when a draft appears; nothing while something is missing."""
    activity = dossier.activity
    if gaps(dossier.readiness, at=at):
        return None
    return Publication(
        title=in_words(activity.title_de, activity.title_en),
        readers=ngettext(
            "Eine Person kann das Angebot dann sehen.",
            "%(num)s Personen können das Angebot dann sehen.",
            identity.count_active(),
        ),
        circle=_circle(activity),
        dates=[span(date.starts_at, date.ends_at) for date in activity.occurrences],
        sign_up=_sign_up(activity, at=at),
        places=_room(activity),
        discreet=activity.discreet,
    )


def _circle(activity: Any) -> str:
    """Say for whom it is and how many that are; nothing where it is for everybody."""
    unit_ids, site_ids = (
        audience_queries.unit_ids(activity.id) if activity.for_units else [],
        audience_queries.site_ids(activity.id) if activity.for_sites else [],
    )
    sentence = audience_words.sentence(
        activity.for_employer,
        [unit.name for unit in UNITS.by_ids(unit_ids)],
        [site.name for site in SITES.by_ids(site_ids)],
    )
    if not sentence:
        return ""
    count = identity.count_inside(
        employer=activity.for_employer, unit_ids=unit_ids, site_ids=site_ids
    )
    how_many = ngettext("Das ist eine Person.", "Das sind %(num)s Personen.", count)
    return f"{sentence} {how_many}"


def _sign_up(activity: Any, *, at: datetime) -> str:
    if not activity.needs_registration:
        return str(_("Niemand meldet sich an. Alle kommen einfach dazu."))
    opens, deadline = activity.registration_opens_at, activity.registration_deadline
    if opens is not None and opens > at:
        return str(
            _(
                "Anmelden kann man sich ab %(opens)s und bis %(deadline)s.",
                opens=moment(opens),
                deadline=moment(deadline),
            )
        )
    return str(_("Anmelden kann man sich sofort und bis %(deadline)s.", deadline=moment(deadline)))


def _room(activity: Any) -> str:
    if not activity.needs_registration:
        return ""
    if activity.capacity is None:
        return str(_("So viele, wie kommen."))
    return str(ngettext("Ein Platz", "%(num)s Plätze", activity.capacity))
