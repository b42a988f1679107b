"""Forms about the house: its name, who helps, how it looks, and when it works."""

from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, IntegerField, SelectField, StringField
from wtforms.validators import Optional, ValidationError

from bgm_portal.activities.kinds import WorktimeRule
from bgm_portal.activities.words import WORKTIME_CHOICES
from bgm_portal.admin.colours import USUAL
from bgm_portal.admin.words import ENFORCEMENTS, STATES
from bgm_portal.identity.staff_import import EMAIL
from bgm_portal.settings import rules
from bgm_portal.settings.names import Part
from bgm_portal.web.fields import choices_of, text, too_long, trimmed, whole_number
from bgm_portal.web.forms import Form, Required, TimeField

NAME_LENGTH = 80


def needed(label: Any, sentence: Any, *, hint: Any = "") -> StringField:
    """Return a field for a short text that must be there."""
    return StringField(
        label,
        description=hint,
        filters=[trimmed],
        validators=[Required(sentence), too_long(NAME_LENGTH)],
    )


class PartForm(Form):
    """A part of what the house says. Everything in it is stored as a text."""

    def stored(self) -> dict[str, str]:
        """Return what is to be written, by name."""
        return {
            field.name: field.stored if hasattr(field, "stored") else str(field.data or "")
            for field in self
            if field.type != "CSRFTokenField"
        }


class NameForm(PartForm):
    """What the portal and its house are called, and under which law it stands."""

    name = needed(
        _l("Name des Portals"),
        _l("Geben Sie ein, wie das Portal heißt."),
        hint=_l("Er steht oben auf jeder Seite und in jeder Nachricht."),
    )
    claim = text(_l("Zeile unter dem Namen"), most=NAME_LENGTH)
    employer_name = needed(
        _l("Name des Arbeitgebers"), _l("Geben Sie ein, wie der Arbeitgeber heißt.")
    )
    employer_address = text(
        _l("Anschrift für das Impressum"),
        hint=_l("In einer Zeile, zum Beispiel: Musterstraße 1, 44135 Dortmund"),
        most=200,
    )
    privacy_contact = text(
        _l("Wie erreicht man den Datenschutz?"),
        hint=_l("Zum Beispiel eine Adresse oder Telefonnummer. Sie steht im Impressum."),
        most=200,
    )
    enforcement = SelectField(
        _l("Wer hilft, wenn wir auf gemeldete Barrieren nicht gut antworten?"),
        description=_l("Davon hängt ab, welches Recht die Erklärung zur Barrierefreiheit nennt."),
        choices=choices_of(ENFORCEMENTS),
        validators=[Required(_l("Wählen Sie eine Stelle."))],
    )


class ContactForm(PartForm):
    """Who helps without the portal; this stands below every page."""

    contact_name = needed(_l("Name"), _l("Geben Sie ein, wer hilft."))
    contact_role = needed(_l("Funktion"), _l("Geben Sie ein, in welcher Funktion."))
    contact_phone = needed(
        _l("Telefon"), _l("Geben Sie eine Telefonnummer ein: Nicht alle können das Portal nutzen.")
    )
    contact_room = text(_l("Raum"), most=NAME_LENGTH)
    contact_email = EmailField(
        _l("E-Mail-Adresse"),
        description=_l("Hier kommen auch Antworten auf Nachrichten des Portals an."),
        filters=[trimmed],
        validators=[Required(_l("Geben Sie eine E-Mail-Adresse ein.")), too_long(200)],
    )

    def validate_contact_email(self, field: EmailField) -> None:
        """Insist on an address that mail can be sent to."""
        if not EMAIL.fullmatch(str(field.data).lower()):
            raise ValidationError(
                _("Schreiben Sie eine Adresse wie vorname.nachname@haus.example.")
            )


