"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Missing, Refused


class UnknownTask(Missing):
    """There is no such task at this activity."""

    code = "unknown_task"

    def __init__(self) -> None:
        super().__init__(_l("Diese Aufgabe gibt es nicht mehr."))


class NoDayYet(Refused):
    """Days can only be counted from a day."""

    code = "no_day_yet"

    def __init__(self) -> None:
        super().__init__(
            _l("Das Angebot hat noch keinen Termin. Geben Sie ihn ein, dann zählen die Tage.")
        )


class NotInTheTeam(Refused):
    """Only whoever looks after the activity gets its tasks."""

    code = "not_in_the_team"

    def __init__(self) -> None:
        super().__init__(
            _l("Diese Person betreut das Angebot nicht. Nehmen Sie sie zuerst dort auf.")
        )
