"""The rules of accounts: passwords, pauses after failures, roles. Pure: no tables, no clock."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from .kinds import Employer
from .permissions import EXCLUSIVE_ROLES, Role

SHORTEST_PASSWORD = 15  # OWASP ASVS 5.0, 6.2.9: without a second factor
SHORTEST_WITH_FACTOR = 8  # OWASP ASVS 5.0, 6.2.1: beside a second factor
LONGEST_PASSWORD = 256
SHORTEST_CONTEXT_WORD = 4
FEWEST_CHARACTERS = 5
ENOUGH_TO_JUDGE = 8  # a password may consist of signs almost alone
NOT_A_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
ROWS_OF_KEYS = ("1234567890", "qwertzuiopasdfghjklyxcvbnm", "qwertyuiopasdfghjklzxcvbnm")
DIGITS = "0123456789"
ALPHABET = "abcdefghijklmnopqrstuvwxyz"

#: How long a link in a message is good for.
INVITATION_LASTS = timedelta(days=14)
RESET_LASTS = timedelta(minutes=30)

#: When a session ends: after a pause, and at the latest.
IDLE_AFTER = timedelta(minutes=30)
OVER_AFTER = timedelta(hours=10)
SEEN_EVERY = timedelta(minutes=5)

#: How long it is enough to have said who one is, before what only oneself should do.
PROOF_LASTS = timedelta(minutes=15)
#: How long somebody may look for the phone between password and code.
CODE_WAITED_FOR = timedelta(minutes=10)
RECOVERY_CODES = 8

#: Whoever sees or changes what belongs to others proves twice who they are.
FACTOR_ROLES = frozenset({Role.COORDINATOR, Role.LEADERSHIP, Role.ADMIN, Role.AUDITOR})


class PasswordFlaw(StrEnum):
    """Why a new password is refused, in the order in which it is checked."""

    TOO_SHORT = "too_short"
    TOO_SHORT_BESIDE_FACTOR = "too_short_beside_factor"
    TOO_LONG = "too_long"
    MONOTONOUS = "monotonous"
    COMMON = "common"
    CONTEXT = "context"


def squeezed(text: str) -> str:
    """Return letters and digits alone, in lower case: what people think of as the same word."""
    return NOT_A_LETTER_OR_DIGIT.sub("", text.casefold())


def is_factor_due(roles: Collection[Role], *, has_factor: bool, required: bool) -> bool:
    """Tell whether somebody must set up a second factor before their roles open anything."""
    return required and not has_factor and bool(FACTOR_ROLES & set(roles))


@dataclass(frozen=True, kw_only=True)
class RoleChange:
    """What groups at the provider change about somebody's roles."""

    give: frozenset[Role]
    take: frozenset[Role]
    conflict: bool  # the groups name roles that exclude each other


def roles_by_groups(
    groups: Collection[str], *, mapping: Mapping[str, Role], held: Collection[Role]
) -> RoleChange:
    """Tell what to give and to take, so that roles that exclude each other never meet.

    Only roles that the mapping names are in the hands of the provider. Of roles that exclude each
    other none is given: neither when groups name both, nor when one of them is held otherwise.
    """
    managed = frozenset(mapping.values())
    named = frozenset(role for group, role in mapping.items() if group in groups)
    conflict = named >= EXCLUSIVE_ROLES
    wanted = named - EXCLUSIVE_ROLES if conflict else named
    kept = frozenset(held) - managed
    if EXCLUSIVE_ROLES & kept:
        wanted -= EXCLUSIVE_ROLES - kept
    return RoleChange(
        give=wanted - frozenset(held), take=frozenset(held) & managed - wanted, conflict=conflict
    )


def password_flaw(
    password: str,
    *,
    context: Collection[str],
    common: Collection[str],
    has_factor: bool = False,
) -> PasswordFlaw | None:
    """Tell what is wrong with a new password. Length counts, composition does not.

    `context` are words that strangers can find out; `common` are squeezed passwords of many.
    """
    if not _shortest(has_factor=has_factor) <= len(password) <= LONGEST_PASSWORD:
        return _flaw_of_length(password, has_factor=has_factor)
    plain = squeezed(password)
    if _is_monotonous(password.casefold()) or (
        len(plain) >= ENOUGH_TO_JUDGE and _is_monotonous(plain)
    ):
        return PasswordFlaw.MONOTONOUS
    if plain in common or plain.strip(DIGITS) in common:
        return PasswordFlaw.COMMON
    if any(word in plain for word in _telling_words(context)):
        return PasswordFlaw.CONTEXT
    return None


