"""Every kind of message on one page: its name, its topic, how it is sent, what one may choose.

A new kind is a line here; pages, filters and delivery follow. What is not named here cannot be
written.
"""

from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from .states import Channel, DeliveryPolicy


class Topic(StrEnum):
    """What a message is about, as people sort their own."""

    REGISTRATION = "registration"
    REMINDER = "reminder"
    NEED = "need"
    ACCOUNT = "account"
    HOUSE = "house"


class Choice(Enum):
    """What somebody may choose about a kind of message."""

    NONE = (Channel.MAIL,)  # whoever misses it loses a place or an account
    WAY = (Channel.MAIL, Channel.PORTAL)
    FREE = (Channel.MAIL, Channel.PORTAL, Channel.OFF)
    WANTED = (Channel.OFF, Channel.MAIL, Channel.PORTAL)  # comes only to those who ask for it

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Return the ways from which to choose; the first one is the usual one."""
        channels: tuple[Channel, ...] = self.value
        return channels

    @property
    def usual(self) -> Channel:
        """Return the way of those who chose nothing."""
        return self.channels[0]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of message."""

    words: LazyString
    topic: Topic
    choice: Choice = Choice.NONE
    policy: DeliveryPolicy = DeliveryPolicy.AT_LEAST_ONCE
    by_day: bool = False  # what falls due in the quiet hours waits for the morning
    derived: bool = False  # a job asks again and again whether it should exist, and writes it


def _kind(topic: Topic, words: LazyString, choice: Choice = Choice.NONE) -> Kind:
    return Kind(words=words, topic=topic, choice=choice)


def _reminder(words: LazyString, choice: Choice = Choice.FREE) -> Kind:
    """Return a kind that rings at nobody in the quiet hours."""
    return Kind(words=words, topic=Topic.REMINDER, choice=choice, by_day=True, derived=True)


def _key(words: LazyString) -> Kind:
    """Return a kind that lets somebody in: a second copy would be worse than none."""
    return Kind(words=words, topic=Topic.ACCOUNT, policy=DeliveryPolicy.AT_MOST_ONCE)


KINDS: dict[str, Kind] = {
    "registration.confirmed": _kind(Topic.REGISTRATION, _l("Anmeldung bestätigt"), Choice.WAY),
    "registration.waiting": _kind(Topic.REGISTRATION, _l("Auf der Warteliste"), Choice.WAY),
    "registration.registered_for_you": _kind(Topic.REGISTRATION, _l("Für Sie angemeldet")),
    "registration.offered": _kind(Topic.REGISTRATION, _l("Platz angeboten")),
    "registration.promoted": _kind(Topic.REGISTRATION, _l("Nachgerückt")),
    "registration.offer_expired": _kind(Topic.REGISTRATION, _l("Angebotener Platz verfallen")),
    "registration.time_swapped": _kind(Topic.REGISTRATION, _l("Zeit getauscht")),
    "registration.date_given_back": _kind(
        Topic.REGISTRATION, _l("Einen Termin abgegeben"), Choice.WAY
    ),
    "registration.cancelled": _kind(Topic.REGISTRATION, _l("Anmeldung beendet"), Choice.WAY),
    "activity.moved": _kind(Topic.REGISTRATION, _l("Angebot verlegt")),
    "activity.date_cancelled": _kind(Topic.REGISTRATION, _l("Ein Termin fällt aus")),
    "activity.goes_ahead": _kind(Topic.REGISTRATION, _l("Angebot findet statt")),
    "activity.cancelled": _kind(Topic.REGISTRATION, _l("Angebot abgesagt")),
    "activity.circular": _kind(Topic.REGISTRATION, _l("Nachricht der Koordination"), Choice.WAY),
    "runs.pair": _kind(Topic.REGISTRATION, _l("Zu zweit laufen")),
    "runs.team": _kind(Topic.REGISTRATION, _l("Zuordnung zu einem Team")),
    "runs.bus": _kind(Topic.REGISTRATION, _l("Platz im Bus")),
    "runs.handover": _kind(Topic.REGISTRATION, _l("Ein Platz geht an jemand anderen")),
    "reminder.week": _reminder(_l("Frühe Erinnerung")),
    "reminder.day": _reminder(_l("Erinnerung kurz vorher")),
    "reminder.hours": replace(_reminder(_l("Erinnerung am selben Tag")), by_day=False),
    "reminder.offer": _reminder(_l("Ein angebotener Platz verfällt bald"), Choice.WAY),
    "reminder.extra": _reminder(_l("Erinnerung mit eigenem Satz des Angebots")),
    "reminder.closing": _reminder(_l("Anmeldung zu etwas Gemerktem endet bald")),
    "diary.week": _reminder(_l("Frage nach der Woche im Tagebuch"), Choice.WANTED),
    "reminder.module": _reminder(_l("Lernmodul, das bis zu einem Tag vorgesehen ist")),
    "reminder.renewal": _reminder(_l("Abschluss eines Lernmoduls gilt nicht mehr lange")),
    "need.answered": _kind(Topic.NEED, _l("Antwort zu einem Bedarf")),
    "checklists.due": _kind(Topic.HOUSE, _l("Fällige Aufgaben der Checkliste"), Choice.WAY),
    "need.digest": _kind(Topic.NEED, _l("Tägliche Übersicht der Bedarfe"), Choice.WAY),
    "feedback.invitation": replace(
        _kind(Topic.REGISTRATION, _l("Frage, wie es war"), Choice.FREE), derived=True
    ),
    "challenges.lot": _kind(Topic.REGISTRATION, _l("Das Los bei einer Aktion"), Choice.WAY),
    "activity.stands_in": _kind(Topic.HOUSE, _l("Vertretung bei Angeboten")),
    "activity.draft": _kind(Topic.HOUSE, _l("Entwürfe, die geteilt werden"), Choice.WAY),
    "albums.to_remove": _kind(Topic.HOUSE, _l("Ein Bild ist zu entfernen")),
    "contacts.unchecked": _kind(Topic.HOUSE, _l("Kontakte, die ein Jahr ungeprüft sind")),
    "identity.invitation": _key(_l("Einladung")),
    "identity.reset": _key(_l("Neues Kennwort")),
    "identity.password_changed": _kind(Topic.ACCOUNT, _l("Kennwort geändert")),
    "identity.notice": _kind(Topic.ACCOUNT, _l("Hinweis zum Konto")),
    "home.barrier": _kind(Topic.HOUSE, _l("Gemeldete Barriere")),
}

BY_DAY = tuple(code for code, kind in KINDS.items() if kind.by_day)
DERIVED = tuple(code for code, kind in KINDS.items() if kind.derived)

TOPICS: dict[Topic, LazyString] = {
    Topic.REGISTRATION: _l("Anmeldungen"),
    Topic.REMINDER: _l("Erinnerungen"),
    Topic.NEED: _l("Bedarfe"),
    Topic.ACCOUNT: _l("Konto"),
    Topic.HOUSE: _l("Portal"),
}


def kinds_of(topic: Topic) -> tuple[str, ...]:
    """Return the codes of all kinds that belong to a topic."""
    return tuple(code for code, kind in KINDS.items() if kind.topic is topic)
