"""What the organiser of the company run lays down; teams, pairs and buses of the colleagues."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from bgm_portal.activities import planning_service as planning
from bgm_portal.activities import queries as activities
from bgm_portal.activities import race_service
from bgm_portal.activities.planning_service import Line
from bgm_portal.checklists import queries as checklist
from bgm_portal.checklists import service as checklists
from bgm_portal.checklists.rules import due_on
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import transaction
from bgm_portal.runs.queries import buses as bus_queries
from bgm_portal.runs.queries import teams as queries
from bgm_portal.runs.service import buses, entries, pairs, teams
from bgm_portal.runs.service.buses import BusPlan, Wish

from .programme import Planned

NAMES_LATER = timedelta(weeks=2)  # the organiser's deadline comes after our own
FACTS: dict[str, Any] = {
    "length_de": "7,2 Kilometer um den See, fest und eben. Kurze Strecke: 500 Meter.",
    "length_en": "7.2 kilometres around the lake, firm and level. Short route: 500 metres.",
    "time_limit_de": "Keines. Das Ziel ist bis 20:30 Uhr offen.",
    "time_limit_en": "None. The finish is open until 20:30.",
    "wheels_de": "Alltagsrollstuhl, Rennrollstuhl und Handbike sind erlaubt und starten vor dem "
    "Feld. Ein Guide läuft ohne Startgeld mit.",
    "wheels_en": "Wheelchairs, racing wheelchairs and handbikes are welcome and start before the "
    "field. A guide runs along without a fee.",
    "pick_up_de": "Ab 16:30 Uhr an unserem Stand, durch die Ansprechperson",
    "pick_up_en": "From 16:30 at our stand, from the contact person",
    "fee_de": "Zahlt das Haus",
    "fee_en": "Paid by the house",
    "reached_at": "anmeldung@firmenlauf.example, 02331 555 0100",
    "has_teams": True,
    "team_size": 4,
}
STARTS = {
    "Rollstuhl oder Rennrollstuhl": time(17, 55),
    "Handbike": time(17, 55),
    "Laufen": time(18, 0),
    "Laufen mit Guide": time(18, 0),
    "Gehen oder Nordic Walking": time(18, 5),
    "Kurze Strecke": time(18, 40),
}
SIZE = 4
WHEELCHAIR = 3  # the number of the one who takes the place without a step
TEAMS = ("Seeblick", "Haus Mitte läuft", "Die Ruhigen")
DISPLAYED = ("Kati", "Blitz", "R. aus Haus Nord", "Ente")
BUSES = [
    BusPlan(
        id=None,
        stop_de="Haus Nord, Parkplatz",
        stop_en="Haus Nord, car park",
        leaves_at=time(16, 30),
        back_at=time(20, 45),
        seats=18,
        step_free_places=1,
    ),
    BusPlan(
        id=None,
        stop_de="Haus Mitte, Haupteingang",
        stop_en="Haus Mitte, main entrance",
        leaves_at=time(16, 45),
        back_at=time(20, 45),
        seats=30,
        step_free_places=2,
    ),
]
KEPT = ("label_de", "label_en", "hint_de", "hint_en", "takes_place")


def describe(planned: Planned) -> None:
    """Write down the facts and the start time of each start class."""
    by, at = planned.contact_id, planned.opens_at
    facts = FACTS | {"names_until": planned.deadline + NAMES_LATER}
    lines = [
        Line(
            id=role.id,
            values={name: getattr(role, name) for name in KEPT}
            | {"start_time": STARTS.get(role.label_de)},
        )
        for role in activities.roles(planned.id)
    ]
    with transaction():
        race_service.describe(planned.id, facts, by=by, at=at)
        planning.set_roles(planned.id, lines, by=by, at=at)


def form_teams(registrations: Sequence[tuple[UUID, UUID]], *, at: datetime) -> None:
    """Let people with a place form teams of four; the last ones stay without."""
    for number, name in enumerate(TEAMS):
        some = registrations[number * SIZE : (number + 1) * SIZE]
        with transaction():
            (first, person_id), *others = some
            team_id = teams.found(
                first,
                name=name,
                display_name=DISPLAYED[0],
                is_open=number > 0,
                by=person_id,
                at=at,
            )
            for (registration_id, who), shown in zip(others, DISPLAYED[1:], strict=False):
                word = queries.word(team_id)
                teams.join(registration_id, team_id, display_name=shown, word=word, by=who, at=at)


def run_in_pairs(
    runners: Sequence[tuple[UUID, UUID]],
    guides: Sequence[tuple[UUID, UUID]],
    *,
    by: UUID,
    at: datetime,
) -> None:
    """Let the first runner run with a guide for sure, and propose the second one to another."""
    for number, ((runner, who), (guide, whoever)) in enumerate(zip(runners, guides, strict=False)):
        with transaction():
            pairs.link(runner, guide, by=by, at=at)
            pairs.agree(guide, by=whoever, at=at)
            if number == 0:
                pairs.agree(runner, by=who, at=at)


def name_whom_to_call(planned: Planned, registration_id: UUID, *, at: datetime) -> None:
    """Let somebody say whom to call, so that the emergency list of the day is not empty."""
    with transaction():
        entries.name_emergency_contact(
            registration_id,
            activity_id=planned.id,
            name="Jonas Albers",
            phone="02331 555 0123",
            at=at,
        )


def go_by_bus(
    planned: Planned, registrations: Sequence[tuple[UUID, UUID]], *, at: datetime
) -> None:
    """Offer two buses, and let every other one take a place; one takes the step-free one."""
    with transaction():
        buses.plan(planned.id, BUSES, by=planned.contact_id, at=at)
    first, second = (ride.bus.id for ride in bus_queries.rides(planned.id))
    for number, (registration_id, who) in enumerate(registrations[::2]):
        wish = Wish(bus_id=second if number % 3 else first, step_free=number == WHEELCHAIR)
        with transaction():
            buses.take(registration_id, wish, by=who, at=at)


def tick_off(planned: Planned, *, now: datetime) -> None:
    """Begin the checklist, and tick off all that lies behind but the last of it."""
    by = planned.contact_id
    with transaction():
        checklists.begin(planned.id, by=by, at=planned.opens_at)
    today, day = local_day(now), local_day(planned.dates[0][0])
    behind = [
        task.id
        for task, _person in checklist.tasks(planned.id)
        if due_on(day, task.offset_days) < today
    ]
    for task_id in behind[:-1]:
        with transaction():
            checklists.tick(task_id, activity_id=planned.id, by=by, at=now)
