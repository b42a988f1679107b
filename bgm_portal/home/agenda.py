"""One's own start page as values: what comes next, what waits, what is open.

The template arranges these; words about states are chosen here, because it may not decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from bgm_portal.accommodations import rules as need_rules
from bgm_portal.accommodations import service as needs
from bgm_portal.accommodations import words as need_words
from bgm_portal.accommodations.contents import OpenCase, OpenStep
from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import BY_TIME
from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import in_words, moment
from bgm_portal.participation import rules as attendance_rules
from bgm_portal.participation.rules import Door
from bgm_portal.registration import queue_queries, slot_queries
from bgm_portal.registration.states import Promotion, RegistrationState

from .queries import own
from .queries.own import OwnRegistration
from .words import Activity, in_days, place_of, title_of


class Date(Protocol):
    """One date of an activity."""

    @property
    def starts_at(self) -> datetime:
        """Return when it begins."""

    @property
    def ends_at(self) -> datetime:
        """Return when it is over."""


class Linked(Activity, Protocol):
    """An activity that can be linked to."""

    @property
    def id(self) -> UUID:
        """Return its identifier."""


class OpenActivity(Linked, Protocol):
    """An activity that one may sign up for."""

    @property
    def starts_at(self) -> datetime | None:
        """Return when it begins."""

    @property
    def needs_registration(self) -> bool:
        """Tell whether one has to sign up."""

    @property
    def registration_deadline(self) -> datetime | None:
        """Return until when one can sign up."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A date in one's agenda, or a place that one waits for or is offered."""

    registration_id: UUID
    activity_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    more_dates: int
    place: str
    step_free: bool
    drawing: str | None
    role: str
    status: str
    tone: str
    note: str
    door_is_open: bool


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A letter to the person about what they need, with what they can do next."""

    need_id: UUID
    activity: str
    label: str
    letter: OpenStep
    status: str
    may_confirm: bool
    may_talk_again: bool


@dataclass(frozen=True, kw_only=True)
class OpenNeed:
    """Something that a person needs and that is being looked after."""

    need_id: UUID
    activity: str
    label: str
    status: tuple[str, str]
    looked_after_by: str


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A sign-up that somebody began and did not finish."""

    title: str
    until: datetime
    href: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Something that somebody keeps in mind without having signed up."""

    title: str
    starts_at: datetime
    until: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """All that one's own page shows, besides the year."""

    next: Entry | None
    in_days: str
    offers: list[Entry]
    later: list[Entry]
    answers: list[Answer]
    open_needs: list[OpenNeed]
    begun: list[Begun]
    kept: list[Kept]


def agenda(person_id: UUID, *, at: datetime) -> Agenda:
    """Gather what a person's own page shows, with a fixed number of statements."""
    registered = own.registrations(person_id, at=at)
    activity_ids = [row.activity.id for row in registered]
    dates = activities.dates_of(activity_ids)
    times = slot_queries.appointments(
        [row.registration.id for row in registered if row.activity.times in BY_TIME]
    )
    positions = queue_queries.positions_of(person_id, activity_ids)
    cases, _shut = needs.own_needs_and_shut(person_id=person_id)
    entries = sorted(
        (
            _entry(
                row,
                times.get(row.registration.id) or dates[row.activity.id],
                positions.get(row.activity.id),
                at=at,
            )
            for row in registered
        ),
        key=lambda entry: (entry[1].starts_at, entry[1].title),
    )
    offers = [entry for state, entry in entries if state == RegistrationState.OFFERED]
    held = [entry for state, entry in entries if state == RegistrationState.CONFIRMED]
    first = held[0] if held else None
    return Agenda(
        next=first,
        in_days=in_days(local_day(first.starts_at), today=local_day(at)) if first else "",
        offers=offers,
        later=[e for s, e in entries if s != RegistrationState.OFFERED and e is not first],
        answers=_answers(cases),
        open_needs=_open_needs(cases),
        begun=[_begun(activity, until) for activity, until in own.begun(person_id, at=at)],
        kept=[_kept(activity, at=at) for activity in own.kept_in_mind(person_id, at=at)],
    )


def _entry(
    row: OwnRegistration, dates: Sequence[Date], position: int | None, *, at: datetime
) -> tuple[RegistrationState, Entry]:
    registration, activity = row.registration, row.activity
    ahead = [date for date in dates if date.ends_at > at]
    status, tone, note = _standing(row, position)
    return registration.state, Entry(
        registration_id=registration.id,
        activity_id=activity.id,
        title=title_of(activity),
        starts_at=ahead[0].starts_at if ahead else at,
        ends_at=ahead[0].ends_at if ahead else at,
        more_dates=len(ahead) - 1,
        place=place_of(activity),
        step_free=row.step_free,
        drawing=activity.drawing,
        role=in_words(row.role_de, row.role_en) if row.role_de else "",
        status=status,
        tone=tone,
        note=note,
        door_is_open=bool(ahead) and attendance_rules.door(ahead[0], at=at) is Door.OPEN,
    )


def _standing(row: OwnRegistration, position: int | None) -> tuple[str, str, str]:
    """Return the word, its tone, and the sentence that says what follows."""
    registration = row.registration
    if registration.state == RegistrationState.OFFERED:
        until = registration.offer_expires_at
        note = (
            _("Der Platz ist bis %(moment)s für Sie frei.", moment=moment(until)) if until else ""
        )
        return _("Ein Platz für Sie"), "wait", note
    if registration.state == RegistrationState.WAITING:
        note = (
            _("Wird ein Platz frei, bekommen Sie ihn sofort, und wir schreiben Ihnen.")
            if registration.promotion == Promotion.AUTOMATIC
            else _("Wird ein Platz frei, schreiben wir Ihnen und halten ihn für Sie frei.")
        )
        return _("Warteliste, Platz %(position)s", position=position), "wait", note
    return _("Sie sind angemeldet"), "ok", ""


def _answers(cases: Sequence[OpenCase]) -> list[Answer]:
    return [
        Answer(
            need_id=case.row.id,
            activity=in_words(case.row.title_de, case.row.title_en),
            label=need_words.label(case),
            letter=case.last_answer,
            status=need_words.status(case.row)[0],
            may_confirm=need_rules.may_confirm(case.row.status),
            may_talk_again=need_rules.may_talk_again(case.row.status),
        )
        for case in cases
        if case.waits_for_person and case.last_answer is not None
    ]


def _open_needs(cases: Sequence[OpenCase]) -> list[OpenNeed]:
    return [
        OpenNeed(
            need_id=case.row.id,
            activity=in_words(case.row.title_de, case.row.title_en),
            label=need_words.label(case),
            status=need_words.status(case.row),
            looked_after_by=case.row.owner_name,
        )
        for case in cases
        if case.row.status in need_rules.OPEN and not case.waits_for_person
    ]


def _begun(activity: Linked, until: datetime) -> Begun:
    return Begun(
        title=title_of(activity),
        until=until,
        href=url_for("signup.begin", activity_id=activity.id),
    )


def _kept(activity: OpenActivity, *, at: datetime) -> Kept:
    deadline = activity.registration_deadline
    if not activity.needs_registration:
        until = _("Eine Anmeldung ist nicht nötig.")
    elif deadline is None:
        until = ""
    elif deadline < at:
        until = _("Die Anmeldung ist geschlossen.")
    else:
        until = _("Anmelden bis %(moment)s.", moment=moment(deadline))
    return Kept(
        title=title_of(activity),
        starts_at=activity.starts_at or at,
        until=str(until),
        href=url_for("catalogue.detail", activity_id=activity.id),
    )
