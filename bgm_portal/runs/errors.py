"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Forbidden, Refused


class NotTheContact(Forbidden):
    """Only the person named as the contact opens emergency contacts."""

    code = "not_the_contact"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Notfallkontakte öffnet nur, wer auf der Seite des Angebots als Ansprechperson"
                " steht."
            )
        )


class NotTheDay(Refused):
    """Emergency contacts stay sealed before and after the day."""

    code = "not_the_day"

    def __init__(self) -> None:
        super().__init__(
            _l("Notfallkontakte sind nur am Tag des Angebots zu öffnen. Kommen Sie dann wieder.")
        )
