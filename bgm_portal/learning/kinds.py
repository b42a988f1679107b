"""The words of this room that are stored."""

from enum import StrEnum


class Change(StrEnum):
    """What a new version means for those who are learning, and for those who have finished."""

    EDITORIAL = "editorial"  # other words, the same questions and answers: everybody goes on
    CONTENT = "content"  # finish the old version, or switch
    RENEW = "renew"  # whoever has finished will have to do it again


class Wish(StrEnum):
    """How firmly a module is put before people. Nobody sees who has followed it."""

    RECOMMENDED = "recommended"
    ASSIGNED = "assigned"


class DraftState(StrEnum):
    """Where a draft is."""

    WRITING = "writing"
    HANDED_IN = "handed_in"  # waits for a second person


class Basis(StrEnum):
    """Why a module counts as completed."""

    MODULE = "module"
    RECOGNISED = "recognised"  # a course elsewhere
    ON_SITE = "on_site"  # together in a room


class CertificateState(StrEnum):
    """What a certificate is worth."""

    VALID = "valid"
    REPLACED = "replaced"  # by a newer one
    REVOKED = "revoked"  # by whom it names
