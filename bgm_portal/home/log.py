"""What the auditor reads: how often what happened, in words. Nobody is named."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day

from . import rules
from .queries import log as queries

MONTH = timedelta(days=30)
YEAR = timedelta(days=365)
MONTHS_SHOWN = 12
OFTEN = 5  # looks at one need within a month, after which the auditor is told

#: What each event is called. A test checks that none is missing.
WORDS: dict[Event, LazyString] = {
    Event.SIGNED_IN: _l("Angemeldet im Portal"),
    Event.SIGN_IN_FAILED: _l("Anmeldung im Portal gescheitert"),
    Event.SIGNED_OUT: _l("Abgemeldet vom Portal"),
    Event.SIGNED_OUT_ELSEWHERE: _l("Auf anderen Geräten abgemeldet"),
    Event.INVITED: _l("Einladung verschickt"),
    Event.PASSWORD_SET: _l("Kennwort gesetzt"),
    Event.FACTOR_SET: _l("Zweiten Faktor eingerichtet"),
    Event.FACTOR_REMOVED: _l("Zweiten Faktor entfernt"),
    Event.FACTOR_RESET: _l("Zweiten Faktor zurückgesetzt"),
    Event.HOUSE_ACCOUNT_BOUND: _l("Konto mit der Hauskennung verbunden"),
    Event.HOUSE_ROLES_CONFLICT: _l("Gruppen ergeben Rollen, die sich ausschließen"),
    Event.RECOVERY_CODES_MADE: _l("Ersatzcodes ausgegeben"),
    Event.RECOVERY_CODE_USED: _l("Mit einem Ersatzcode angemeldet"),
    Event.PROVEN: _l("Anmeldung mit dem Kennwort bestätigt"),
    Event.PROOF_FAILED: _l("Bestätigung oder Code falsch"),
    Event.RESET_REQUESTED: _l("Neues Kennwort angefordert"),
    Event.PERSON_CREATED: _l("Konto angelegt"),
    Event.PERSON_CHANGED: _l("Konto geändert"),
    Event.PERSON_DEACTIVATED: _l("Konto deaktiviert"),
    Event.PERSON_ERASED: _l("Konto nach dem Ausscheiden gelöscht"),
    Event.PERSON_REACTIVATED: _l("Konto aktiviert"),
    Event.ROLE_GRANTED: _l("Rolle vergeben"),
    Event.ROLE_REVOKED: _l("Rolle entzogen"),
    Event.STAFF_IMPORTED: _l("Liste der Beschäftigten eingelesen"),
    Event.UNIT_CREATED: _l("Einheit angelegt"),
    Event.HOUSE_CHANGED: _l("Angabe des Hauses geändert"),
    Event.UNIT_CHANGED: _l("Einheit geändert"),
    Event.SITE_CREATED: _l("Standort angelegt"),
    Event.SITE_CHANGED: _l("Standort geändert"),
    Event.SITE_REMOVED: _l("Standort entfernt"),
    Event.ACTIVITY_CREATED: _l("Angebot entworfen"),
    Event.ACTIVITY_CHANGED: _l("Angebot geändert"),
    Event.QUESTION_CLEARED: _l("Frage als nicht gesundheitlich bestätigt"),
    Event.ACTIVITY_PUBLISHED: _l("Angebot veröffentlicht"),
    Event.ACTIVITY_COMPLETED: _l("Angebot abgeschlossen"),
    Event.ACTIVITY_DELETED: _l("Entwurf eines Angebots gelöscht"),
    Event.ACTIVITY_MOVED: _l("Angebot verlegt"),
    Event.ACTIVITY_CANCELLED: _l("Angebot abgesagt"),
    Event.DATE_CANCELLED: _l("Einen Termin abgesagt"),
    Event.GOES_AHEAD: _l("Angebot findet sicher statt"),
    Event.CIRCULAR_WRITTEN: _l("Nachricht an Teilnehmende geschrieben"),
    Event.CIRCULAR_SENT: _l("Nachricht an Teilnehmende verschickt"),
    Event.CIRCULAR_STOPPED: _l("Nachricht an Teilnehmende angehalten"),
    Event.CAPACITY_CHANGED: _l("Zahl der Plätze geändert"),
    Event.STAND_IN_NAMED: _l("Vertretung eingetragen"),
    Event.STAND_IN_ENDED: _l("Vertretung beendet"),
    Event.ACTIVITIES_HANDED_OVER: _l("Angebote auf Dauer übergeben"),
    Event.DRAFT_SHARED: _l("Entwurf geteilt"),
    Event.DRAFT_UNSHARED: _l("Entwurf nicht mehr geteilt"),
    Event.VENUE_CHANGED: _l("Angaben zu einem Ort geändert"),
    Event.CONTACT_CREATED: _l("Kontakt ins Verzeichnis aufgenommen"),
    Event.CONTACT_CHANGED: _l("Angaben zu einem Kontakt geändert"),
    Event.CONTACT_CHECKED: _l("Kontakt geprüft"),
    Event.CONTACT_RETIRED: _l("Kontakt herausgenommen"),
    Event.CONTACT_TAKEN_BACK: _l("Kontakt wieder aufgenommen"),
    Event.CONTACT_ERASED: _l("Kontakt gelöscht"),
    Event.REGISTERED: _l("Für ein Angebot angemeldet"),
    Event.PROMOTED: _l("Von der Warteliste nachgerückt"),
    Event.OFFERED: _l("Freien Platz angeboten"),
    Event.OFFER_EXPIRED: _l("Angebotener Platz verfallen"),
    Event.OFFER_DECLINED: _l("Angebotener Platz abgelehnt"),
    Event.CANCELLED: _l("Teilnahme abgesagt"),
    Event.DATA_TAKEN_ALONG: _l("Eigene Daten heruntergeladen"),
    Event.DATA_ERASED: _l("Eigene Daten gelöscht"),
    Event.EXPORTED: _l("Liste aus dem Portal exportiert"),
    Event.START_NUMBERS_IMPORTED: _l("Startnummern eingelesen"),
    Event.RESULTS_IMPORTED: _l("Ergebnisse eingelesen"),
    Event.RESULTS_WITHDRAWN: _l("Ergebnisse zurückgenommen"),
    Event.TEAM_FOUNDED: _l("Team für den Lauf gegründet"),
    Event.TEAM_JOINED: _l("Einem Team beigetreten"),
    Event.TEAM_LEFT: _l("Team verlassen"),
    Event.TEAM_CHANGED: _l("Team geändert"),
    Event.PAIR_PROPOSED: _l("Gemeinsames Laufen vorgeschlagen"),
    Event.PAIR_AGREED: _l("Gemeinsames Laufen zugesagt"),
    Event.PAIR_UNDONE: _l("Gemeinsames Laufen beendet"),
    Event.BUSES_PLANNED: _l("Busse geplant"),
    Event.BUS_TAKEN: _l("Platz im Bus genommen"),
    Event.BUS_GIVEN_BACK: _l("Platz im Bus zurückgegeben"),
    Event.HANDOVER_PROPOSED: _l("Weitergabe eines Platzes vorgeschlagen"),
    Event.HANDOVER_ACCEPTED: _l("Weitergabe eines Platzes angenommen"),
    Event.HANDOVER_DECLINED: _l("Weitergabe eines Platzes abgelehnt"),
    Event.HANDED_OVER: _l("Platz weitergegeben"),
    Event.CHECKLIST_CHANGED: _l("Checkliste geändert"),
    Event.PICTURE_ADDED: _l("Bild ins Album aufgenommen"),
    Event.PICTURE_CHANGED: _l("Angaben zu einem Bild geändert"),
    Event.PICTURE_TAKEN_DOWN: _l("Bild aus dem Album genommen"),
    Event.ALBUM_ERASED: _l("Album gelöscht"),
    Event.EMERGENCY_OPENED: _l("Notfallkontakte geöffnet"),
    Event.EMERGENCY_ERASED: _l("Notfallkontakte gelöscht"),
    Event.ANSWERS_ERASED: _l("Antworten gelöscht"),
    Event.TIME_SWAPPED: _l("Zeit getauscht"),
    Event.ANSWERS_CHANGED: _l("Angaben zur Anmeldung geändert"),
    Event.NEED_STATED: _l("Bedarf genannt"),
    Event.NEED_OPENED: _l("Bedarf geöffnet"),
    Event.NEED_CHANGED: _l("Bedarf bearbeitet"),
    Event.NEED_WITHDRAWN: _l("Bedarf zurückgezogen"),
    Event.NEED_HANDED_OVER: _l("Bedarf abgegeben"),
    Event.NEED_ERASED: _l("Bedarf gelöscht"),
    Event.NEEDS_RESEALED: _l("Bedarfe mit neuem Schlüssel versiegelt"),
    Event.CONSENT_GIVEN: _l("Einwilligung gegeben"),
    Event.CONSENT_WITHDRAWN: _l("Einwilligung zurückgenommen"),
    Event.ATTENDANCE_MARKED: _l("Anwesenheit eingetragen"),
    Event.ATTENDANCE_CORRECTED: _l("Anwesenheit berichtigt"),
    Event.WALKED_IN: _l("Ohne Anmeldung gekommen"),
    Event.ATTENDANCE_ERASED: _l("Anwesenheit an einem Termin gelöscht"),
    Event.MODULE_DRAFTED: _l("Entwurf eines Lernmoduls begonnen"),
    Event.MODULE_HANDED_IN: _l("Entwurf eines Lernmoduls zur Freigabe abgegeben"),
    Event.MODULE_DISCARDED: _l("Entwurf eines Lernmoduls verworfen"),
    Event.MODULE_PUBLISHED: _l("Lernmodul erschienen"),
    Event.MODULE_WITHDRAWN: _l("Lernmodul zurückgezogen"),
    Event.MODULE_OFFERED: _l("Lernmodul wieder angeboten"),
    Event.MODULE_RECOMMENDED: _l("Lernmodul empfohlen oder zugewiesen"),
    Event.MODULE_NO_LONGER_RECOMMENDED: _l("Empfehlung eines Lernmoduls beendet"),
    Event.COMPLETION_NOTED: _l("Abschluss eines Lernmoduls eingetragen"),
    Event.CERTIFICATE_ISSUED: _l("Nachweis über ein Lernmodul ausgestellt"),
    Event.CERTIFICATE_REVOKED: _l("Nachweis über ein Lernmodul zurückgezogen"),
    Event.REGISTRATIONS_ERASED: _l("Anmeldungen zu einem Angebot gelöscht"),
    Event.REPORT_FROZEN: _l("Bericht eingefroren"),
    Event.YEAR_PLANNED: _l("Ziele eines Jahres gesetzt"),
    Event.YEAR_WRITTEN: _l("Texte eines Jahresberichts geändert"),
    Event.CALENDAR_MADE: _l("Adresse eines Kalenders geholt"),
    Event.CALENDAR_ENDED: _l("Adresse eines Kalenders beendet"),
    Event.MAIL_VIEWED: _l("Nachricht im Ausgang angesehen"),
    Event.MAIL_RESENT: _l("Nachricht noch einmal verschickt"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """How often something happened."""

    words: str
    last_month: int
    last_year: int


@dataclass(frozen=True, kw_only=True)
class Chain:
    """How the notebook is sealed, and what the last check of it found."""

    number: int
    fingerprint: str
    waiting: int
    checked_at: datetime | None
    flaws: int


@dataclass(frozen=True, kw_only=True)
class Log:
    """The statistics of the notebook."""

    lines: list[Line]
    openings: list[tuple[date, int]]  # first day of the month, how often; the latest month first
    looks: str
    warnings: list[str]
    chain: Chain


def log(*, at: datetime) -> Log:
    """Count what happened, with a fixed number of statements."""
    month = dict(audit.counts_by_event(since=at - MONTH))
    year = dict(audit.counts_by_event(since=at - YEAR))
    first_days = rules.last_months(local_day(at), count=MONTHS_SHOWN)
    opened = queries.counts_between(
        Event.NEED_OPENED, [rules.start_of(first_day) for first_day in first_days]
    )
    looks = queries.looks(since=at - MONTH, often=OFTEN)
    chain = _chain()
    return Log(
        lines=[
            Line(
                words=str(WORDS.get(event, event.value)),
                last_month=month.get(event, 0),
                last_year=year.get(event, 0),
            )
            for event in Event
        ],
        openings=list(zip(first_days, opened, strict=False))[::-1],
        looks=_(
            "In den letzten 30 Tagen: %(times)s Öffnungen von %(needs)s verschiedenen Bedarfen.",
            times=looks.times,
            needs=looks.needs,
        ),
        warnings=[*_warnings(looks), *_broken(chain)],
        chain=chain,
    )


def _chain() -> Chain:
    number, last = audit.head()
    state = audit.state()
    return Chain(
        number=number,
        fingerprint=last.hex(),
        waiting=audit.waiting(),
        checked_at=state.checked_at if state else None,
        flaws=(state.flaws or 0) if state else 0,
    )


def _warnings(looks: queries.Looks) -> list[str]:
    warnings = []
    if looks.often:
        warnings.append(
            ngettext(
                "Ein Bedarf wurde in 30 Tagen öfter als fünfmal geöffnet.",
                "%(num)s Bedarfe wurden in 30 Tagen öfter als fünfmal geöffnet.",
                looks.often,
            )
        )
    if looks.afterwards:
        warnings.append(
            ngettext(
                "Ein Bedarf wurde geöffnet, als das Angebot schon vorbei war.",
                "Bedarfe wurden %(num)s Mal geöffnet, als das Angebot schon vorbei war.",
                looks.afterwards,
            )
        )
    return warnings


def _broken(chain: Chain) -> list[str]:
    if not chain.flaws:
        return []
    return [
        ngettext(
            "Die letzte Prüfung hat im Protokoll einen Mangel gefunden.",
            "Die letzte Prüfung hat im Protokoll %(num)s Mängel gefunden.",
            chain.flaws,
        )
    ]
