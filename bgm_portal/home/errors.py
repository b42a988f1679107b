"""Refusals of these pages, with the sentence shown to the person."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Refused


class TooManyReports(Refused):
    """More reports of barriers arrive than people write."""

    status = 429
    code = "too_many_reports"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Gerade gehen sehr viele Meldungen ein. Versuchen Sie es in einer Stunde noch"
                " einmal, oder rufen Sie uns an."
            )
        )
