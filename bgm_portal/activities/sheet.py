"""The page of an activity in words: everything that people ask before they come."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.core.clock import local, local_day
from bgm_portal.core.i18n import in_words, moment, span
from bgm_portal.identity.kinds import Employer

from . import audience_words
from .adaptations import ADAPTATIONS, groups
from .audience_rules import Standing, Verdict, judge
from .entries import not_step_free, place_names, status_in_words
from .kinds import AccessQuestion, ActivityKind, ActivityState, Answer, Insurance, Times
from .place_words import PlaceFacts, place_facts
from .rhythm_words import minimum_in_words, rhythm_in_words
from .rules import Availability, Lasting, Openness, availability, course_step, openness
from .sheet_queries import ANSWER, AUDIENCE, HELPER, OFFER, QUESTION, ROLE, SITES, Contact, Sheet
from .words import (
    ACCESS_QUESTIONS,
    ANSWER_SIGNS,
    ANSWERS,
    FIELDS,
    KINDS,
    WORKTIME,
    insurance_of,
)

Row = tuple[str, str, str]

#: While somebody could still come, they read why they cannot.
TO_COME = frozenset({Openness.OPEN, Openness.NOT_YET_OPEN, Openness.WITHOUT_SIGN_UP})


@dataclass(frozen=True, kw_only=True)
class SignUp:
    """How one can sign up: the status, until when, and whether there is a way in now."""

    status: str
    tone: str
    is_open: bool
    is_needed: bool
    sentences: list[str]


@dataclass(frozen=True, kw_only=True)
class Helper:
    """A contact point that helps with an activity."""

    contact_id: UUID
    name: str
    helps: str


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """What the page of an activity arranges."""

    kicker: str
    title: str
    teaser: str
    description: list[str]
    drawing: str
    dates: list[tuple[str, str]]
    rhythm: str
    cancelled_dates: list[str]
    place: str
    place_note: str
    facts: list[Row]
    warning: str
    cancelled: str
    ways: list[tuple[str, str]]
    course: list[tuple[str, str, str]]
    access: list[tuple[str, str, str, str]]
    checked: PlaceFacts
    offers: list[tuple[str, list[str]]]
    insurance: tuple[str, str, str]
    organiser: list[str]
    photos: str
    bring: list[str]
    plain: list[str]
    contact: Contact | None
    helpers: list[Helper]
    discreet: bool
    has_directions: bool
    sign_up: SignUp


def sheet_page(
    sheet: Sheet, *, employer: Employer, unit_id: UUID, site_id: UUID | None, at: datetime
) -> SheetPage:
    """Put an activity into words for somebody with this employer, in this unit, at this site."""
    a = sheet.activity
    return SheetPage(
        kicker=f"{FIELDS[a.field]}, {KINDS[a.kind]}",
        title=in_words(a.title_de, a.title_en),
        teaser=in_words(a.teaser_de, a.teaser_en),
        description=lines(a.description_de, a.description_en),
        drawing=a.drawing or "",
        dates=_dates(sheet, at),
        rhythm=rhythm_in_words(sheet.dates),
        cancelled_dates=[
            _("%(date)s: fällt aus. %(note)s", date=span(start, end), note=note)
            for start, end, note in sheet.cancelled
            if end > at
        ],
        place=place_of(sheet),
        place_note=in_words(a.venue.note_de or "", a.venue.note_en) if a.venue else "",
        facts=_facts(sheet, employer),
        warning=_warning(sheet),
        cancelled=_cancelled(sheet),
        ways=[
            (in_words(role.de or "", role.en), in_words(role.more_de or "", role.more_en))
            for role in sheet.of(ROLE)
        ],
        course=_course(sheet),
        access=_access(sheet),
        checked=place_facts(sheet.facts, today=local_day(at)),
        offers=_offers({part.code for part in sheet.of(OFFER)}),
        insurance=_insurance(a.insurance, a.kind),
        organiser=_organiser(sheet),
        photos=_photos(asked=a.asks_photo_consent),
        bring=lines(a.bring_de, a.bring_en),
        plain=lines(a.plain_de, a.plain_en),
        contact=sheet.contact,
        helpers=_helpers(sheet),
        discreet=a.discreet,
        has_directions=bool(a.venue and a.venue.directions_de),
        sign_up=_sign_up(sheet, at, _verdict(sheet, employer, unit_id, site_id)),
    )


def _dates(sheet: Sheet, at: datetime) -> list[tuple[str, str]]:
    """Return the dates that are not over; all of them once the last one is."""
    to_come = [(start, end) for start, end in sheet.dates if end > at]
    return [
        (f"{local(start):%Y-%m-%dT%H:%M}", span(start, end))
        for start, end in to_come or sheet.dates
    ]


def lines(german: str | None, english: str | None) -> list[str]:
    """Return the lines of a text in the language of the page, without empty ones."""
    return [line.strip() for line in in_words(german or "", english).splitlines() if line.strip()]


def place_of(sheet: Sheet) -> str:
    """Say where an activity takes place."""
    venue, online = sheet.activity.venue, sheet.activity.online_venue
    return place_names(
        in_words(venue.name_de, venue.name_en) if venue else "",
        in_words(online.name_de, online.name_en) if online else "",
    )


def _for_whom(sheet: Sheet) -> str:
    return audience_words.sentence(
        sheet.activity.for_employer,
        [part.de or "" for part in sheet.of(AUDIENCE)],
        [part.de or "" for part in sheet.of(SITES)],
    )


def _facts(sheet: Sheet, employer: Employer) -> list[Row]:
    a = sheet.activity
    rule = a.worktime_ba if employer is Employer.BA else a.worktime_city
    whose = _("Bundesagentur für Arbeit") if employer is Employer.BA else _("Kommune")
    worktime = str(WORKTIME[rule]) % {"minutes": a.worktime_cap_minutes or 0}
    rows = [
        (_("Für wen"), _for_whom(sheet), ""),
        (_("Anstrengung"), in_words(a.intensity_de or "", a.intensity_en), ""),
        (
            _("Arbeitszeit"),
            worktime,
            _("Das gilt für Beschäftigte der folgenden Stelle: %(employer)s", employer=whose),
        ),
        (_("Buchen"), _single_dates(a), ""),
        (_("Kosten"), in_words(a.cost_de or "", a.cost_en), ""),
        (_("Mindestzahl"), *minimum_in_words(a)),
    ]
    return [(term, value, more) for term, value, more in rows if value]


def _single_dates(activity: Lasting) -> str:
    """Say that single dates can be booked, where they can."""
    if activity.times is not Times.DATES:
        return ""
    return str(_("Die ganze Reihe oder einzelne Termine, auch wenn die Reihe schon läuft."))


def _warning(sheet: Sheet) -> str:
    """Warn of a way with steps, whether the planner or the place says so."""
    for part in sheet.of(ANSWER):
        if part.code == AccessQuestion.STEP_FREE and part.answer == Answer.NO:
            detail = in_words(part.more_de or "", part.more_en)
            return not_step_free(detail, online=sheet.activity.online_venue is not None)
    return ""


def _cancelled(sheet: Sheet) -> str:
    if sheet.activity.state is not ActivityState.CANCELLED:
        return ""
    return sheet.activity.cancel_note or str(_("Das Angebot findet nicht statt."))


def _course(sheet: Sheet) -> list[tuple[str, str, str]]:
    steps = [
        course_step(line) for line in lines(sheet.activity.course_de, sheet.activity.course_en)
    ]
    day = f"{local(sheet.dates[0][0]):%Y-%m-%d}T" if len(sheet.dates) == 1 else ""
    return [
        (
            f"{day}{time.zfill(len('16:45'))}" if time else "",
            str(_("%(time)s Uhr", time=time)) if time else "",
            what,
        )
        for time, what in steps
    ]


def _access(sheet: Sheet) -> list[tuple[str, str, str, str]]:
    given = {part.code: part for part in sheet.of(ANSWER)}
    rows = []
    for question, words in ACCESS_QUESTIONS.items():
        part = given.get(question)
        answer = Answer(part.answer) if part and part.answer else Answer.UNKNOWN
        detail = in_words(part.more_de or "", part.more_en) if part else ""
        rows.append((str(words), str(ANSWERS[answer]), detail, ANSWER_SIGNS[answer]))
    return rows


def _offers(codes: set[str]) -> list[tuple[str, list[str]]]:
    known = codes & ADAPTATIONS.keys()
    found = [
        (label, [adaptation.label for adaptation in adaptations if adaptation.code in known])
        for label, adaptations in groups()
    ]
    return [(label, labels) for label, labels in found if labels]


def _helpers(sheet: Sheet) -> list[Helper]:
    found = [
        Helper(
            contact_id=UUID(part.code),
            name=in_words(part.de or "", part.en),
            helps=in_words(part.more_de or "", part.more_en),
        )
        for part in sheet.of(HELPER)
    ]
    return sorted(found, key=lambda helper: helper.name.casefold())


def _insurance(insurance: Insurance, kind: ActivityKind) -> tuple[str, str, str]:
    title, text, tone = insurance_of(insurance, kind)
    return str(title), str(text), tone


def _organiser(sheet: Sheet) -> list[str]:
    name = sheet.activity.organiser
    if not name:
        return [str(_("Niemand außerhalb des Hauses erfährt, dass Sie teilnehmen."))]
    asked = [in_words(part.de or "", part.en) for part in sheet.of(QUESTION)]
    said = [str(_("%(name)s erfährt Ihren Namen und wie Sie teilnehmen.", name=name))]
    if asked:
        said.append(
            str(
                _(
                    "Dazu Ihre Antworten auf diese Fragen: %(questions)s.",
                    questions=", ".join(asked),
                )
            )
        )
    said.append(str(_("Was Sie brauchen, um gut dabei zu sein, geben wir nicht weiter.")))
    return said


def _photos(*, asked: bool) -> str:
    if not asked:
        return str(_("Fotos sind bei diesem Angebot nicht vorgesehen."))
    return str(
        _(
            "Sie entscheiden, ob und wo Bilder von Ihnen erscheinen. Ihre Teilnahme hängt nicht "
            "davon ab. Sie können Ihre Meinung jederzeit ändern."
        )
    )


def _verdict(sheet: Sheet, employer: Employer, unit_id: UUID, site_id: UUID | None) -> Verdict:
    return judge(
        Standing(
            for_employer=sheet.activity.for_employer,
            for_units=sheet.activity.for_units,
            for_sites=sheet.activity.for_sites,
            employer=employer,
            in_unit=any(UUID(part.code) == unit_id for part in sheet.of(AUDIENCE)),
            in_site=any(UUID(part.code) == site_id for part in sheet.of(SITES)),
            has_site=site_id is not None,
        )
    )


def _sign_up(sheet: Sheet, at: datetime, verdict: Verdict) -> SignUp:
    a = sheet.activity
    status, tone = status_in_words(a, at=at)
    now = openness(a, at=at)
    if verdict is not Verdict.INSIDE and now in TO_COME:
        is_needed = now is not Openness.WITHOUT_SIGN_UP
        contact = sheet.contact.name if sheet.contact else ""
        said = (
            audience_words.site_unknown(is_needed=is_needed)
            if verdict is Verdict.SITE_UNKNOWN
            else audience_words.outside(contact, is_needed=is_needed)
        )
        return SignUp(
            status=str(_("Nicht für alle")),
            tone="plain",
            is_open=False,
            is_needed=is_needed,
            sentences=[_for_whom(sheet), said],  # the facts may be far above, on a telephone
        )
    full = now is Openness.OPEN and availability(a) is Availability.FULL
    return SignUp(
        status=status,
        tone=tone,
        is_open=now is Openness.OPEN and not full,
        is_needed=now is not Openness.WITHOUT_SIGN_UP,
        sentences=[str(sentence) for sentence in _sentences(sheet, now, full=full) if sentence],
    )


def _sentences(sheet: Sheet, now: Openness, *, full: bool) -> list[str]:
    a = sheet.activity
    if full:
        return [_("Alle Plätze sind vergeben, und eine Warteliste gibt es nicht.")]
    if now is Openness.WITHOUT_SIGN_UP:
        return [_("Kommen Sie einfach dazu.")]
    if now is Openness.NOT_YET_OPEN and a.registration_opens_at:
        opens = moment(a.registration_opens_at)
        return [_("Sie können sich anmelden ab %(moment)s.", moment=opens)]
    if now is not Openness.OPEN:
        return [_("Fragen Sie die Ansprechperson, wenn Sie noch dabei sein möchten.")]
    waiting = availability(a) is Availability.WAITING_LIST
    until = a.registration_deadline
    return [
        _("Alle Plätze sind vergeben. Sie können sich auf die Warteliste setzen.")
        if waiting
        else "",
        _("Bis %(moment)s", moment=moment(until)) if until else "",
    ]
