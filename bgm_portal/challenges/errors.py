"""How this room says no."""

from datetime import date

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Missing, Refused
from bgm_portal.core.i18n import long_date


class ChallengeMissing(Missing):
    """There is no such challenge."""

    def __init__(self) -> None:
        super().__init__(_l("Diese Aktion gibt es nicht."))


class NotAMember(Refused):
    """Somebody does not take part."""

    code = "not_a_member"

    def __init__(self) -> None:
        super().__init__(_l("Sie machen bei dieser Aktion nicht mit. Steigen Sie zuerst ein."))


class OverForJoining(Refused):
    """The challenge is over."""

    code = "over_for_joining"

    def __init__(self, last_day: date) -> None:
        super().__init__(
            _l("Einsteigen konnten Sie bis %(day)s.", day=long_date(last_day)),
        )


class NotRunning(Refused):
    """Nothing can be entered now."""

    code = "not_running"

    def __init__(self) -> None:
        super().__init__(_l("Für diese Aktion lässt sich jetzt nichts eintragen."))


class TeamsFull(Refused):
    """There are as many teams as there may be."""

    code = "teams_full"

    def __init__(self, most: int) -> None:
        super().__init__(
            _l(
                "Es gibt schon %(most)s Teams, mehr sind nicht vorgesehen. Wählen Sie eines davon.",
                most=most,
            )
        )


class TeamMissing(Refused):
    """No team was chosen, or one of another challenge."""

    code = "team_missing"

    def __init__(self) -> None:
        super().__init__(_l("Wählen Sie ein Team, oder geben Sie einem neuen Team einen Namen."))


class GoalMissing(Refused):
    """No goal was chosen where this challenge is about one."""

    code = "goal_missing"

    def __init__(self) -> None:
        super().__init__(_l("Wählen Sie ein Wochenziel für sich."))


class LotTooEarly(Refused):
    """The lot is drawn when the challenge is over."""

    code = "lot_too_early"

    def __init__(self, last_day: date) -> None:
        super().__init__(
            _l("Das Los wird nach dem Ende gezogen, also nach %(day)s.", day=long_date(last_day))
        )


class LotDrawn(Refused):
    """There is one lot."""

    code = "lot_drawn"

    def __init__(self) -> None:
        super().__init__(_l("Das Los ist schon gezogen."))


class NobodyThere(Refused):
    """Nobody takes part."""

    code = "nobody_there"

    def __init__(self) -> None:
        super().__init__(_l("Bei dieser Aktion macht niemand mit."))
