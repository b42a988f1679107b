"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Refused


class CannotSeal(Refused):
    """The key of the event is there, and the key of the house that would open it is not."""

    code = "cannot_seal"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Im Moment können wir diese Angaben nicht geschützt aufbewahren. Deshalb ist nichts"
                " gespeichert und nichts geändert. Versuchen Sie es später noch einmal, oder rufen"
                " Sie die BGM-Koordination an."
            )
        )
