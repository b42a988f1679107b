"""What is known about a place: words, and dated facts."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, RadioField, StringField
from wtforms import Form as PlainForm

from bgm_portal.activities.kinds import Answer, VenueFactCode
from bgm_portal.activities.words import ANSWERS
from bgm_portal.web.fields import choices_of, text, too_long, trimmed
from bgm_portal.web.forms import DayField, Form, Required

NAME_LENGTH = 120
DETAIL_LENGTH = 300
COLUMNS = (
    "name_de",
    "name_en",
    "is_online",
    "note_de",
    "note_en",
    "directions_de",
    "directions_en",
)


class FactForm(PlainForm):
    """One fact about a place, and when and by whom it was checked."""

    answer = RadioField(
        _l("Antwort"),
        choices=choices_of(ANSWERS),
        default=str(Answer.UNKNOWN),
        validators=[Required(_l("Wählen Sie „Ja“, „Nein“ oder „Noch nicht bekannt“."))],
    )
    detail_de = text(
        _l("Zahlen dazu"), hint=_l("Zum Beispiel: 95 Zentimeter, 20 Meter"), most=DETAIL_LENGTH
    )
    detail_en = text(_l("Zahlen dazu auf Englisch"), most=DETAIL_LENGTH)
    checked_on = DayField(_l("Geprüft am"), description=_l("Zum Beispiel 12.03.2026"))
    checked_by = text(
        _l("Geprüft von"),
        hint=_l("Eine Stelle, keine Person: BGM-Koordination und SBV"),
        most=NAME_LENGTH,
    )


class VenueForm(Form):
    """A place with its facts."""

    name_de = StringField(
        _l("Name des Ortes"),
        filters=[trimmed],
        validators=[Required(_l("Geben Sie dem Ort einen Namen.")), too_long(NAME_LENGTH)],
    )
    name_en = text(_l("Name auf Englisch"), most=NAME_LENGTH)
    is_online = BooleanField(_l("Das ist ein Online-Raum"))
    note_de = text(
        _l("Was man über den Ort wissen muss"), hint=_l("Licht, Lärm, Boden, Steigung"), rows=3
    )
    note_en = text(_l("Dasselbe auf Englisch"), rows=3)
    directions_de = text(
        _l("Wegbeschreibung als Text"),
        hint=_l("Ein Schritt je Zeile, ab Haltestelle und Parkplatz, auch für blinde Menschen."),
        rows=8,
    )
    directions_en = text(_l("Wegbeschreibung auf Englisch"), rows=8)

    today: date

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Insist on the day of the check for every yes and no, and on one that has come."""
        sound = bool(super().validate(*args, **kwargs))
        for code in VenueFactCode:
            fact = self[code.value].form
            mistake = self._mistake(fact)
            if mistake:
                fact.checked_on.errors = [*fact.checked_on.errors, mistake]
                sound = False
        return sound

    def _mistake(self, fact: Any) -> str:
        answered = fact.answer.data in {str(Answer.YES), str(Answer.NO)}
        if answered and not (fact.checked_on.data or "").strip():
            return str(_("Geben Sie ein, wann das geprüft wurde, zum Beispiel 12.03.2026."))
        if fact.checked_on.day and fact.checked_on.day > self.today:
            return str(_("Der Tag der Prüfung liegt in der Zukunft. Prüfen Sie das Datum."))
        return ""

    def values(self) -> dict[str, Any]:
        """Return what was typed about the place, by column."""
        return {name: self[name].data for name in COLUMNS}


for _code in VenueFactCode:
    setattr(VenueForm, _code.value, FormField(FactForm, separator="-"))
