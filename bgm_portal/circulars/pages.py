"""The pages of circulars as values: whom one goes to, in words, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityKind, Times
from bgm_portal.core.i18n import in_words, moment, span
from bgm_portal.identity.site_search import SITES
from bgm_portal.registration import policy

from . import queries, rules
from .forms import EVERYBODY, STATES, CircularForm
from .messages import paragraphs
from .rules import Audience, Stage


@dataclass(frozen=True, kw_only=True)
class Line:
    """A circular in the list of an activity."""

    id: UUID
    subject: str
    audience: str
    author: str
    paragraphs: list[list[str]]
    stage: str
    tone: str
    may_stop: bool


TONES = {Stage.PLANNED: "wait", Stage.SENT: "ok", Stage.STOPPED: "no"}


def activity_of(activity_id: UUID) -> Any:
    """Return the activity with all that an audience can be chosen by."""
    return activities.activity(activity_id, with_dates=True, with_roles=True)


def offer(form: CircularForm, activity: Any, *, at: datetime) -> CircularForm:
    """Name the ways to take part, and the dates where everybody has a time on one of them.

    Whoever may not see the names yet writes to all: a site at which one person works, and how
    many of them would be reached, would be a name.
    """
    if not policy.may_see_names(activity, at=at):
        form.offer_everybody()
        return form
    by_date = activity.times is not Times.NONE and len(activity.occurrences) > 1
    form.offer(activity.roles, activity.occurrences if by_date else ())
    teams, buses = _of_run(activity)
    form.offer_more(team=teams, bus=buses)
    form.offer_sites(SITES.few())
    return form


def _of_run(activity: Any) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """Return teams and buses in words; only a run has them."""
    if activity.kind is not ActivityKind.RUN_EVENT:
        return {}, {}
    buses = {
        bus.id: f"{bus.leaves_at:%H:%M} {in_words(bus.stop_de, bus.stop_en)}"
        for bus in queries.buses(activity.id)
    }
    return queries.teams(activity.id), buses


@dataclass(frozen=True, kw_only=True)
class Known:
    """What audiences refer to and what there is of it, in words."""

    teams: dict[UUID, str]
    buses: dict[UUID, str]
    sites: dict[UUID, str]


def _known(activity: Any, audiences: Collection[Audience]) -> Known:
    """Ask for all audiences at once, and only for what one of them refers to."""
    of_run = any(one.team_id or one.bus_id for one in audiences)
    teams, buses = _of_run(activity) if of_run else ({}, {})
    sites = SITES.by_ids({one.site_id for one in audiences if one.site_id})
    return Known(teams=teams, buses=buses, sites={site.id: site.name for site in sites})


def audience_in_words(activity: Any, audience: Audience) -> str:
    """Say whom a circular goes to."""
    return _in_words(activity, audience, _known(activity, [audience]))


def _in_words(activity: Any, audience: Audience, known: Known) -> str:
    parts = [*_parts(activity, audience), *_parts_of_run(audience, known)]
    if audience.site_id is not None:
        name = known.sites.get(audience.site_id)
        there = _("Standort %(name)s", name=name)
        parts.append(str(there if name else _("ein Standort, den es nicht mehr gibt")))
    return ", ".join(parts)


def _parts_of_run(audience: Audience, known: Known) -> list[str]:
    """Name the team and the bus of an audience."""
    parts = []
    if audience.team_id is not None:
        name = known.teams.get(audience.team_id)
        parts.append(
            _("Team „%(name)s“", name=name) if name else _("ein Team, das es nicht mehr gibt")
        )
    if audience.bus_id is not None:
        stop = known.buses.get(audience.bus_id)
        parts.append(_("Bus %(stop)s", stop=stop) if stop else _("ein Bus, der nicht mehr fährt"))
    return [str(part) for part in parts]


def _parts(activity: Any, audience: Audience) -> list[str]:
    parts = [str(STATES[audience.state or EVERYBODY])]
    roles = {role.id: in_words(role.label_de, role.label_en) for role in activity.roles}
    dates = {date.id: span(date.starts_at, date.ends_at) for date in activity.occurrences}
    if audience.role_id is not None:
        parts.append(roles.get(audience.role_id, _("eine frühere Art mitzumachen")))
    if audience.occurrence_id is not None:
        parts.append(dates.get(audience.occurrence_id, _("ein Termin, der entfällt")))
    return parts


def lines(activity: Any) -> list[Line]:
    """Return everything that was written to the people on an activity, newest first."""
    rows = [
        (circular, person, queries.audience_of(circular))
        for circular, person in queries.of_activity(activity.id)
    ]
    known = _known(activity, [audience for _circular, _person, audience in rows])
    return [
        Line(
            id=circular.id,
            subject=in_words(circular.subject_de, circular.subject_en),
            audience=_in_words(activity, audience, known),
            author=person.name,
            paragraphs=paragraphs(in_words(circular.text_de, circular.text_en)),
            stage=_stage(circular),
            tone=TONES[_stage_of(circular)],
            may_stop=_stage_of(circular) is Stage.PLANNED,
        )
        for circular, person, audience in rows
    ]


def consequence(form: CircularForm, people: int) -> str:
    """Say what happens when this form is sent to so many people."""
    if form.send_at is None:
        return str(
            ngettext(
                "Diese Nachricht geht jetzt an eine Person.",
                "Diese Nachricht geht jetzt an %(num)s Personen.",
                people,
            )
        )
    return str(
        ngettext(
            "Diese Nachricht geht am %(moment)s hinaus, nach heutigem Stand an eine Person.",
            "Diese Nachricht geht am %(moment)s hinaus, nach heutigem Stand an %(num)s Personen.",
            people,
            moment=moment(form.send_at),
        )
    )


def _stage_of(circular: Any) -> Stage:
    return rules.stage(sent_at=circular.sent_at, stopped_at=circular.stopped_at)


def _stage(circular: Any) -> str:
    stage = _stage_of(circular)
    if stage is Stage.SENT:
        return str(
            ngettext(
                "am %(moment)s an eine Person verschickt",
                "am %(moment)s an %(num)s Personen verschickt",
                circular.told,
                moment=moment(circular.sent_at),
            )
        )
    if stage is Stage.STOPPED:
        return str(_("angehalten, nicht verschickt"))
    return str(_("geplant für %(moment)s", moment=moment(circular.send_at)))
