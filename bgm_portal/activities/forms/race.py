"""What the organiser of a race lays down, and how teams are formed."""

from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange, Optional

from bgm_portal.web.fields import text
from bgm_portal.web.forms import DayField, TimeField

from .dates_text import moment_of
from .texts import ColumnsForm

LAST_MINUTE = time(23, 59)
SMALLEST_TEAM, LARGEST_TEAM = 2, 100
FACT_LENGTH = 300


class RaceForm(ColumnsForm):
    """The organiser's facts. Ask for those about wheelchairs before you announce the run."""

    names_day = DayField(
        _l("Frist für Namen beim Veranstalter, Tag"),
        description=_l("Danach werden Namen nur noch getauscht. Zum Beispiel 23.04.2026"),
    )
    names_time = TimeField(_l("Frist für Namen, Uhrzeit"), description=_l("Leer: 23:59 Uhr"))
    length_de = text(
        _l("Strecke"), hint=_l("Länge, Untergrund, Steigung, kurze Strecke"), most=FACT_LENGTH
    )
    length_en = text(_l("Strecke, auf Englisch"), most=FACT_LENGTH)
    time_limit_de = text(
        _l("Zeitlimit"), hint=_l("Zum Beispiel: keines, das Ziel ist bis 20:30 Uhr offen"), most=200
    )
    time_limit_en = text(_l("Zeitlimit, auf Englisch"), most=200)
    wheels_de = text(
        _l("Rollstuhl und Handbike"),
        hint=_l("Was der Veranstalter erlaubt: Alltagsrollstuhl, Rennrollstuhl, Handbike"),
        most=FACT_LENGTH,
    )
    wheels_en = text(_l("Rollstuhl und Handbike, auf Englisch"), most=FACT_LENGTH)
    pick_up_de = text(
        _l("Ausgabe der Startnummern"), hint=_l("Wo, wann und durch wen"), most=FACT_LENGTH
    )
    pick_up_en = text(_l("Ausgabe der Startnummern, auf Englisch"), most=FACT_LENGTH)
    fee_de = text(_l("Startgeld"), hint=_l("Zum Beispiel: zahlt das Haus"), most=200)
    fee_en = text(_l("Startgeld, auf Englisch"), most=200)
    reached_at = text(
        _l("So erreichen Sie den Veranstalter"),
        hint=_l("Nur für die Koordination, steht nicht auf der Seite des Angebots."),
        most=200,
    )
    has_teams = BooleanField(
        _l("Die Teilnehmenden können Teams bilden"),
        description=_l("Auf der eigenen Seite, bis zur Frist für Namen."),
    )
    team_size = IntegerField(
        _l("Höchstens so viele je Team"),
        description=_l("Leer: beliebig viele. Guides und Helfende zählen nicht mit."),
        validators=[
            Optional(),
            NumberRange(SMALLEST_TEAM, LARGEST_TEAM, _l("Ein Team hat 2 bis 100 Mitglieder.")),
        ],
        render_kw={"inputmode": "numeric"},
    )

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        day, at = self.names_day.day, self.names_time.time_of_day or LAST_MINUTE
        typed = {
            name: value for name, value in super().values().items() if not name.startswith("names_")
        }
        return typed | {"names_until": moment_of(day, at) if day else None}
