"""The words of challenges."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from .kinds import BingoField, ChallengeKind, TeamMode

KINDS: dict[ChallengeKind, LazyString] = {
    ChallengeKind.MINUTES: _l("Aktive Minuten, jede Bewegung zählt"),
    ChallengeKind.RECOVERY: _l("Bewegung und Erholung, auch Entspannung zählt"),
    ChallengeKind.DAYS: _l("Aktive Tage, ab zehn Minuten zählt ein Tag"),
    ChallengeKind.TOGETHER: _l("Gemeinsames Ziel, alle sammeln Minuten"),
    ChallengeKind.BINGO: _l("Bingo mit neun kleinen Dingen"),
    ChallengeKind.CYCLING: _l("STADTRADELN, nur Verweis und Summe"),
}
MODES: dict[TeamMode, LazyString] = {
    TeamMode.LOT: _l("Das Los mischt die Teams"),
    TeamMode.CHOICE: _l("Alle wählen ihr Team selbst"),
}
FIELDS: dict[BingoField, LazyString] = {
    BingoField.STRETCH: _l("Gedehnt oder gelockert, im Sitzen oder im Stehen"),
    BingoField.FRESH_AIR: _l("An der frischen Luft gewesen"),
    BingoField.CALL: _l("Mit jemandem aus einem anderen Team gesprochen"),
    BingoField.MODULE: _l("Ein Lernmodul angefangen"),
    BingoField.WATER: _l("In Ruhe etwas getrunken"),
    BingoField.PAUSE: _l("Eine Pause ohne Arbeit gemacht"),
    BingoField.OTHER_WAY: _l("Einen anderen Weg genommen"),
    BingoField.THANKS: _l("Jemandem gedankt"),
    BingoField.SCREEN_FREE: _l("Den Augen eine Pause vom Bildschirm gegönnt"),
}
