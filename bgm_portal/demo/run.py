"""The company run: twenty-eight colleagues, what some of them need, and who waits."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import UUID

from bgm_portal.accommodations import queries as need_queries
from bgm_portal.accommodations import service as needs
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.states import Channel, NeedStatus
from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.clock import LOCAL, local_day
from bgm_portal.core.database import transaction
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration.service import ending
from bgm_portal.registration.service.sign_up import SignUp, StatedNeeds
from bgm_portal.registration.states import Promotion

from . import race
from .programme import Planned
from .staff import Staff
from .visits import SHIRTS, deliver, register

#: Start classes, in the order in which people sign up; the last ones wait.
RUNNERS = ("Laufen",) * 12
OTHERS = (
    *("Gehen oder Nordic Walking",) * 5,
    *("Rollstuhl oder Rennrollstuhl",) * 2,
    *("Handbike",) * 2,
    *("Kurze Strecke",) * 1,
)
WITHOUT_PLACE = (*("Guide sein",) * 2, *("Anfeuern und helfen",) * 2)
WAITING = ("Laufen",) * 5
LEAVES = 10  # the number of the one who cancels, so that somebody moves up
ANSWERED_AT = time(10, 20)


@dataclass(frozen=True, kw_only=True)
class Case:
    """What somebody needs, and how far it got. `reply` is what the coordinator wrote."""

    codes: tuple[str, ...]
    words: str = ""
    channel: Channel = Channel.MAIL
    status: NeedStatus = NeedStatus.STATED
    reply: str = ""
    instead: str = ""
    confirmed: bool = False


KATRIN = Case(
    codes=("guide_runner",),
    words="Ich laufe mit Band, etwa sieben Minuten auf den Kilometer.",
    status=NeedStatus.ARRANGED,
    reply="Wir haben einen Guide für Sie gefunden. Er läuft Ihr Tempo und kennt die Strecke. "
    "Ein erstes gemeinsames Training wäre am Montag um 16:30 Uhr am Parkplatz Ost.",
)
CASES = (
    Case(
        codes=("dgs",),
        words="Wichtig sind mir die Ansprache am Teamstand und das Essen danach. "
        "Beim Lauf selbst brauche ich niemanden.",
    ),
    Case(codes=("step_free_transport", "disabled_parking"), channel=Channel.PHONE),
    Case(
        codes=("guide_runner",),
        words="Ich bin noch nie mit Guide gelaufen.",
        status=NeedStatus.IN_PROGRESS,
        reply="Ich frage heute im Lauftreff nach. Bis Freitag schreibe ich Ihnen.",
    ),
    Case(
        codes=("clear_schedule",),
        words="Ich möchte vorher genau wissen, was wann passiert.",
        status=NeedStatus.ARRANGED,
        reply="Der genaue Ablauf mit Uhrzeiten steht jetzt beim Angebot. Sie bekommen ihn eine "
        "Woche vorher auch per E-Mail.",
        confirmed=True,
    ),
    Case(
        codes=("accessible_changing",),
        channel=Channel.IN_PERSON,
        status=NeedStatus.NOT_POSSIBLE,
        reply="Am See gibt es keine barrierefreie Umkleide.",
        instead="Wir stellen ein eigenes Zelt mit Liege und Sichtschutz am Teamstand auf.",
    ),
)


def gather(planned: Planned, staff: Staff, random: Random, *, now: datetime) -> None:
    """Let everybody sign up in order, arrange needs, and let one place move on."""
    people = [staff.employee, *random.sample(list(staff.active), k=32)]
    classes = ("Laufen mit Guide", "Laufen mit Guide", *RUNNERS, *OTHERS, *WITHOUT_PLACE, *WAITING)
    cases = [KATRIN, CASES[2], *[None] * 12, CASES[3], CASES[0], CASES[4], None, None, CASES[1]]
    step = (now - timedelta(days=2) - planned.opens_at) / (len(classes) + 1)
    made: list[tuple[UUID, UUID, datetime]] = []
    for number, (person_id, label) in enumerate(zip(people, classes, strict=True)):
        at = planned.opens_at + (number + 1) * step
        case = cases[number] if number < len(cases) else None
        said = _said(planned, label, case, random, number)
        made.append((register(planned, person_id, said, at=at), person_id, at))
        if case is not None:
            _arrange(planned, person_id, case, at=_next_morning(at))
    _let_one_move_up(made[LEAVES][0], made[LEAVES][1], at=now - timedelta(hours=20))
    placed = [(id_, who) for number, (id_, who, _at) in enumerate(made[:-5]) if number != LEAVES]
    race.form_teams(placed, at=now - timedelta(hours=6))
    guides = placed[-len(WITHOUT_PLACE) :][:2]
    race.run_in_pairs(placed[:2], guides, by=planned.contact_id, at=now - timedelta(hours=5))
    race.go_by_bus(planned, placed, at=now - timedelta(hours=4))
    race.name_whom_to_call(planned, placed[0][0], at=now - timedelta(hours=3))
    deliver(now - timedelta(hours=1))


def _next_morning(at: datetime) -> datetime:
    """Return when the coordinator is at her desk again."""
    day = local_day(at) + timedelta(days=1)
    return datetime.combine(day, ANSWERED_AT, tzinfo=LOCAL).astimezone(UTC)


def _said(planned: Planned, label: str, case: Case | None, random: Random, number: int) -> SignUp:
    role = next(r for r in activities.roles(planned.id) if r.label_de == label)
    size, cut = activities.questions(planned.id)
    consents = {ConsentCode.ORGANISER}
    if number % 3:
        consents |= {ConsentCode.PHOTO_INTRANET, ConsentCode.RESULT_LIST}
    return SignUp(
        role_id=role.id,
        answers={
            size.id: random.choice(SHIRTS),
            cut.id: random.choice(cut.options)["value"],
        },
        consents=frozenset(consents),
        promotion=Promotion.AUTOMATIC if number % 2 else Promotion.ASK,
        needs=StatedNeeds(
            codes=case.codes if case else (),
            text=case.words if case else "",
            channel=case.channel if case else "",
        ),
    )


def _arrange(planned: Planned, person_id: UUID, case: Case, *, at: datetime) -> None:
    if case.status is NeedStatus.STATED:
        return
    for row in need_queries.needs_of(person_id, planned.id):
        with clock.standing_at(at), transaction():
            needs.open_need(need_id=row.id, by=planned.contact_id, at=at)
            needs.answer(
                need_id=row.id,
                status=case.status,
                content=AnswerContent(message=case.reply, alternative=case.instead),
                by=planned.contact_id,
                at=at,
            )
            if case.confirmed:
                needs.confirm(need_id=row.id, by=person_id, at=at + timedelta(hours=3))


def _let_one_move_up(registration_id: UUID, person_id: UUID, *, at: datetime) -> None:
    with clock.standing_at(at), transaction():
        ending.cancel(registration_id, by=person_id, at=at)