class ColourField(StringField):
    """A colour as people copy it from a style guide: #0a4b53, 0A4B53 or #abc."""

    @property
    def stored(self) -> str:
        """Return the colour as it is written, or nothing for that of the portal."""
        return rules.plain_colour(self.data or "") or ""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no colour."""
        if (self.data or "").strip() and not self.stored:
            raise ValidationError(
                _("Geben Sie die Farbe mit sechs Zeichen ein, zum Beispiel #0a4b53.")
            )


def _too_faint(fault: rules.TooFaint | None, *, criterion: str) -> None:
    if fault is not None:
        raise ValidationError(
            _(
                "Diese Farbe hebt sich zu wenig ab: %(ratio)s zu 1, nötig sind %(needed)s zu 1"
                " (WCAG %(criterion)s). Es ginge zum Beispiel %(instead)s.",
                ratio=format_decimal(int(fault.ratio * 10) / 10, "0.0"),
                needed=format_decimal(fault.needed, "0.0"),
                criterion=criterion,
                instead=fault.instead,
            )
        )


class LookForm(PartForm):
    """Colours of the house. Each is checked against every ground on which it stands."""

    lead_light = ColourField(
        _l("Farbe für Links und Knöpfe, helle Ansicht"),
        description=_l(
            "Als Farbcode wie %(code)s; leer heißt: die Farbe des Portals. Mindestens 4,5 zu 1"
            " (WCAG 1.4.3).",
            code=USUAL["lead_light"],
        ),
    )
    lead_dark = ColourField(
        _l("Farbe für Links und Knöpfe, dunkle Ansicht"),
        description=_l(
            "Als Farbcode wie %(code)s. Auf dunklem Grund braucht es einen hellen Ton.",
            code=USUAL["lead_dark"],
        ),
    )
    band_light = ColourField(
        _l("Farbe der Linien, helle Ansicht"),
        description=_l(
            "Als Farbcode wie %(code)s. Sie trägt nie Schrift. Mindestens 3 zu 1 (WCAG 1.4.11).",
            code=USUAL["band_light"],
        ),
    )
    band_dark = ColourField(
        _l("Farbe der Linien, dunkle Ansicht"),
        description=_l("Als Farbcode wie %(code)s.", code=USUAL["band_dark"]),
    )

    def validate_lead_light(self, field: ColourField) -> None:
        """Insist on links that can be read."""
        self._lead(field, "light")

    def validate_lead_dark(self, field: ColourField) -> None:
        """Insist on links that can be read in the dark."""
        self._lead(field, "dark")

    def validate_band_light(self, field: ColourField) -> None:
        """Insist on lines that can be seen."""
        self._band(field, "light")

    def validate_band_dark(self, field: ColourField) -> None:
        """Insist on lines that can be seen in the dark."""
        self._band(field, "dark")

    def _lead(self, field: ColourField, theme: str) -> None:
        if field.stored:
            _too_faint(rules.lead_fault(field.stored, theme), criterion="1.4.3")

    def _band(self, field: ColourField, theme: str) -> None:
        if field.stored:
            _too_faint(rules.band_fault(field.stored, theme), criterion="1.4.11")


class ClockField(TimeField):
    """A time of day that is stored as 19:00."""

    @property
    def stored(self) -> str:
        """Return the time as it is written."""
        return f"{self.time_of_day:%H:%M}" if self.time_of_day else ""


class TimesForm(PartForm):
    """What counts as work unless an activity says otherwise, and when nobody is disturbed."""

    worktime_ba = SelectField(
        _l("Beschäftigte der Bundesagentur"),
        choices=choices_of(WORKTIME_CHOICES),
        validators=[Required(_l("Wählen Sie, was gilt."))],
    )
    worktime_city = SelectField(
        _l("Beschäftigte der Kommune"),
        choices=choices_of(WORKTIME_CHOICES),
        validators=[Required(_l("Wählen Sie, was gilt."))],
    )
    worktime_cap_minutes = IntegerField(
        _l("Grenze in Minuten"),
        description=_l("Nur wenn Sie oben „bis zu einer Grenze“ gewählt haben."),
        validators=[
            Optional(),
            whole_number(1, 10_000),
        ],
        render_kw={"inputmode": "numeric"},
    )
    quiet_from = ClockField(
        _l("Ruhe ab"),
        description=_l("Zwischen 16 und 22 Uhr. Danach schickt das Portal nichts mehr von selbst."),
        validators=[Required(_l("Geben Sie ein, ab wann Ruhe ist."))],
    )
    quiet_until = ClockField(
        _l("Ruhe bis"),
        description=_l("Zwischen 5 und 9 Uhr am Morgen."),
        validators=[Required(_l("Geben Sie ein, bis wann Ruhe ist."))],
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Ask for the limit where a rule speaks of one; an empty field is asked nothing itself."""
        sound = bool(super().validate(*args, **kwargs))
        capped = {WorktimeRule.CAPPED_WEEK, WorktimeRule.CAPPED_YEAR}
        limit = self.worktime_cap_minutes
        if (
            limit.errors
            or limit.data
            or not capped
            & {
                self.worktime_ba.data,
                self.worktime_city.data,
            }
        ):
            return sound
        limit.errors = [_("Geben Sie die Grenze in Minuten ein.")]
        return False

    def validate_quiet_from(self, field: ClockField) -> None:
        """Insist on an evening."""
        end = rules.LATEST_MORNING
        if field.time_of_day and not rules.are_quiet_hours(field.time_of_day, end):
            raise ValidationError(_("Wählen Sie eine Uhrzeit zwischen 16 und 22 Uhr."))

    def validate_quiet_until(self, field: ClockField) -> None:
        """Insist on a morning."""
        begin = rules.LATEST_EVENING
        if field.time_of_day and not rules.are_quiet_hours(begin, field.time_of_day):
            raise ValidationError(_("Wählen Sie eine Uhrzeit zwischen 5 und 9 Uhr."))


class StateForm(PartForm):
    """In which state the house lies: its holidays are no working days."""

    state = SelectField(
        _l("Bundesland"),
        description=_l("Schulferien kennt das Portal nur für Nordrhein-Westfalen."),
        choices=choices_of(STATES),
        validators=[Required(_l("Wählen Sie ein Bundesland."))],
    )


FORMS: dict[Part, type[PartForm]] = {
    Part.NAME: NameForm,
    Part.CONTACT: ContactForm,
    Part.LOOK: LookForm,
    Part.TIMES: TimesForm,
    Part.CLOSING: StateForm,
}
