"""How this room says no."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Missing, Refused
from bgm_portal.core.i18n import long_date, moment, time_range


class DateMissing(Missing):
    """The activity has no such date."""

    def __init__(self) -> None:
        super().__init__(_l("Diesen Termin gibt es nicht."))


class PersonMissing(Missing):
    """Nobody works here under this id."""

    def __init__(self) -> None:
        super().__init__(_l("Diese Person gibt es nicht oder nicht mehr."))


class NotHeld(Refused):
    """The activity was cancelled, or never published."""

    code = "not_held"

    def __init__(self) -> None:
        super().__init__(_l("Dieses Angebot findet nicht statt. Es gibt nichts einzutragen."))


class TooEarly(Refused):
    """The date is yet to come."""

    code = "too_early"

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(
            _l(
                "Der Termin liegt noch vor Ihnen. Eintragen können Sie ab %(moment)s.",
                moment=moment(opens_at),
            )
        )


class TooLate(Refused):
    """The time for corrections is over."""

    code = "too_late"

    def __init__(self, last_day: date) -> None:
        super().__init__(
            _l(
                "Eintragen und ändern konnten Sie bis %(day)s."
                " Danach stehen hier keine Namen mehr.",
                day=long_date(last_day),
            )
        )


class NamesHidden(Refused):
    """A discreet activity names people on the day alone."""

    code = "names_hidden"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Das Angebot ist vertraulich. Namen sehen Sie nur am Tag selbst, und nur dann"
                " können Sie Anwesenheit eintragen."
            )
        )


class NothingAttended(Missing):
    """Nothing is noted from which a paper could be made."""

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Dafür ist keine Teilnahme von Ihnen vermerkt. Ohne Rückblick löschen wir sie 14"
                " Tage nach dem Termin."
            )
        )


class StillOpen(Refused):
    """The sheet of a date can still be corrected."""

    code = "still_open"

    def __init__(self, first_day: date) -> None:
        super().__init__(
            _l(
                "Diese Teilnahme können Sie ab %(day)s löschen. Bis dahin kann die Koordination"
                " die Liste noch berichtigen.",
                day=long_date(first_day),
            )
        )


class UnknownCode(Refused):
    """No date has this code now."""

    code = "unknown_code"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Diesen Code gibt es gerade nicht. Er wechselt alle zehn Minuten. Lesen Sie ihn"
                " noch einmal ab, oder lassen Sie sich vor Ort eintragen."
            )
        )


class DoorClosed(Refused):
    """The date is known, but one can not check in now."""

    code = "door_closed"

    def __init__(self, opens_at: datetime, closes_at: datetime) -> None:
        super().__init__(
            _l(
                "Einchecken können Sie bei diesem Termin am %(day)s, %(times)s. Sonst trägt die"
                " Koordination Sie ein.",
                day=long_date(opens_at),
                times=time_range(opens_at, closes_at),
            )
        )


class NotSignedUp(Refused):
    """The code belongs to an activity for which this person has no place."""

    code = "not_signed_up"

    def __init__(self, title: str) -> None:
        super().__init__(
            _l(
                "Der Code gehört zu „%(title)s“. Dafür sind Sie nicht angemeldet. Wenn Sie"
                " trotzdem dort sind, bestätigen Sie das unten.",
                title=title,
            )
        )


class HasBegun(Refused):
    """A date can be left out until it begins."""

    code = "has_begun"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Der Termin hat schon begonnen. Sie müssen nichts mehr tun: Wer nicht kommt,"
                " braucht keinen Grund, und es hat keine Folgen."
            )
        )


class WasThere(Refused):
    """Somebody is noted as present."""

    code = "was_there"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Diese Person ist als anwesend eingetragen. Nehmen Sie zuerst auf der Liste den"
                " Haken weg."
            )
        )


class AlreadyOnList(Refused):
    """Somebody is on the list already."""

    code = "already_on_list"

    def __init__(self) -> None:
        super().__init__(_l("Diese Person steht schon auf der Liste. Setzen Sie dort den Haken."))
