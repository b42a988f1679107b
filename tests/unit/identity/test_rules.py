"""The rules of accounts, each as a table."""

from datetime import timedelta
from uuid import UUID

import pytest

from bgm_portal.identity import passwords
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.rules import (
    ACCOUNT_LIMIT,
    ADDRESS_LIMIT,
    PasswordFlaw,
    RoleRefusal,
    is_circle,
    password_flaw,
    pause_after,
    role_refusal,
)

CONTEXT = ("Katrin", "Albers-Öz", "katrin.albers", "Jobcenter", "BGM-Portal", "Ulf")
GOOD = "vier gelbe Boote im Hafen"
SECONDS_15_MINUTES = 900


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("", PasswordFlaw.TOO_SHORT),
        ("vierzehn lange"[:14], PasswordFlaw.TOO_SHORT),
        ("gelbe Boote abc", None),
        (GOOD, None),
        ("ohne zahlen und ohne zeichen", None),
        ("Ä" + "öüß" * 4 + "xyz", None),
        (GOOD * 2 + "Lampen Fluss " * 2, None),
        ("".join(chr(1000 + n) for n in range(64)), None),
        ("!§$%&/()=?*+~#-_.:,;", None),
        (GOOD + "".join(chr(1000 + n) for n in range(256 - len(GOOD))), None),
        (GOOD + "".join(chr(1000 + n) for n in range(257 - len(GOOD))), PasswordFlaw.TOO_LONG),
        ("aaaaaaaaaaaaaaaaaaaa", PasswordFlaw.MONOTONOUS),
        ("abcdabcdabcdabcd", PasswordFlaw.MONOTONOUS),
        ("sommersommersommer", PasswordFlaw.MONOTONOUS),
        ("sommer sommer sommer", PasswordFlaw.MONOTONOUS),
        ("123456789012345678", PasswordFlaw.MONOTONOUS),
        ("0987654321098765", PasswordFlaw.MONOTONOUS),
        ("qwertzuiopasdfgh", PasswordFlaw.MONOTONOUS),
        ("abcdefghijklmnopq", PasswordFlaw.MONOTONOUS),
        ("Passwort123456789", PasswordFlaw.COMMON),
        ("Mein Passwort 1234!", PasswordFlaw.COMMON),
        ("correct horse battery staple", PasswordFlaw.COMMON),
        ("ich mag das jobcenter sehr", PasswordFlaw.CONTEXT),
        ("KATRIN mag gelbe Boote", PasswordFlaw.CONTEXT),
        ("boote und öz albers im hafen", PasswordFlaw.CONTEXT),
        ("mein b-g-m portal im hafen", PasswordFlaw.CONTEXT),
        ("ulf mag gelbe boote im hafen", None),
        ("das portal der kirche ist alt", PasswordFlaw.CONTEXT),
    ],
)
def test_a_new_password_is_judged_by_length_and_by_what_others_can_guess(
    password: str, expected: PasswordFlaw | None
) -> None:
    common = passwords.common_passwords()

    assert password_flaw(password, context=CONTEXT, common=common) == expected


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("Wal 7!?", PasswordFlaw.TOO_SHORT_BESIDE_FACTOR),
        ("Wal fegt", None),
        ("Sommer2026!", PasswordFlaw.COMMON),
        ("2026 Sommer", PasswordFlaw.COMMON),
        ("trustno1", PasswordFlaw.COMMON),
        ("albers 7!", PasswordFlaw.CONTEXT),
        ("x" * 257, PasswordFlaw.TOO_LONG),
    ],
)
def test_beside_a_second_factor_a_shorter_one_will_do_but_no_common_one(
    password: str, expected: PasswordFlaw | None
) -> None:
    common = passwords.common_passwords()
    flaw = password_flaw(password, context=CONTEXT, common=common, has_factor=bool(common))

    assert flaw == expected


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        (0, 0),
        (1, 0),
        (4, 0),
        (5, 30),
        (6, 60),
        (7, 120),
        (8, 240),
        (9, 480),
        (10, SECONDS_15_MINUTES),
        (11, SECONDS_15_MINUTES),
        (1_000_000, SECONDS_15_MINUTES),
    ],
)
def test_the_pause_grows_with_the_failures_of_an_account_and_never_lasts_for_ever(
    failures: int, seconds: int
) -> None:
    assert pause_after(failures, limit=ACCOUNT_LIMIT) == timedelta(seconds=seconds)


def test_an_address_that_many_share_may_fail_more_often() -> None:
    assert pause_after(ADDRESS_LIMIT.free - 1, limit=ADDRESS_LIMIT) == timedelta(0)
    assert pause_after(ADDRESS_LIMIT.free, limit=ADDRESS_LIMIT) == timedelta(seconds=30)


@pytest.mark.parametrize(
    ("role", "held", "own", "active", "expected"),
    [
        (Role.EDITOR, [], False, True, None),
        (Role.COORDINATOR, [], False, True, None),
        (Role.COORDINATOR, [Role.EDITOR, Role.ADMIN, Role.AUDITOR], False, True, None),
        (Role.COORDINATOR, [Role.COORDINATOR], False, True, None),
        (Role.COORDINATOR, [Role.LEADERSHIP], False, True, RoleRefusal.EXCLUDED),
        (Role.LEADERSHIP, [Role.COORDINATOR], False, True, RoleRefusal.EXCLUDED),
        (Role.EDITOR, [Role.LEADERSHIP], False, True, None),
        (Role.EMPLOYEE, [], False, True, RoleRefusal.EVERYBODY),
        (Role.EDITOR, [], False, False, RoleRefusal.INACTIVE),
        (Role.COORDINATOR, [Role.ADMIN], True, True, RoleRefusal.OWN_ACCOUNT),
        (Role.EDITOR, [Role.ADMIN], True, True, RoleRefusal.OWN_ACCOUNT),
    ],
)
def test_a_role_is_given_by_somebody_else_and_nobody_both_plans_and_leads(
    role: Role, held: list[Role], own: object, active: object, expected: RoleRefusal | None
) -> None:
    assert role_refusal(role, held=held, own_account=bool(own), active=bool(active)) == expected


A, B, C = (UUID(int=number) for number in range(3))


@pytest.mark.parametrize(
    ("reported_with", "expected"),
    [
        ({A: None}, False),
        ({A: B, B: None}, False),
        ({A: B, B: C, C: None}, False),
        ({A: A}, True),
        ({A: B, B: A}, True),
        ({A: B, B: C, C: A}, True),
        ({A: B, B: C, C: B}, True),
    ],
)
def test_units_are_not_reported_in_a_circle(
    reported_with: dict[UUID, UUID | None], expected: object
) -> None:
    assert is_circle(reported_with, start=A) == expected
