"""Every kind of message on one page: what it is called, where it belongs, and how it is sent.

A new kind is a line here; pages, filters and delivery follow. What is not named here cannot be
written.
"""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from .states import DeliveryPolicy


class Topic(StrEnum):
    """What a message is about, as people sort their own."""

    REGISTRATION = "registration"
    REMINDER = "reminder"
    NEED = "need"
    ACCOUNT = "account"
    HOUSE = "house"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of message."""

    words: LazyString
    topic: Topic
    policy: DeliveryPolicy = DeliveryPolicy.AT_LEAST_ONCE


def _kind(topic: Topic, words: LazyString) -> Kind:
    return Kind(words=words, topic=topic)


def _key(words: LazyString) -> Kind:
    """Return a kind that lets somebody in: a second copy would be worse than none."""
    return Kind(words=words, topic=Topic.ACCOUNT, policy=DeliveryPolicy.AT_MOST_ONCE)


KINDS: dict[str, Kind] = {
    "registration.confirmed": _kind(Topic.REGISTRATION, _l("Anmeldung bestätigt")),
    "registration.waiting": _kind(Topic.REGISTRATION, _l("Auf der Warteliste")),
    "registration.offered": _kind(Topic.REGISTRATION, _l("Platz angeboten")),
    "registration.promoted": _kind(Topic.REGISTRATION, _l("Nachgerückt")),
    "registration.offer_expired": _kind(Topic.REGISTRATION, _l("Angebotener Platz verfallen")),
    "registration.cancelled": _kind(Topic.REGISTRATION, _l("Anmeldung beendet")),
    "activity.moved": _kind(Topic.REGISTRATION, _l("Angebot verlegt")),
    "activity.cancelled": _kind(Topic.REGISTRATION, _l("Angebot abgesagt")),
    "reminder.week": _kind(Topic.REMINDER, _l("Erinnerung, eine Woche vorher")),
    "reminder.day": _kind(Topic.REMINDER, _l("Erinnerung, am Tag vorher")),
    "reminder.hours": _kind(Topic.REMINDER, _l("Erinnerung, zwei Stunden vorher")),
    "need.answered": _kind(Topic.NEED, _l("Antwort zu einem Bedarf")),
    "need.digest": _kind(Topic.NEED, _l("Tägliche Übersicht der Bedarfe")),
    "identity.invitation": _key(_l("Einladung")),
    "identity.reset": _key(_l("Neues Kennwort")),
    "identity.password_changed": _kind(Topic.ACCOUNT, _l("Kennwort geändert")),
    "identity.notice": _kind(Topic.ACCOUNT, _l("Hinweis zum Konto")),
    "home.barrier": _kind(Topic.HOUSE, _l("Gemeldete Barriere")),
}

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
