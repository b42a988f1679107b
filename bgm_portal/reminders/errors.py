"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core import quiet_hours
from bgm_portal.core.errors import Refused

from .rules import Fault

SENTENCES = {
    Fault.AFTER_START: _l(
        "Diese Erinnerung käme erst, wenn das Angebot schon begonnen hat. Wählen Sie eine frühere"
        " Uhrzeit oder einen früheren Tag."
    ),
    Fault.AT_NIGHT: _l(
        "Zwischen %(evening)s und %(morning)s Uhr schicken wir keine Erinnerung. Wählen Sie eine"
        " Uhrzeit am Tag."
    ),
}


class ReminderRefused(Refused):
    """A reminder of one's own that would help nobody."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(SENTENCES[fault]) % quiet_hours.on_the_wall(), code=fault.value)
