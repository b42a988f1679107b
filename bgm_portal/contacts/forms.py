"""What is known about a contact point, in the order in which one asks for it."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import ValidationError

from bgm_portal.identity.staff_import import EMAIL
from bgm_portal.web.fields import choices_of, text, too_long, trimmed
from bgm_portal.web.forms import DayField, Form, Required

from . import rules
from .kinds import ContactKind, ContactScope
from .words import KINDS, SCOPES

NAME_LENGTH = 120
LINE_LENGTH = 200
TEXT_LENGTH = 1000
WAYS = ("phone", "email", "website", "channels_de", "address")

#: The parts of the page: heading, and the fields below it.
PARTS = (
    (_l("Wer hilft wobei?"), ("name_de", "kind", "scope", "helps_de", "when_de")),
    (_l("So erreicht man die Stelle"), ("phone", "email", "website", "channels_de", "hours_de")),
    (_l("Vor Ort und Sprachen"), ("address", "access_de", "languages_de")),
    (_l("Woher die Angaben kommen"), ("source", "checked_on", "checked_by")),
    (
        _l("Auf Englisch"),
        ("name_en", "helps_en", "when_en", "channels_en", "hours_en", "access_en", "languages_en"),
    ),
)


class ContactForm(Form):
    """A contact point. What is left out in English is shown in German."""

    name_de = StringField(
        _l("Name der Stelle"),
        description=_l("Zum Beispiel: Schwerbehindertenvertretung (SBV)"),
        filters=[trimmed],
        validators=[Required(_l("Geben Sie der Stelle einen Namen.")), too_long(NAME_LENGTH)],
    )
    kind = SelectField(
        _l("Wozu gehört sie?"),
        choices=choices_of(KINDS),
        validators=[Required(_l("Wählen Sie, wozu die Stelle gehört."))],
    )
    scope = RadioField(
        _l("Für wen ist sie da?"),
        choices=choices_of(SCOPES),
        validators=[Required(_l("Wählen Sie, für wen die Stelle da ist."))],
    )
    helps_de = StringField(
        _l("Wobei hilft sie?"),
        description=_l("Ein Satz. Er steht im Verzeichnis unter dem Namen."),
        filters=[trimmed],
        validators=[Required(_l("Sagen Sie, wobei die Stelle hilft.")), too_long(LINE_LENGTH)],
    )
    when_de = text(
        _l("Wann wendet man sich an sie?"),
        hint=_l("Ein Anlass je Zeile, zum Beispiel: vor einem Antrag auf Gleichstellung"),
        most=TEXT_LENGTH,
        rows=4,
    )
    phone = text(_l("Telefon"), hint=_l("Keine privaten Nummern."), most=LINE_LENGTH)
    email = text(_l("E-Mail"), hint=_l("Am besten die Adresse der Stelle."), most=LINE_LENGTH)
    website = text(_l("Internetseite"), hint=_l("Mit https:// am Anfang"), most=LINE_LENGTH)
    channels_de = text(
        _l("Weitere Wege"),
        hint=_l("Zum Beispiel: Gebärdensprach-Videotelefon, Kontaktformular, Brief"),
        most=TEXT_LENGTH,
        rows=2,
    )
    hours_de = text(_l("Zeiten"), most=LINE_LENGTH)
    address = text(_l("Anschrift oder Raum"), most=TEXT_LENGTH, rows=3)
    access_de = text(
        _l("Was man vor Ort wissen muss"),
        hint=_l("Zahlen statt Urteile: eine Stufe mit 6 Zentimetern, Türen 95 Zentimeter breit"),
        most=TEXT_LENGTH,
        rows=3,
    )
    languages_de = text(
        _l("Sprachen"),
        hint=_l("Zum Beispiel: Deutsch, Englisch, Gebärdensprache nach Absprache"),
        most=LINE_LENGTH,
    )
    source = StringField(
        _l("Quelle der Angaben"),
        description=_l("Zum Beispiel: Internetseite der Stelle, Anruf"),
        filters=[trimmed],
        validators=[Required(_l("Sagen Sie, woher die Angaben kommen.")), too_long(LINE_LENGTH)],
    )
    checked_on = DayField(
        _l("Geprüft am"),
        description=_l("Zum Beispiel 12.03.2026"),
        validators=[Required(_l("Geben Sie ein, wann das geprüft wurde."))],
    )
    checked_by = StringField(
        _l("Geprüft von"),
        description=_l("Eine Stelle, keine Person: BGM-Koordination und SBV"),
        filters=[trimmed],
        validators=[Required(_l("Sagen Sie, welche Stelle geprüft hat.")), too_long(NAME_LENGTH)],
    )
    name_en = text(_l("Name auf Englisch"), most=NAME_LENGTH)
    helps_en = text(_l("Wobei sie hilft, auf Englisch"), most=LINE_LENGTH)
    when_en = text(_l("Wann man sich an sie wendet, auf Englisch"), most=TEXT_LENGTH, rows=4)
    channels_en = text(_l("Weitere Wege auf Englisch"), most=TEXT_LENGTH, rows=2)
    hours_en = text(_l("Zeiten auf Englisch"), most=LINE_LENGTH)
    access_en = text(_l("Vor Ort, auf Englisch"), most=TEXT_LENGTH, rows=3)
    languages_en = text(_l("Sprachen auf Englisch"), most=LINE_LENGTH)

    today: date

    def validate_email(self, field: StringField) -> None:
        """Refuse what is no address."""
        if field.data and not EMAIL.fullmatch(field.data.lower()):
            raise ValidationError(
                _("Geben Sie eine vollständige Adresse ein, zum Beispiel info@stelle.example.")
            )

    def validate_website(self, field: StringField) -> None:
        """Refuse what no browser opens as a page."""
        if field.data and not _is_page(field.data):
            raise ValidationError(
                _("Geben Sie die ganze Adresse ein, zum Beispiel https://www.stelle.example.")
            )

    def validate_checked_on(self, field: DayField) -> None:
        """Refuse a check that has not happened yet."""
        if field.day and field.day > self.today:
            raise ValidationError(
                _("Der Tag der Prüfung liegt in der Zukunft. Prüfen Sie das Datum.")
            )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Insist on one way to reach the place."""
        sound = bool(super().validate(*args, **kwargs))
        if any(self[name].data for name in WAYS):
            return sound
        self.phone.errors = [
            *self.phone.errors,
            _("Geben Sie mindestens einen Weg an: Telefon, E-Mail, Internetseite oder Anschrift."),
        ]
        return False

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        names = [name for _heading, fields in PARTS for name in fields]
        return {name: self[name].data for name in names} | {
            "kind": ContactKind(self.kind.data),
            "scope": ContactScope(self.scope.data),
            "checked_on": self.checked_on.day,
        }


class NewContactForm(ContactForm):
    """A new contact point, with the key by which others link to it."""

    key = text(
        _l("Kurzname für Verweise"),
        hint=_l(
            "Bleibt immer gleich, denn Lernmodule verweisen darauf. Kleinbuchstaben, Ziffern und"
            " Bindestriche, zum Beispiel: sbv. Leer: wir bilden ihn aus dem Namen."
        ),
        most=rules.KEY_LENGTH,
    )

    def validate_key(self, field: StringField) -> None:
        """Refuse what cannot stand in a link."""
        if field.data and not rules.is_key(field.data):
            raise ValidationError(
                _("Verwenden Sie nur Kleinbuchstaben, Ziffern und Bindestriche, zum Beispiel sbv.")
            )
        if not field.data and self.name_de.data and not rules.key_from(self.name_de.data):
            raise ValidationError(
                _("Aus dem Namen lässt sich kein Kurzname bilden. Geben Sie einen ein.")
            )

    @property
    def chosen_key(self) -> str:
        """Return the key that was typed, or the one that the name makes."""
        return self.key.data or rules.key_from(self.name_de.data or "")


def _is_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in parts.netloc and " " not in address
