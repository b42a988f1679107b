"""The pages on which an activity is filled in: which form, filled with what, saved how."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.contacts import queries as contacts
from bgm_portal.core.i18n import in_words
from bgm_portal.identity import queries as identity
from bgm_portal.identity.permissions import Role
from bgm_portal.web.fields import choices_of
from bgm_portal.web.forms import Form, SelectChoice

from . import (
    audience_queries,
    audience_service,
    planning_queries,
    planning_service,
    race_queries,
    race_service,
    slot_queries,
)
from .errors import NobodyInside
from .forms.audience import AudienceForm
from .forms.dates_text import write_dates
from .forms.parts import (
    AccessForm,
    HelpersForm,
    OffersForm,
    QuestionsForm,
    RolesForm,
    TeamForm,
)
from .forms.race import RaceForm
from .forms.schedule import PlacesForm, ScheduleForm, chosen_id, day_and_time, offer_places
from .forms.slots import StationsForm, write_hours
from .forms.texts import (
    BasicsForm,
    ColumnsForm,
    CourseForm,
    EnglishForm,
    PlainForm,
    WorkForm,
)
from .kinds import BY_TIME, AccessQuestion, ActivityState, Answer, Times
from .planning_queries import Dossier
from .planning_service import Line
from .sections import Section
from .words import ACCESS_QUESTIONS

BLANK_ROWS = 2


@dataclass(frozen=True, kw_only=True)
class By:
    """Who changes something, and when."""

    person_id: UUID
    at: datetime


@dataclass(frozen=True)
class SectionPage:
    """How one part is shown and saved."""

    template: str
    form: Callable[[Dossier], Any]
    save: Callable[[Section, UUID, Any, By], None]


def _columns(form: type[ColumnsForm]) -> SectionPage:
    return SectionPage(
        "planning/fields.html", lambda dossier: form(obj=dossier.activity), _save_columns
    )


def _save_columns(section: Section, activity_id: UUID, form: Any, by: By) -> None:
    planning_service.change(activity_id, section, form.values(), by=by.person_id, at=by.at)


def _schedule(dossier: Dossier) -> Form:
    activity = dossier.activity
    form = ScheduleForm(
        data={
            "dates": write_dates([(d.starts_at, d.ends_at) for d in activity.occurrences]),
            "venue": str(activity.venue_id or ""),
            "online_venue": str(activity.online_venue_id or ""),
        }
    )
    offer_places(form, planning_queries.venue_choices())
    return form


def _save_schedule(_section: Section, activity_id: UUID, form: ScheduleForm, by: By) -> None:
    planning_service.set_schedule(
        activity_id,
        form.understood,
        venue_id=chosen_id(form.venue.data),
        online_venue_id=chosen_id(form.online_venue.data),
        by=by.person_id,
        at=by.at,
    )


def _places(dossier: Dossier) -> Form:
    activity = dossier.activity
    opens, deadline = (
        day_and_time(activity.registration_opens_at),
        day_and_time(activity.registration_deadline),
    )
    form = PlacesForm(
        obj=activity,
        data={
            "opens_day": opens[0],
            "opens_time": opens[1],
            "deadline_day": deadline[0],
            "deadline_time": deadline[1],
            "decides_day": day_and_time(activity.decides_at)[0],
        },
    )
    if activity.state is not ActivityState.DRAFT:
        form.fix(signs_up=activity.needs_registration)
    elif activity.times in BY_TIME:
        del form.capacity  # the slots decide
    return form


def _audience(dossier: Dossier) -> Form:
    form = AudienceForm(
        data={
            "employer": dossier.activity.for_employer or "",
            "units": [str(unit) for unit in audience_queries.unit_ids(dossier.activity.id)],
            "sites": [str(site) for site in audience_queries.site_ids(dossier.activity.id)],
        }
    )
    form.offer()
    return form


def people_inside(form: AudienceForm) -> int:
    """Count the people that an activity would be for, as the form is filled now."""
    return identity.count_inside(
        employer=form.chosen_employer, unit_ids=form.chosen_units, site_ids=form.chosen_sites
    )


def _save_audience(_section: Section, activity_id: UUID, form: AudienceForm, by: By) -> None:
    if not people_inside(form):
        raise NobodyInside
    audience_service.limit(
        activity_id,
        employer=form.chosen_employer,
        unit_ids=form.chosen_units,
        site_ids=form.chosen_sites,
        by=by.person_id,
        at=by.at,
    )


def _slots(dossier: Dossier) -> Form:
    stations = slot_queries.stations(dossier.activity.id)
    rows: list[dict[str, Any]] = [
        {
            "name_de": station.name_de,
            "name_en": station.name_en,
            "minutes": station.minutes,
            "places": station.places,
            "breaks": write_hours(station.breaks),
            "quiet": write_hours(station.quiet),
        }
        for station in stations
    ]
    blank: list[dict[str, Any]] = [{"places": 1} for _row in range(BLANK_ROWS if rows else 1)]
    return StationsForm(data={"times": dossier.activity.times.value, "rows": rows + blank})


def _save_slots(_section: Section, activity_id: UUID, form: StationsForm, by: By) -> None:
    planning_service.set_stations(
        activity_id, Times(form.times.data), form.plans, by=by.person_id, at=by.at
    )


def _access(dossier: Dossier) -> Form:
    given = {answer.question: answer for answer in dossier.activity.answers}
    data = {
        question.value: {
            "answer": given[question].answer.value,
            "detail_de": given[question].detail_de,
            "detail_en": given[question].detail_en,
        }
        for question in given
    }
    form = AccessForm(data=data)
    for question, words in ACCESS_QUESTIONS.items():
        form[question.value].form.answer.label.text = words
    return form


def _save_access(_section: Section, activity_id: UUID, form: AccessForm, by: By) -> None:
    answers = {
        question: (
            Answer(form[question.value].form.answer.data),
            form[question.value].form.detail_de.data,
            form[question.value].form.detail_en.data,
        )
        for question in AccessQuestion
    }
    planning_service.answer(activity_id, answers, by=by.person_id, at=by.at)


def _offers(dossier: Dossier) -> Form:
    return OffersForm(data={"codes": [row.code for row in dossier.activity.adaptations]})


def _save_offers(_section: Section, activity_id: UUID, form: OffersForm, by: By) -> None:
    planning_service.offer(activity_id, form.codes.data or [], by=by.person_id, at=by.at)


def _helpers(dossier: Dossier) -> Form:
    named = [row.contact_key for row in dossier.activity.named_contacts]
    form = HelpersForm(data={"contacts": named})
    form.contacts.choices = [
        SelectChoice(
            contact.key,
            in_words(contact.name_de, contact.name_en),
            {"hint": in_words(contact.helps_de, contact.helps_en)},
        )
        for contact in contacts.contacts()
    ]
    return form


def _save_helpers(_section: Section, activity_id: UUID, form: HelpersForm, by: By) -> None:
    planning_service.name_contacts(
        activity_id,
        set(form.contacts.data or []),
        by=by.person_id,
        at=by.at,
    )


def _roles(dossier: Dossier) -> Form:
    names = ("label_de", "label_en", "hint_de", "hint_en", "takes_place", "start_time")
    rows: list[dict[str, Any]] = [
        {"row_id": str(row.id)} | {name: getattr(row, name) for name in names}
        for row in dossier.activity.roles
    ]
    return RolesForm(data={"rows": rows + [{"takes_place": True} for _row in range(BLANK_ROWS)]})


def _save_roles(_section: Section, activity_id: UUID, form: RolesForm, by: By) -> None:
    planning_service.set_roles(activity_id, _lines(form), by=by.person_id, at=by.at)


def _lines(form: Any) -> list[Line]:
    return [
        Line(id=chosen_id(entry.form.row_id.data), values=entry.form.values())
        for entry in form.rows
        if entry.form.is_used
    ]


def _race(dossier: Dossier) -> Form:
    race = race_queries.race(dossier.activity.id)
    day, time = day_and_time(race.names_until if race else None)
    return RaceForm(obj=race, data={"names_day": day, "names_time": time})


def _save_race(_section: Section, activity_id: UUID, form: RaceForm, by: By) -> None:
    race_service.describe(activity_id, form.values(), by=by.person_id, at=by.at)


def _team(dossier: Dossier) -> Form:
    form = TeamForm(
        data={
            "contact": str(dossier.activity.contact_id or ""),
            "others": [str(person.id) for person in dossier.team],
        }
    )
    coordinators = identity.active_people_with_role(Role.COORDINATOR)
    people = {str(person.id): person.name_in_list for person in coordinators}
    form.contact.choices = choices_of({"": _("bitte wählen")} | people)
    form.others.choices = choices_of(people)
    return form


def _save_team(_section: Section, activity_id: UUID, form: TeamForm, by: By) -> None:
    planning_service.set_team(
        activity_id,
        contact_id=UUID(form.contact.data),
        others=[UUID(value) for value in form.others.data or []],
        by=by.person_id,
        at=by.at,
    )


PAGES: dict[Section, SectionPage] = {
    Section.BASICS: _columns(BasicsForm),
    Section.SCHEDULE: SectionPage("planning/fields.html", _schedule, _save_schedule),
    Section.PLACES: SectionPage("planning/fields.html", _places, _save_columns),
    Section.AUDIENCE: SectionPage("planning/audience.html", _audience, _save_audience),
    Section.SLOTS: SectionPage("planning/slots.html", _slots, _save_slots),
    Section.WORK: _columns(WorkForm),
    Section.ACCESS: SectionPage("planning/access.html", _access, _save_access),
    Section.OFFERS: SectionPage("planning/offers.html", _offers, _save_offers),
    Section.ROLES: SectionPage("planning/rows.html", _roles, _save_roles),
    Section.RACE: SectionPage("planning/fields.html", _race, _save_race),
    Section.QUESTIONS: SectionPage(
        "planning/questions.html",
        lambda dossier: QuestionsForm(obj=dossier.activity),
        _save_columns,
    ),
    Section.COURSE: _columns(CourseForm),
    Section.PLAIN: _columns(PlainForm),
    Section.ENGLISH: _columns(EnglishForm),
    Section.CONTACT: SectionPage("planning/fields.html", _team, _save_team),
    Section.HELPERS: SectionPage("planning/fields.html", _helpers, _save_helpers),
}
