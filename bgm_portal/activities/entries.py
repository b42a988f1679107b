"""An entry of the programme in words: when, where, what is possible, and whether it is full.

Words are remembered by language, because the same ones are written on every page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from uuid import UUID

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import local
from bgm_portal.core.i18n import (
    LANGUAGES,
    in_words,
    language,
    leaf,
    long_date,
    month_year,
    span,
)
from bgm_portal.core.own_status import OwnStatus
from bgm_portal.identity.kinds import Employer

from .audience_words import short
from .kinds import Answer, WorktimeRule
from .programme_queries import Found, Row
from .rules import Availability, Countable, Counted, Openness, availability, openness
from .words import AVAILABILITIES, CLOSED, WORKTIME_SHORT

SHOWN_POSSIBILITIES = 4

#: Signs and short words of what is on offer, in the order in which they are most worth reading.
SHORT: dict[str, tuple[str, LazyString]] = {
    "dgs": ("hands", _l("Gebärdensprache")),
    "speech_to_text": ("speech", _l("Schriftdolmetschen")),
    "online_option": ("screen", _l("Online möglich")),
    "guide_runner": ("guide", _l("Guide möglich")),
    "guide_on_site": ("guide", _l("Begleitung vor Ort")),
    "seated_variant": ("chair", _l("Im Sitzen")),
    "wheelchair_place": ("ramp", _l("Platz für Rollstuhl")),
    "start_wheelchair": ("ramp", _l("Start im Rollstuhl")),
    "hearing_loop": ("hearing", _l("Höranlage")),
    "captions": ("speech", _l("Untertitel")),
    "verbal_description": ("speech", _l("Wird beschrieben")),
    "quiet_hour": ("moon", _l("Stille Stunde")),
    "quiet_room": ("moon", _l("Ruhiger Raum")),
    "low_stimulus": ("moon", _l("Wenig Reize")),
    "rest_area": ("moon", _l("Platz zum Ausruhen")),
    "walking_class": ("check", _l("Gehen möglich")),
    "short_route": ("check", _l("Kurze Strecke")),
    "pace_groups": ("check", _l("Tempogruppen")),
    "breaks": ("check", _l("Mit Pausen")),
    "supporter_role": ("check", _l("Anfeuern und helfen")),
    "camera_optional": ("screen", _l("Kamera freiwillig")),
    "longer_slot": ("clock", _l("Längerer Termin möglich")),
    "lying_position": ("check", _l("Im Liegen möglich")),
    "rest_days": ("check", _l("Ruhetage zählen")),
    "no_device_needed": ("check", _l("Kein Gerät nötig")),
    "personal_goal": ("check", _l("Persönliches Ziel")),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry of the programme, all in words."""

    id: UUID
    title: str
    teaser: str
    leaf: tuple[str, str, str]
    machine: str
    when: str
    place: str
    possible: tuple[tuple[str, str, bool], ...]
    status: str
    tone: str
    more: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """For whom entries are put into words, in which language, and when."""

    employer: Employer
    language: str
    at: datetime


def entry(row: Row, date: Found, *, reader: Reader, own: OwnStatus | None) -> Entry:
    """Put an entry into words for this visitor."""
    now = openness(row, at=reader.at)
    status, tone = (own.word, own.tone) if own else _status(row, now, reader.language)
    worktime = row.worktime_ba if reader.employer is Employer.BA else row.worktime_city
    return Entry(
        id=row.id,
        title=in_words(row.title_de, row.title_en),
        teaser=in_words(row.teaser_de, row.teaser_en),
        leaf=leaf(date.next_at),
        machine=f"{local(date.next_at):%Y-%m-%dT%H:%M}",
        when=_when(date.next_at, date.ends_at, row.dates - 1, reader.language),
        place=place_names(in_words(row.place_de or "", row.place_en), row.online_de or ""),
        possible=_possible(row, reader.language),
        status=status,
        tone=tone,
        more=_more(row, now, worktime, reader.language),
    )