def _shortest(*, has_factor: bool) -> int:
    return SHORTEST_WITH_FACTOR if has_factor else SHORTEST_PASSWORD


def _flaw_of_length(password: str, *, has_factor: bool) -> PasswordFlaw:
    if len(password) > LONGEST_PASSWORD:
        return PasswordFlaw.TOO_LONG
    return PasswordFlaw.TOO_SHORT_BESIDE_FACTOR if has_factor else PasswordFlaw.TOO_SHORT


def _telling_words(context: Collection[str]) -> set[str]:
    words = {squeezed(part) for text in context for part in (text, *re.split(r"[\W_]+", text))}
    return {word for word in words if len(word) >= SHORTEST_CONTEXT_WORD}


def _is_monotonous(text: str) -> bool:
    """Tell whether it is few characters, one piece again and again, or a row of keys."""
    if len(set(text)) < FEWEST_CHARACTERS:
        return True
    repeats = any(
        (text[:length] * (len(text) // length + 1)).startswith(text)
        for length in range(1, len(text) // 2 + 1)
    )
    rows = (ALPHABET, *ROWS_OF_KEYS)
    return repeats or any(text in way * 3 for row in rows for way in (row, row[::-1]))


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How many failures are free, and how the pause grows after them."""

    free: int
    first_pause: timedelta
    longest_pause: timedelta
    forgotten_after: timedelta


ACCOUNT_LIMIT = Limit(
    free=5,
    first_pause=timedelta(seconds=30),
    longest_pause=timedelta(minutes=15),
    forgotten_after=timedelta(days=1),
)
#: Many colleagues may share one address, so it may fail more often and is forgotten sooner.
ADDRESS_LIMIT = Limit(
    free=50,
    first_pause=timedelta(seconds=30),
    longest_pause=timedelta(minutes=15),
    forgotten_after=timedelta(hours=1),
)
#: Asking for a reset link fills somebody's mailbox.
RESET_LIMIT = Limit(
    free=3,
    first_pause=timedelta(minutes=15),
    longest_pause=timedelta(hours=4),
    forgotten_after=timedelta(days=1),
)


def pause_after(failures: int, *, limit: Limit) -> timedelta:
    """Return how long to wait after so many failures: nothing, then doubling, never for ever."""
    doublings = failures - limit.free
    if doublings < 0:
        return timedelta(0)
    if doublings > 20:  # noqa: PLR2004 - long past the longest pause; spares giant numbers
        return limit.longest_pause
    return min(limit.first_pause * (1 << doublings), limit.longest_pause)


class RoleRefusal(StrEnum):
    """Why a role is not given or taken."""

    OWN_ACCOUNT = "own_account"
    EVERYBODY = "everybody"
    EXCLUDED = "excluded"
    INACTIVE = "inactive"


def role_refusal(
    role: Role, *, held: Collection[Role], own_account: bool, active: bool
) -> RoleRefusal | None:
    """Tell why this role cannot be given: four eyes, and nobody both plans and leads."""
    if own_account:
        return RoleRefusal.OWN_ACCOUNT
    if role == Role.EMPLOYEE:
        return RoleRefusal.EVERYBODY
    if not active:
        return RoleRefusal.INACTIVE
    if role in EXCLUSIVE_ROLES and EXCLUSIVE_ROLES & set(held) - {role}:
        return RoleRefusal.EXCLUDED
    return None


def is_circle(reported_with: Mapping[UUID, UUID | None], *, start: UUID) -> bool:
    """Tell whether following the reporting units from here leads back to a unit seen before."""
    seen: set[UUID] = set()
    here: UUID | None = start
    while here is not None:
        if here in seen:
            return True
        seen.add(here)
        here = reported_with.get(here)
    return False


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """What the house notes about somebody who works here."""

    first_name: str
    last_name: str
    email: str
    unit_id: UUID
    employer: Employer
    site_id: UUID | None = None
    language: str = "de"
    line_manager_id: UUID | None = None
    phone: str | None = None
