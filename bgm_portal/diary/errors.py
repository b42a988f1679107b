"""How this room says no."""

from datetime import date

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Refused
from bgm_portal.core.i18n import long_date

from . import rules


class NotKept(Refused):
    """Somebody has not opened a diary."""

    code = "diary_not_kept"

    def __init__(self) -> None:
        super().__init__(_l("Sie führen kein Tagebuch. Beginnen Sie es zuerst."))


class TooOld(Refused):
    """The day is too long ago."""

    code = "diary_too_old"

    def __init__(self, first_day: date) -> None:
        super().__init__(
            _l(
                "Eintragen können Sie bis zu sieben Tage zurück, heute also ab %(day)s.",
                day=long_date(first_day),
            )
        )


class ToCome(Refused):
    """Nobody has been active tomorrow."""

    code = "diary_to_come"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Dieser Tag kommt erst noch. Minuten tragen Sie danach ein; einen Ruhetag können"
                " Sie schon planen."
            )
        )


class TooFar(Refused):
    """A day of rest is planned too far ahead."""

    code = "diary_too_far"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Ruhetage können Sie bis zu %(days)s Tage im Voraus planen.",
                days=rules.REST_DAYS_AHEAD,
            )
        )


class WeekFull(Refused):
    """There is no day left to which minutes could be added."""

    code = "diary_week_full"

    def __init__(self) -> None:
        super().__init__(
            _l("Die letzten sieben Tage haben alle schon einen Eintrag. Ändern Sie einen davon.")
        )


class TooMuch(Refused):
    """A day has only so many minutes."""

    code = "diary_too_much"

    def __init__(self, days: int) -> None:
        super().__init__(
            _l(
                "So viele Minuten haben die Tage ohne Eintrag nicht. Geben Sie höchstens"
                " %(minutes)s ein.",
                minutes=days * rules.LONGEST_DAY,
            )
        )
