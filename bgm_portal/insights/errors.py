"""How this room says no."""

from datetime import date

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Missing, PortalError, Refused
from bgm_portal.core.i18n import long_date


class ReportMissing(Missing):
    """No such half-year was frozen."""

    def __init__(self) -> None:
        super().__init__(
            _l("Diesen Bericht gibt es nicht. Alle Berichte finden Sie unter „Berichte“.")
        )


class UnknownWish(PortalError):
    """The address asks for something that a report does not do."""

    status = 400
    code = "unknown_parameter"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Berichte lassen sich nicht filtern oder verändern, sie sind für alle gleich."
                " Bitte rufen Sie die Seite ohne Zusätze in der Adresse auf."
            )
        )


class ReportDamaged(Refused):
    """The stored bytes are not those that were frozen."""

    code = "report_damaged"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Dieser Bericht ist beschädigt: Seine Prüfsumme stimmt nicht. Wir zeigen ihn nicht."
                " Bitte sagen Sie der Administration Bescheid; sie kann ihn aus einer Sicherung"
                " wiederherstellen."
            )
        )


class TooEarlyToFreeze(Refused):
    """Something of this half-year can still be corrected."""

    code = "too_early_to_freeze"

    def __init__(self, first_day: date) -> None:
        super().__init__(
            _l(
                "Der Bericht kann erst ab %(day)s eingefroren werden. Bis dahin sind Korrekturen"
                " möglich.",
                day=long_date(first_day),
            )
        )


class StillOpen(Refused):
    """Attendance of a date of this half-year is not closed."""

    code = "still_open"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Zu diesem Halbjahr gibt es noch Termine, deren Anwesenheit nicht abgeschlossen"
                " ist. Führen Sie zuerst die Aufgabe „erase-attendance“ aus."
            )
        )
