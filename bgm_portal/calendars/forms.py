"""How somebody wants their calendar."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from bgm_portal.web.forms import Form, SelectChoice

from .words import ALARMS


class FeedForm(Form):
    """What a calendar says, and when it rings."""

    neutral = BooleanField(
        _l("Im Kalender nur „Termin“ zeigen"),
        description=_l(
            "Empfehlenswert, wenn andere Ihren Kalender sehen. Vertrauliche Angebote heißen dort"
            " immer nur „Termin“."
        ),
    )
    alarm = SelectField(
        _l("Soll Ihr Kalender Sie erinnern?"),
        choices=[SelectChoice(str(minutes or ""), words) for minutes, words in ALARMS.items()],
    )

    @property
    def alarm_minutes(self) -> int | None:
        """Return how long before each date the calendar rings, if at all."""
        return int(self.alarm.data) if self.alarm.data else None
