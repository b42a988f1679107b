"""Each profile as a table: headings and rows of text, with nothing that was not released."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.accommodations import words as need_words
from bgm_portal.activities import race_queries
from bgm_portal.activities.kinds import QuestionKind
from bgm_portal.activities.question_rules import BETWEEN, LISTED, day_in
from bgm_portal.core.i18n import DEFAULT_LANGUAGE, in_language, in_words
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration.forms.answers import in_one_line
from bgm_portal.runs import team_pages
from bgm_portal.runs.queries import buses, handovers, pairs
from bgm_portal.runs.service import entries

from . import queries
from .kinds import QUESTION, Column, Profile
from .queries import Participant
from .rules import counted
from .words import COLUMNS, LEFT_OUT_UNASKED, OFFERED, OWN_HEADINGS, WITH_ANSWERS

HOUSE = "Jobcenter"
YES, NO = "ja", "nein"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A column with its heading; the code of a question begins with a word of its own."""

    code: str
    heading: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A list as it leaves."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def offered(profile: Profile, activity: Any) -> list[Chosen]:
    """Return every column that a profile can have for this activity, in the usual order."""
    columns = [
        Chosen(code=code.value, heading=str(OWN_HEADINGS.get((profile, code), COLUMNS[code])))
        for code in OFFERED[profile]
        if code is not Column.TEAM or team_pages.are_formed(activity.id)
    ]
    if profile in WITH_ANSWERS:
        columns += [
            Chosen(code=f"{QUESTION}{question.code}", heading=question.label_de)
            for question in activity.questions
            if question.for_organiser or profile is not Profile.ORGANISER
        ]
    return columns


def chosen(profile: Profile, activity: Any) -> list[Chosen]:
    """Return the columns that the file has: as somebody arranged them, else the usual ones."""
    possible = {one.code: one for one in offered(profile, activity)}
    layout = queries.layout(activity.organiser or "", profile)
    if layout is None:
        return [one for one in possible.values() if one.code not in LEFT_OUT_UNASKED]
    wanted = [Chosen(code=one["code"], heading=one["heading"]) for one in layout.columns]
    return [one for one in wanted if one.code in possible]


def table(profile: Profile, activity: Any, *, by: UUID, at: datetime) -> Table:
    """Return a list as it leaves. The emergency list is opened by this, and the log says so."""
    with in_language(DEFAULT_LANGUAGE):  # whoever gets the file has asked for German headings
        columns = chosen(profile, activity)
        rows = (
            _emergency(activity, by, at)
            if profile is Profile.EMERGENCY
            else _ROWS[profile](activity, by)
        )
    return Table(
        headings=tuple(column.heading for column in columns),
        rows=tuple(tuple(row.get(column.code, "") for column in columns) for row in rows),
    )


Row = dict[str, str]


def _organiser(activity: Any, _by: UUID) -> list[Row]:
    released = [
        one for one in queries.participants(activity.id) if ConsentCode.ORGANISER in one.consents
    ]
    allowed = [question for question in activity.questions if question.for_organiser]
    return [_person(one, allowed) for one in released]


def _handout(activity: Any, _by: UUID) -> list[Row]:
    people = queries.participants(activity.id)
    partners = pairs.partners_of(activity.id, [one.registration.id for one in people])
    rows = [
        _person(one, activity.questions)
        | {Column.PARTNER.value: partners.get(one.registration.id, "")}
        for one in people
    ]
    return sorted(rows, key=lambda row: (row[Column.START_NUMBER] == "", row[Column.START_NUMBER]))


def _corrections(activity: Any, _by: UUID) -> list[Row]:
    race = race_queries.race(activity.id)
    since = race.names_until if race else None
    return [
        {
            Column.START_NUMBER.value: one.start_number,
            Column.GONE.value: line.gone.person.name_in_list if line.gone else "",
            Column.LAST_NAME.value: line.new.person.last_name if line.new else "",
            Column.FIRST_NAME.value: line.new.person.first_name if line.new else "",
            Column.ROLE.value: one.role,
        }
        for line in (handovers.corrections(activity.id, since=since) if since else [])
        for one in [line.new or line.gone]
        if one is not None
    ]