def by_month(entries: Iterable[tuple[datetime, Entry]]) -> list[tuple[str, list[Entry]]]:
    """Group entries under the months in which their next date lies, as in a booklet."""
    months = groupby(entries, key=lambda pair: month_year(pair[0]))
    return [(month, [words for _moment, words in pairs]) for month, pairs in months]


def status_in_words(activity: Countable, *, at: datetime) -> tuple[str, str]:
    """Say whether one can sign up and how full it is, as a word and a tone, without numbers."""
    return _status(activity, openness(activity, at=at), language())


def _status(activity: Counted, now: Openness, code: str) -> tuple[str, str]:
    return _status_words(availability(activity) if now is Openness.OPEN else now, code)


@lru_cache(maxsize=64)
def _status_words(kind: Availability | Openness, _code: str) -> tuple[str, str]:
    word, tone = AVAILABILITIES[kind] if isinstance(kind, Availability) else CLOSED[kind]
    return str(word), tone


def place_names(place: str, online: str) -> str:
    """Say where it is, and that one can also take part online."""
    if not place:
        return online or str(_("Der Ort steht noch nicht fest"))
    return str(_("%(place)s oder online", place=place)) if online else place


@lru_cache(maxsize=2048)
def _when(starts_at: datetime, ends_at: datetime, others: int, _code: str) -> str:
    first = span(starts_at, ends_at)
    if others < 1:
        return first
    return str(
        ngettext(
            "%(first)s und %(num)s weiterer Termin",
            "%(first)s und %(num)s weitere Termine",
            others,
            first=first,
        )
    )


def _more(row: Row, now: Openness, worktime: WorktimeRule, code: str) -> tuple[str, ...]:
    """Say whom it is for, until or from when one can sign up, and whose time it is."""
    for_whom = short(row.for_employer, code, for_units=row.for_units, for_sites=row.for_sites)
    always = (for_whom, _worktime(worktime, code)) if for_whom else (_worktime(worktime, code),)
    if now is Openness.NOT_YET_OPEN and row.registration_opens_at is not None:
        return _deadline(row.registration_opens_at, now, code), *always
    if now is Openness.OPEN and row.registration_deadline is not None:
        return _deadline(row.registration_deadline, now, code), *always
    return always


@lru_cache(maxsize=2048)
def _deadline(moment: datetime, now: Openness, _code: str) -> str:
    day = long_date(moment)
    return str(
        _("Anmelden bis %(day)s", day=day)
        if now is Openness.OPEN
        else _("Anmelden ab %(day)s", day=day)
    )


@lru_cache(maxsize=64)
def _worktime(rule: WorktimeRule, _code: str) -> str:
    return str(WORKTIME_SHORT[rule])


@lru_cache(maxsize=len(LANGUAGES))
def _short(_code: str) -> dict[str, tuple[str, str, bool]]:
    return {code: (str(label), sign, True) for code, (sign, label) in SHORT.items()}


@lru_cache(maxsize=len(LANGUAGES))
def _step_free(_code: str) -> tuple[str, str, bool]:
    return str(_("Stufenlos")), "ramp", True


def _possible(row: Row, code: str) -> tuple[tuple[str, str, bool], ...]:
    """Say what is possible in short words with signs; a way that is not step-free comes first."""
    found: list[tuple[str, str, bool]] = []
    offered = set((row.offers or "").split(","))
    if row.step_free is Answer.YES and not row.is_online:
        found.append(_step_free(code))
    elif row.step_free is Answer.NO:
        detail = in_words(row.step_free_de or "", row.step_free_en)
        found.append((not_step_free(detail, online=bool(row.online_de)), "cross", False))
    if row.online_de and row.step_free is not Answer.NO:
        offered.add("online_option")
    short = [words for name, words in _short(code).items() if name in offered]
    return (*found, *short[:SHOWN_POSSIBILITIES])


def not_step_free(detail: str, *, online: bool) -> str:
    """Warn of steps, and say at once what is possible instead."""
    warning = (
        _("Nicht stufenlos: %(detail)s.", detail=detail.rstrip("."))
        if detail
        else _("Nicht stufenlos.")
    )
    return " ".join((warning, _("Sie können online teilnehmen."))) if online else warning
