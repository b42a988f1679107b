"""How this room says no."""

from datetime import date

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Missing, Refused
from bgm_portal.core.i18n import long_date


class NothingToAnswer(Missing):
    """There is no such activity, or this person did not take part in it: the answer is the same."""

    def __init__(self) -> None:
        super().__init__(_l("Hier gibt es für Sie keine Fragen."))


class TooEarly(Refused):
    """The activity is not over yet."""

    code = "feedback_too_early"

    def __init__(self) -> None:
        super().__init__(
            _l("Das Angebot ist noch nicht zu Ende. Danach fragen wir Sie, wie es war.")
        )


class Closed(Refused):
    """The time for answers is over."""

    code = "feedback_closed"

    def __init__(self, last_day: date) -> None:
        super().__init__(
            _l(
                "Antworten konnten Sie bis %(day)s. Wenn Sie uns noch etwas sagen möchten,"
                " schreiben Sie der BGM-Koordination.",
                day=long_date(last_day),
            )
        )


class AlreadyAnswered(Refused):
    """Somebody answers once."""

    code = "feedback_answered"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Sie haben schon geantwortet. Ändern geht nicht: Wir wissen nicht, welche"
                " Antworten Ihre sind."
            )
        )
