"""What the codes of this room are called on pages. Each table is complete; a test checks it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from .kinds import (
    AccessQuestion,
    ActivityKind,
    ActivityState,
    Answer,
    Insurance,
    PreventionField,
    QuestionKind,
    VenueFactCode,
    WorktimeRule,
)
from .rules import Availability, Openness

FIELDS: dict[PreventionField, LazyString] = {
    PreventionField.MOVEMENT: _l("Bewegung"),
    PreventionField.STRESS: _l("Stress und Entspannung"),
    PreventionField.NUTRITION: _l("Ernährung"),
    PreventionField.ADDICTION: _l("Suchtprävention"),
    PreventionField.WORK_DESIGN: _l("Gesunde Arbeitsgestaltung"),
    PreventionField.NETWORK: _l("Vernetzung"),
    PreventionField.MEDICAL: _l("Medizinische Vorsorge"),
    PreventionField.INCLUSION: _l("Inklusion und Sensibilisierung"),
}

KINDS: dict[ActivityKind, LazyString] = {
    ActivityKind.RUN_EVENT: _l("gemeinsames Laufen"),
    ActivityKind.COURSE: _l("Kurs"),
    ActivityKind.DROP_IN: _l("offenes Angebot"),
    ActivityKind.WORKSHOP: _l("Workshop"),
    ActivityKind.SLOTS: _l("Einzeltermine"),
    ActivityKind.HEALTH_DAY: _l("Gesundheitstag"),
    ActivityKind.CHALLENGE: _l("Aktion über mehrere Wochen"),
}

#: Word and tone of the status component.
STATES: dict[ActivityState, tuple[LazyString, str]] = {
    ActivityState.DRAFT: (_l("Entwurf"), "plain"),
    ActivityState.PUBLISHED: (_l("veröffentlicht"), "ok"),
    ActivityState.CANCELLED: (_l("fällt aus"), "no"),
    ActivityState.COMPLETED: (_l("abgeschlossen"), "plain"),
}

AVAILABILITIES: dict[Availability, tuple[LazyString, str]] = {
    Availability.FREE: (_l("Plätze frei"), "ok"),
    Availability.FEW: (_l("Wenige Plätze"), "wait"),
    Availability.WAITING_LIST: (_l("Warteliste"), "wait"),
    Availability.FULL: (_l("Ausgebucht"), "no"),
}

#: What is said instead of the availability while one cannot sign up.
CLOSED: dict[Openness, tuple[LazyString, str]] = {
    Openness.NOT_PUBLISHED: (_l("Entwurf, noch nicht erschienen"), "plain"),
    Openness.NOT_YET_OPEN: (_l("Anmeldung noch nicht möglich"), "wait"),
    Openness.DEADLINE_PASSED: (_l("Anmeldeschluss vorbei"), "plain"),
    Openness.BEGUN: (_l("Hat schon begonnen"), "plain"),
    Openness.CANCELLED: (_l("Fällt aus"), "no"),
    Openness.COMPLETED: (_l("Vorbei"), "plain"),
    Openness.WITHOUT_SIGN_UP: (_l("Ohne Anmeldung"), "ok"),
}

ANSWERS: dict[Answer, LazyString] = {
    Answer.YES: _l("Ja"),
    Answer.NO: _l("Nein"),
    Answer.UNKNOWN: _l("Noch nicht bekannt"),
}

#: The word by which the component of places chooses its sign.
ANSWER_SIGNS: dict[Answer, str] = {
    Answer.YES: "ja",
    Answer.NO: "nein",
    Answer.UNKNOWN: "unbekannt",
}

ACCESS_QUESTIONS: dict[AccessQuestion, LazyString] = {
    AccessQuestion.STEP_FREE: _l("Stufenloser Weg"),
    AccessQuestion.ACCESSIBLE_TOILET: _l("Barrierefreie Toilette"),
    AccessQuestion.HEARING_SUPPORT: _l("Hilfe beim Hören"),
    AccessQuestion.QUIET_SPACE: _l("Ruhiger Platz"),
    AccessQuestion.INTENSITY: _l("Anstrengung frei wählbar"),
    AccessQuestion.SEATED_ALTERNATIVE: _l("Mitmachen im Sitzen"),
    AccessQuestion.CONTACT_ON_SITE: _l("Ansprechperson vor Ort"),
}

VENUE_FACTS: dict[VenueFactCode, LazyString] = {
    VenueFactCode.STEP_FREE: _l("Stufenlos erreichbar"),
    VenueFactCode.DOORS: _l("Türen mindestens 90 Zentimeter breit"),
    VenueFactCode.LIFT: _l("Aufzug"),
    VenueFactCode.ACCESSIBLE_TOILET: _l("Toilette mit Platz für einen Rollstuhl"),
    VenueFactCode.HEARING_SYSTEM: _l("Höranlage"),
    VenueFactCode.REST_PLACE: _l("Platz zum Ausruhen"),
    VenueFactCode.QUIET_ROOM: _l("Ruhiger Raum"),
    VenueFactCode.DISABLED_PARKING: _l("Parkplätze für Menschen mit Behinderung"),
    VenueFactCode.PUBLIC_TRANSPORT: _l("Haltestelle in der Nähe"),
}

WORKTIME: dict[WorktimeRule, LazyString] = {
    WorktimeRule.NONE: _l("Findet in Ihrer Freizeit statt."),
    WorktimeRule.FULL: _l("Zählt ganz als Arbeitszeit."),
    WorktimeRule.HALF: _l("Die halbe Zeit zählt als Arbeitszeit."),
    WorktimeRule.CAPPED_WEEK: _l("Zählt bis zu %(minutes)s Minuten in der Woche als Arbeitszeit."),
    WorktimeRule.CAPPED_YEAR: _l("Zählt bis zu %(minutes)s Minuten im Jahr als Arbeitszeit."),
    WorktimeRule.BREAK: _l("Zählt als Pause."),
}

WORKTIME_SHORT: dict[WorktimeRule, LazyString] = {
    WorktimeRule.NONE: _l("In der Freizeit"),
    WorktimeRule.FULL: _l("Zählt ganz als Arbeitszeit"),
    WorktimeRule.HALF: _l("Halbe Zeit ist Arbeitszeit"),
    WorktimeRule.CAPPED_WEEK: _l("Zählt zum Teil als Arbeitszeit"),
    WorktimeRule.CAPPED_YEAR: _l("Zählt zum Teil als Arbeitszeit"),
    WorktimeRule.BREAK: _l("Zählt als Pause"),
}

#: Title, text, and tone of the notice. The text about company runs follows LSG NRW, L 17 U 155/20.
INSURANCE: dict[Insurance, tuple[LazyString, LazyString, str]] = {
    Insurance.LEISURE: (
        _l("Kein Schutz durch die gesetzliche Unfallversicherung"),
        _l(
            "Die Teilnahme ist freiwillig. In der Regel besteht kein gesetzlicher Unfallschutz. "
            "Bitte prüfen Sie Ihre private Unfallversicherung."
        ),
        "warn",
    ),
    Insurance.OFFICIAL: (
        _l("Sie sind versichert wie bei der Arbeit"),
        _l(
            "Dieses Angebot gehört zum Dienst. Die gesetzliche Unfallversicherung gilt, auch auf "
            "dem direkten Weg."
        ),
        "ok",
    ),
    Insurance.ASK: (
        _l("Der Unfallschutz ist noch nicht geklärt"),
        _l("Fragen Sie die Ansprechperson, bevor Sie teilnehmen. Wir ergänzen die Antwort hier."),
        "warn",
    ),
}

#: What courts have decided is about company runs, and is said at these alone.
RUN_AT_LEISURE: LazyString = _l(
    "Die Teilnahme ist freiwillig. In der Regel besteht kein gesetzlicher Unfallschutz. "
    "Das haben Gerichte für Firmenläufe mehrfach entschieden. "
    "Bitte prüfen Sie Ihre private Unfallversicherung."
)


def insurance_of(insurance: Insurance, kind: ActivityKind) -> tuple[LazyString, LazyString, str]:
    """Return what is said about accidents at an activity: title, text and tone."""
    title, text, tone = INSURANCE[insurance]
    if insurance is Insurance.LEISURE and kind is ActivityKind.RUN_EVENT:
        text = RUN_AT_LEISURE
    return title, text, tone


INSURANCE_CHOICES: dict[Insurance, LazyString] = {
    Insurance.LEISURE: _l("Freizeit: in der Regel kein gesetzlicher Unfallschutz"),
    Insurance.OFFICIAL: _l("Dienst: versichert wie bei der Arbeit"),
    Insurance.ASK: _l("Noch nicht geklärt"),
}

WORKTIME_CHOICES: dict[WorktimeRule, LazyString] = {
    WorktimeRule.NONE: _l("Freizeit"),
    WorktimeRule.FULL: _l("ganz Arbeitszeit"),
    WorktimeRule.HALF: _l("halbe Zeit ist Arbeitszeit"),
    WorktimeRule.CAPPED_WEEK: _l("Arbeitszeit bis zu einer Grenze in der Woche"),
    WorktimeRule.CAPPED_YEAR: _l("Arbeitszeit bis zu einer Grenze im Jahr"),
    WorktimeRule.BREAK: _l("Pause"),
}

QUESTION_KINDS: dict[QuestionKind, LazyString] = {
    QuestionKind.CHOICE: _l("Eine Antwort aus einer Liste"),
    QuestionKind.SEVERAL: _l("Mehrere Antworten aus einer Liste"),
    QuestionKind.TEXT: _l("Kurzer Text"),
    QuestionKind.NUMBER: _l("Zahl"),
    QuestionKind.DATE: _l("Datum"),
    QuestionKind.YES_NO: _l("Ja oder Nein"),
}
