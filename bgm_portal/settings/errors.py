"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Refused


class TooManyClosingDays(Refused):
    """More closing days than a page can show."""

    code = "too_many_closing_days"

    def __init__(self) -> None:
        super().__init__(_l("Es stehen schon 200 Schließtage hier. Entfernen Sie zuerst alte."))
