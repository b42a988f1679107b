"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Refused

from .rules import Fault

SENTENCES = {
    Fault.AFTER_START: _l(
        "Diese Erinnerung käme erst, wenn das Angebot schon begonnen hat. Wählen Sie eine frühere"
        " Uhrzeit oder einen früheren Tag."
    ),
    Fault.AT_NIGHT: _l(
        "Zwischen 19 und 7 Uhr schicken wir keine Erinnerung. Wählen Sie eine Uhrzeit am Tag."
    ),
}


class ReminderRefused(Refused):
    """A reminder of one's own that would help nobody."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(SENTENCES[fault], code=fault.value)
