"""Passwords: hashed with argon2id, compared in the same time whether there is one or not."""

import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from bgm_portal.core.house import house

from . import rules

COMMON_LIST = Path(__file__).with_name("common_passwords.txt")
OF_THE_HOUSE = ("Jobcenter", "Jobcentre", "BGM-Portal", "Betriebliches Gesundheitsmanagement")

#: OWASP Password Storage: at least 46 MiB; about a tenth of a second.
STRONG = PasswordHasher(time_cost=2, memory_cost=64 * 1024, parallelism=1)
#: Only for tests, which sign in hundreds of times. `Config.from_env` never sets `testing`.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def hasher() -> PasswordHasher:
    """Return how this installation hashes."""
    return CHEAP if current_app.testing else STRONG


def hash_of(password: str) -> str:
    """Return what is stored instead of the password."""
    return hasher().hash(_normal(password))


def matches(password: str, stored: str | None) -> bool:
    """Tell whether it is the password; takes as long when nothing is stored."""
    stand_in = _hash_of_nobody(hasher())
    try:
        right = hasher().verify(stored or stand_in, _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and stored is not None


def renewed(password: str, stored: str | None) -> str | None:
    """Return a new hash if the stored one was made with weaker settings than those of today."""
    if stored is None or not hasher().check_needs_rehash(stored):
        return None
    return hash_of(password)


def flaw(password: str, *, about: tuple[str, ...], has_factor: bool) -> rules.PasswordFlaw | None:
    """Tell what is wrong with a new password of somebody with these names and addresses."""
    told = house()
    context = (*about, *OF_THE_HOUSE, told.name, told.employer_name)
    return rules.password_flaw(
        _normal(password), context=context, common=common_passwords(), has_factor=has_factor
    )


@cache
def common_passwords() -> frozenset[str]:
    """Return passwords that many people use, squeezed: our own list, and the most frequent ones.

    The latter come with zxcvbn: those of many breaches, counted. Nothing is asked of the network.
    """
    ours = COMMON_LIST.read_text(encoding="utf-8").splitlines()
    lines = (*ours, *FREQUENCY_LISTS["passwords"])
    return frozenset(rules.squeezed(line) for line in lines if line and not line.startswith("#"))


@cache
def _hash_of_nobody(of_this_kind: PasswordHasher) -> str:
    return of_this_kind.hash("somebody who is not there")


def _normal(password: str) -> str:
    """Return one form of what keyboards send in several (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
