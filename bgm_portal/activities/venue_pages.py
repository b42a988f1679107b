"""The pages about places as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bgm_portal.core.i18n import in_words, short_date

from . import venue_queries
from .forms.venues import COLUMNS, VenueForm
from .kinds import Answer, VenueFactCode
from .place_words import PlaceFacts, place_facts
from .rules import is_outdated
from .sheet import lines
from .sheet_queries import Fact
from .words import ANSWER_SIGNS, ANSWERS, VENUE_FACTS

SHOWN = (VenueFactCode.STEP_FREE, VenueFactCode.ACCESSIBLE_TOILET, VenueFactCode.HEARING_SYSTEM)


@dataclass(frozen=True, kw_only=True)
class VenueLine:
    """A place in the list."""

    href: str
    name: str
    answers: list[tuple[str, str, str]]
    checked: str
    outdated: bool


@dataclass(frozen=True, kw_only=True)
class VenuePage:
    """Everything about one place."""

    name: str
    note: str
    way: list[str]
    facts: PlaceFacts
    outdated: bool


def venue_lines(*, today: date) -> list[VenueLine]:
    """Put all places into words, with two statements."""
    return [_line(venue, today) for venue in venue_queries.venues()]


def venue_page(venue: Any, *, today: date) -> VenuePage:
    """Put a place into words."""
    facts = venue_queries.facts(venue.facts)
    return VenuePage(
        name=in_words(venue.name_de, venue.name_en),
        note=in_words(venue.note_de or "", venue.note_en),
        way=lines(venue.directions_de, venue.directions_en),
        facts=place_facts(facts, today=today),
        outdated=_any_outdated(facts, today),
    )


def form_for(venue: Any, *, today: date) -> VenueForm:
    """Return the form about a place, filled with what is known."""
    data: dict[str, Any] = {}
    if venue is not None:
        data = {name: getattr(venue, name) for name in COLUMNS}
        data |= {
            fact.code.value: {
                "answer": fact.answer.value,
                "detail_de": fact.detail_de,
                "detail_en": fact.detail_en,
                "checked_on": fact.checked_on,
                "checked_by": fact.checked_by,
            }
            for fact in venue.facts
        }
    form = VenueForm(data=data)
    form.today = today
    for code, words in VENUE_FACTS.items():
        form[code.value].form.answer.label.text = words
    return form


def facts_from(form: VenueForm) -> dict[VenueFactCode, Fact]:
    """Return what was typed about the facts."""
    typed = {code: form[code.value].form for code in VenueFactCode}
    return {
        code: Fact(
            code=code,
            answer=Answer(fact.answer.data),
            de=fact.detail_de.data,
            en=fact.detail_en.data,
            checked_on=fact.checked_on.day,
            checked_by=fact.checked_by.data,
        )
        for code, fact in typed.items()
    }


def _line(venue: Any, today: date) -> VenueLine:
    facts = venue_queries.facts(venue.facts)
    given = {fact.code: fact.answer for fact in facts}
    days = [fact.checked_on for fact in facts if fact.checked_on]
    return VenueLine(
        href=url_for("venues.detail", venue_id=venue.id),
        name=in_words(venue.name_de, venue.name_en),
        answers=[
            (
                str(VENUE_FACTS[code]),
                str(ANSWERS[given.get(code, Answer.UNKNOWN)]),
                ANSWER_SIGNS[given.get(code, Answer.UNKNOWN)],
            )
            for code in SHOWN
        ],
        checked=short_date(min(days)) if days else str(_("noch nicht geprüft")),
        outdated=_any_outdated(facts, today),
    )


def _any_outdated(facts: Sequence[Fact], today: date) -> bool:
    return any(fact.checked_on and is_outdated(fact.checked_on, today=today) for fact in facts)
