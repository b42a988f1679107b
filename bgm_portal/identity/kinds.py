"""The small vocabularies of people: employers, how pages are shown, personal links."""

from enum import StrEnum


class Employer(StrEnum):
    """Who pays: a joint institution has two employers (SGB II § 44g)."""

    BA = "ba"
    CITY = "city"


class Theme(StrEnum):
    """Light or dark, or as the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class TextSize(StrEnum):
    """How large the letters are."""

    NORMAL = "normal"
    LARGE = "large"
    LARGER = "larger"


class LinkPurpose(StrEnum):
    """What a personal link is good for."""

    INVITATION = "invitation"
    RESET = "reset"


class FactorStage(StrEnum):
    """Whether the app on somebody's phone is being set up, or asked for at every sign-in."""

    PENDING = "pending"
    ACTIVE = "active"


class SignInWay(StrEnum):
    """How somebody came in: with a password of the portal, or with the account of the house."""

    PASSWORD = "password"  # noqa: S105 - the name of a way
    HOUSE = "house"


class AccountState(StrEnum):
    """Whether an account lets somebody in."""

    ACTIVE = "active"
    INVITED = "invited"  # no password yet
    DEACTIVATED = "deactivated"
