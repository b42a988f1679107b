"""An entry of the programme in words: when, where, what is possible, and whether it is full."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import local
from bgm_portal.core.i18n import in_words, leaf, long_date, month_year, span
from bgm_portal.core.own_status import OwnStatus
from bgm_portal.identity.kinds import Employer

from .kinds import Answer
from .programme_queries import Found, Row
from .rules import Countable, Openness, availability, openness
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
    possible: list[tuple[str, str, bool]]
    status: str
    tone: str
    more: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """For whom entries are put into words, and when."""

    employer: Employer
    at: datetime


def entry(
    row: Row, date: Found, codes: Iterable[str], *, reader: Reader, own: OwnStatus | None
) -> Entry:
    """Put an entry into words for this visitor."""
    status, tone = (own.word, own.tone) if own else status_in_words(row, at=reader.at)
    worktime = row.worktime_ba if reader.employer is Employer.BA else row.worktime_city
    return Entry(
        id=row.id,
        title=in_words(row.title_de, row.title_en),
        teaser=in_words(row.teaser_de, row.teaser_en),
        leaf=leaf(date.next_at),
        machine=f"{local(date.next_at):%Y-%m-%dT%H:%M}",
        when=_when(date, others=row.dates - 1),
        place=place_names(in_words(row.place_de or "", row.place_en), row.online_de or ""),
        possible=_possible(row, codes),
        status=status,
        tone=tone,
        more=tuple(filter(None, (_deadline(row, reader.at), str(WORKTIME_SHORT[worktime])))),
    )


def by_month(entries: Iterable[tuple[datetime, Entry]]) -> list[tuple[str, list[Entry]]]:
    """Group entries under the months in which their next date lies, as in a booklet."""
    months = groupby(entries, key=lambda pair: month_year(pair[0]))
    return [(month, [words for _moment, words in pairs]) for month, pairs in months]


def status_in_words(activity: Countable, *, at: datetime) -> tuple[str, str]:
    """Say whether one can sign up and how full it is, as a word and a tone, without numbers."""
    now = openness(activity, at=at)
    word, tone = AVAILABILITIES[availability(activity)] if now is Openness.OPEN else CLOSED[now]
    return str(word), tone


def place_names(place: str, online: str) -> str:
    """Say where it is, and that one can also take part online."""
    if not place:
        return online or str(_("Der Ort steht noch nicht fest"))
    return str(_("%(place)s, und online", place=place)) if online else place


def _when(date: Found, *, others: int) -> str:
    first = span(date.next_at, date.ends_at)
    if others < 1:
        return first
    return str(
        ngettext(
            "%(first)s, und %(num)s weiterer Termin",
            "%(first)s, und %(num)s weitere Termine",
            others,
            first=first,
        )
    )


def _deadline(row: Row, at: datetime) -> str:
    now = openness(row, at=at)
    if now is Openness.NOT_YET_OPEN and row.registration_opens_at is not None:
        return str(_("Anmelden ab %(day)s", day=long_date(row.registration_opens_at)))
    if now is Openness.OPEN and row.registration_deadline is not None:
        return str(_("Anmelden bis %(day)s", day=long_date(row.registration_deadline)))
    return ""


def _possible(row: Row, codes: Iterable[str]) -> list[tuple[str, str, bool]]:
    """Say what is possible in short words with signs; a way that is not step-free comes first."""
    found: list[tuple[str, str, bool]] = []
    if row.step_free is Answer.YES and not row.is_online:
        found.append((_("Stufenlos"), "ramp", True))
    elif row.step_free is Answer.NO:
        detail = in_words(row.step_free_de or "", row.step_free_en)
        found.append((not_step_free(detail, online=bool(row.online_de)), "cross", False))
    offered = set(codes)
    short = [(str(label), sign, True) for code, (sign, label) in SHORT.items() if code in offered]
    if row.online_de and row.step_free is not Answer.NO and "online_option" not in offered:
        short.insert(0, (_("Online möglich"), "screen", True))
    return found + short[:SHOWN_POSSIBILITIES]


def not_step_free(detail: str, *, online: bool) -> str:
    """Warn of steps, and say at once what is possible instead."""
    warning = (
        _("Nicht stufenlos: %(detail)s.", detail=detail.rstrip("."))
        if detail
        else _("Nicht stufenlos.")
    )
    return f"{warning} {_('Sie können online teilnehmen.')}" if online else warning
