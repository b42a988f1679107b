"""Where a message stands, and what to do when nobody knows whether it arrived."""

from enum import StrEnum


class MailState(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    MISSED = "missed"  # its time passed before it could be sent
    OBSOLETE = "obsolete"  # its reason went away before it was sent
    FAILED = "failed"  # the server will never take it
    PORTAL = "portal"  # its reader wants it in the portal alone
    UNCERTAIN = "uncertain"  # perhaps delivered, and a second copy would be worse than none


class Channel(StrEnum):
    """By which way somebody wants a kind of message."""

    MAIL = "mail"  # and in the portal, where everything stands
    PORTAL = "portal"
    OFF = "off"


class DeliveryPolicy(StrEnum):
    """What to do when nobody knows whether a message arrived."""

    AT_LEAST_ONCE = "at_least_once"
    AT_MOST_ONCE = "at_most_once"
