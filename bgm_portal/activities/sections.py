"""The parts of a planned activity, in the order in which they are filled in, one page each."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from .rules import Gap


class Section(StrEnum):
    """A part of the planning; the value stands in the address."""

    BASICS = "grundangaben"
    SCHEDULE = "termine"
    PLACES = "anmeldung"
    AUDIENCE = "fuer-wen"
    SLOTS = "zeiten"
    WORK = "arbeitszeit"
    ACCESS = "zugang"
    OFFERS = "moeglich"
    ROLES = "mitmachen"
    RACE = "lauf"
    QUESTIONS = "fragen"
    COURSE = "ablauf"
    PLAIN = "einfache-sprache"
    ENGLISH = "englisch"
    CONTACT = "kontakt"
    HELPERS = "kontakte"


LABELS: dict[Section, LazyString] = {
    Section.BASICS: _l("Grundangaben"),
    Section.SCHEDULE: _l("Termine und Ort"),
    Section.PLACES: _l("Plätze und Anmeldung"),
    Section.AUDIENCE: _l("Für wen es ist"),
    Section.SLOTS: _l("Zeiten und Stationen"),
    Section.WORK: _l("Arbeitszeit und Versicherung"),
    Section.ACCESS: _l("Barrierefreiheit: sieben Fragen"),
    Section.OFFERS: _l("Was möglich ist"),
    Section.ROLES: _l("Mitmachen als"),
    Section.RACE: _l("Lauf: Vorgaben und Teams"),
    Section.QUESTIONS: _l("Fragen und Einwilligungen"),
    Section.COURSE: _l("Ablauf und Mitbringen"),
    Section.PLAIN: _l("In einfacher Sprache"),
    Section.ENGLISH: _l("Auf Englisch"),
    Section.CONTACT: _l("Kontakt und Betreuung"),
    Section.HELPERS: _l("Wer außerdem hilft"),
}

#: What is said when something is missing, and the page where it can be added.
GAPS: dict[Gap, tuple[LazyString, Section]] = {
    Gap.TITLE: (_l("Geben Sie dem Angebot einen Titel."), Section.BASICS),
    Gap.TEASER: (_l("Beschreiben Sie das Angebot in einem Satz."), Section.BASICS),
    Gap.DATES: (_l("Geben Sie mindestens einen Termin ein."), Section.SCHEDULE),
    Gap.DATES_OVER: (_l("Geben Sie Termine ein, die noch bevorstehen."), Section.SCHEDULE),
    Gap.PLACE: (_l("Wählen Sie einen Ort."), Section.SCHEDULE),
    Gap.DEADLINE: (_l("Geben Sie den Anmeldeschluss ein."), Section.PLACES),
    Gap.DEADLINE_LATE: (
        _l("Der Anmeldeschluss liegt nach dem Beginn. Geben Sie einen früheren ein."),
        Section.PLACES,
    ),
    Gap.OPENS_LATE: (
        _l(
            "Die Anmeldung muss vor dem Anmeldeschluss öffnen. Geben Sie für „Anmeldung ab“ einen"
            " früheren Tag oder eine frühere Uhrzeit ein."
        ),
        Section.PLACES,
    ),
    Gap.DEADLINE_AFTER_NAMES: (
        _l(
            "Der Anmeldeschluss liegt nach der Frist für Namen. Geben Sie einen früheren ein, oder"
            " im Teil „Lauf: Vorgaben und Teams“ eine spätere Frist für Namen."
        ),
        Section.PLACES,
    ),
    Gap.DECISION_LATE: (
        _l(
            "Über die Mindestzahl wird erst nach dem Beginn entschieden. "
            "Wählen Sie einen Tag davor."
        ),
        Section.PLACES,
    ),
    Gap.SLOTS: (
        _l("Aus Ihren Angaben ergibt sich noch keine einzige Zeit. Prüfen Sie Termine und Dauer."),
        Section.SLOTS,
    ),
    Gap.ANSWERS: (
        _l(
            "Beantworten Sie alle sieben Fragen zur Barrierefreiheit, "
            "mit „Ja“, „Nein“ oder „Noch nicht bekannt“."
        ),
        Section.ACCESS,
    ),
    Gap.NAMES_LATE: (
        _l("Die Frist für Namen liegt nach dem Beginn. Geben Sie eine frühere ein."),
        Section.RACE,
    ),
    Gap.HEALTH: (
        _l(
            "Eine Frage klingt nach Gesundheit. Benennen Sie sie anders, oder bestätigen Sie, dass"
            " sie nicht danach fragt."
        ),
        Section.QUESTIONS,
    ),
    Gap.CONTACT: (_l("Nennen Sie eine Ansprechperson."), Section.CONTACT),
}
