"""The words of the field, as codes."""

from enum import StrEnum


class ChallengeKind(StrEnum):
    """What a challenge is about."""

    MINUTES = "minutes"  # active minutes of any movement, out of one's own diary
    RECOVERY = "recovery"  # the same about stress: minutes of recovery count, too
    TOGETHER = "together"  # minutes of everybody towards one target
    DAYS = "days"  # days with at least ten minutes
    BINGO = "bingo"  # small different things
    CYCLING = "cycling"  # STADTRADELN: a link and a total, nothing of our own


#: Those with a goal of one's own in minutes a week.
WITH_MINUTES = frozenset({ChallengeKind.MINUTES, ChallengeKind.RECOVERY})
#: Those that are fed by one's own diary.
OUT_OF_THE_DIARY = WITH_MINUTES | {ChallengeKind.TOGETHER, ChallengeKind.DAYS}
#: Those that are told once, when all is over.
TOLD_ONCE = frozenset({ChallengeKind.BINGO})


class TeamMode(StrEnum):
    """How teams come about."""

    LOT = "lot"
    CHOICE = "choice"


class BingoField(StrEnum):
    """A small thing that everybody can do in some way, in the order of the card."""

    STRETCH = "stretch"
    FRESH_AIR = "fresh_air"
    CALL = "call"
    MODULE = "module"
    WATER = "water"
    PAUSE = "pause"
    OTHER_WAY = "other_way"
    THANKS = "thanks"
    SCREEN_FREE = "screen_free"