def _bus(activity: Any, _by: UUID) -> list[Row]:
    return [
        {
            Column.STOP.value: f"{ride.bus.leaves_at:%H:%M} {ride.bus.stop_de}",
            Column.NAME.value: passenger.name,
            Column.STEP_FREE.value: YES if passenger.place.step_free else NO,
            Column.COMPANION.value: YES if passenger.place.companion else NO,
            Column.BACK.value: YES if passenger.place.goes_back else NO,
        }
        for ride in buses.rides(activity.id)
        for passenger in ride.passengers
    ]


def _photo(activity: Any, _by: UUID) -> list[Row]:
    return [_person(one, []) for one in queries.participants(activity.id)]


def _person(one: Participant, questions: Sequence[Any]) -> Row:
    row: Row = {
        Column.COMPANY: HOUSE,
        Column.LAST_NAME: one.person.last_name,
        Column.FIRST_NAME: one.person.first_name,
        Column.NAME: one.person.name_in_list,
        Column.EMAIL: one.person.email,
        Column.REFERENCE: one.registration.reference,
        Column.ROLE: one.role.label_de if one.role else "",
        Column.TEAM: one.team,
        Column.START_NUMBER: one.start_number,
        Column.RESULT_LIST: _said(ConsentCode.RESULT_LIST, one),
        Column.PHOTO_INTRANET: _said(ConsentCode.PHOTO_INTRANET, one),
        Column.PHOTO_PUBLIC: _said(ConsentCode.PHOTO_PUBLIC, one),
        Column.RECEIVED: "",
    }
    for question in questions:
        row[f"{QUESTION}{question.code}"] = _answer(question, one.answers.get(question.code, ""))
    return {str(code): value for code, value in row.items()}


def _answer(question: Any, value: str) -> str:
    if not value:
        return ""
    day = day_in(value) if question.kind is QuestionKind.DATE else None
    return f"{day:%d.%m.%Y}" if day else in_one_line(question, value)


def _said(code: ConsentCode, one: Participant) -> str:
    return YES if code in one.consents else NO


def _shirts(activity: Any, _by: UUID) -> list[Row]:
    people = queries.participants(activity.id)
    return [
        {
            Column.NAME.value: question.label_de,
            Column.ANSWER.value: value,
            Column.COUNT.value: str(n),
        }
        for question in activity.questions
        if question.kind in LISTED
        for value, n in _tally(question, people)
    ]


def _tally(question: Any, people: Sequence[Participant]) -> list[tuple[str, int]]:
    given = [
        part for one in people for part in one.answers.get(question.code, "").split(BETWEEN) if part
    ]
    known = [str(option["value"]) for option in question.options]
    more = sorted(set(given) - set(known))
    return [(value, given.count(value)) for value in (*known, *more) if value in given]


def _needs(activity: Any, by: UUID) -> list[Row]:
    return [
        {
            Column.NAME.value: person.name_in_list,
            Column.STATUS.value: str(need_words.STATUS[need.status]),
            Column.OWNER.value: str(_("Sie")),
        }
        for need, person in queries.needs_in_care(activity.id, by)
    ]


def _emergency(activity: Any, by: UUID, at: datetime) -> list[Row]:
    return [
        {
            Column.NAME.value: one.who,
            Column.CALL.value: one.name,
            Column.PHONE.value: one.phone,
        }
        for one in entries.open_emergency_contacts(activity.id, by=by, at=at)
    ]


def _stats(activity: Any, _by: UUID) -> list[Row]:
    counts: dict[str, int] = {}
    for one in queries.participants(activity.id):
        role = in_words(one.role.label_de, one.role.label_en) if one.role else str(_("dabei"))
        counts[role] = counts.get(role, 0) + 1
    return [
        {Column.ROLE.value: name, Column.COUNT.value: str(number)}
        for name, number in counted(counts, others=str(_("Übrige")))
    ]


_ROWS: dict[Profile, Callable[[Any, UUID], list[Row]]] = {
    Profile.ORGANISER: _organiser,
    Profile.CORRECTIONS: _corrections,
    Profile.SHIRTS: _shirts,
    Profile.HANDOUT: _handout,
    Profile.BUS: _bus,
    Profile.NEEDS: _needs,
    Profile.PHOTO: _photo,
    Profile.STATS: _stats,
}
