"""When there is an album, who is missing, how long it stays."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from bgm_portal.albums import rules
from bgm_portal.albums.rules import Occasion, Refusal

BEGINS = datetime(2026, 5, 21, 16, 0, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
KIM, TONI, ALEX = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.parametrize(
    ("is_held", "discreet", "starts_at", "at", "refusal"),
    [
        (True, False, BEGINS, BEGINS, None),
        (True, False, BEGINS, BEGINS - A_MINUTE, Refusal.TOO_EARLY),
        (True, False, None, BEGINS, Refusal.TOO_EARLY),
        (False, False, BEGINS, BEGINS, Refusal.NOT_HELD),
        (True, True, BEGINS, BEGINS, Refusal.DISCREET),
        (False, True, BEGINS, BEGINS - A_MINUTE, Refusal.DISCREET),
    ],
)
def test_there_is_an_album_of_what_was_and_nobody_had_to_hide(
    is_held, discreet, starts_at, at, refusal
):
    occasion = Occasion(is_held=is_held, discreet=discreet, starts_at=starts_at)

    assert rules.refuse_album(occasion, at=at) == refusal


def test_whoever_did_not_agree_to_this_is_missing():
    agreed = {KIM: {"intranet", "public"}, TONI: {"intranet"}}

    missing = rules.without_consent([ALEX, TONI, KIM], agreed, needed="public")

    assert missing == [ALEX, TONI]
    assert rules.without_consent([KIM, TONI], agreed, needed="intranet") == []


def test_an_album_stays_until_the_end_of_the_next_year():
    assert rules.erased_before(date(2027, 12, 31)) == date(2026, 1, 1)
    assert rules.erased_before(date(2028, 1, 1)) == date(2027, 1, 1)
