"""The form on which a circular is written: to whom, what, and when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from bgm_portal.activities.forms.dates_text import moment_of
from bgm_portal.core.i18n import in_words, span
from bgm_portal.identity.typed_fields import SiteField
from bgm_portal.registration.states import RegistrationState
from bgm_portal.web.fields import choices_of, in_one_line, text, too_long, trimmed
from bgm_portal.web.forms import DayField, Form, Required, SelectChoice, TimeField

from .messages import Words
from .rules import Audience

LONGEST_SUBJECT = 120
LONGEST_TEXT = 4000
LONGEST_SITE = 200
NOW, LATER = "jetzt", "spaeter"
EVERYBODY = "alle"
NARROWER = ("role", "date", "team", "bus", "site", "typed_site")  # what picks some of all out
STATES = {
    EVERYBODY: _l("Alle, die sich angemeldet haben"),
    RegistrationState.CONFIRMED: _l("Wer einen Platz hat"),
    RegistrationState.WAITING: _l("Wer auf der Warteliste steht"),
    RegistrationState.OFFERED: _l("Wem ein Platz angeboten ist"),
}


class CircularForm(Form):
    """A message to the people on an activity."""

    number = HiddenField()
    state = RadioField(
        _l("An wen geht die Nachricht?"),
        choices=choices_of(STATES),
        default=EVERYBODY,
        validators=[Required(_l("Wählen Sie, an wen die Nachricht geht."))],
    )
    role = SelectField(_l("Dabei als"), coerce=str)
    date = SelectField(_l("Termin"), coerce=str)
    team = SelectField(_l("Im Team"), coerce=str)
    bus = SelectField(_l("Im Bus"), coerce=str)
    site = SelectField(_l("Arbeitet am Standort"), coerce=str)
    typed_site = SiteField(
        _l("Arbeitet am Standort (Name)"),
        description=_l(
            "Lassen Sie das Feld leer, wenn die Nachricht an alle Standorte geht. Ein Teil genügt,"
            " wenn er nur zu einem Standort passt."
        ),
        filters=[in_one_line],
        validators=[too_long(LONGEST_SITE)],
    )
    subject_de = StringField(
        _l("Betreff"),
        description=_l(
            "Der Name des Angebots steht von selbst davor. Schreiben Sie nichts über einzelne"
            " Menschen."
        ),
        filters=[trimmed],
        validators=[
            Required(_l("Geben Sie einen Betreff ein.")),
            Length(max=LONGEST_SUBJECT, message=_l("Kürzen Sie den Betreff auf 120 Zeichen.")),
        ],
    )
    text_de = TextAreaField(
        _l("Nachricht"),
        description=_l("Anrede und Gruß stehen von selbst da. Leere Zeilen trennen Absätze."),
        filters=[trimmed],
        validators=[
            Required(_l("Schreiben Sie die Nachricht.")),
            Length(max=LONGEST_TEXT, message=_l("Kürzen Sie die Nachricht auf 4000 Zeichen.")),
        ],
        render_kw={"rows": 10},
    )
    subject_en = text(_l("Betreff auf Englisch"), most=LONGEST_SUBJECT)
    text_en = text(
        _l("Nachricht auf Englisch"),
        hint=_l("Für alle, die das Portal auf Englisch lesen. Leer: Sie lesen sie auf Deutsch."),
        most=LONGEST_TEXT,
        rows=6,
    )
    when = RadioField(
        _l("Wann geht sie hinaus?"),
        choices=[SelectChoice(NOW, _l("Jetzt")), SelectChoice(LATER, _l("Später"))],
        default=NOW,
        validators=[Required(_l("Wählen Sie, wann die Nachricht hinausgeht."))],
    )
    day = DayField(_l("Tag"), description=_l("Nur nötig bei „Später“. Zum Beispiel 21.05.2026"))
    time = TimeField(_l("Uhrzeit"), description=_l("Nur nötig bei „Später“. Zum Beispiel 9:00"))

    def validate_subject_de(self, field: StringField) -> None:
        """Keep a header on one line."""
        field.data = " ".join((field.data or "").split())

    def validate_subject_en(self, field: StringField) -> None:
        """Keep a header on one line, and ask for the text that belongs to it."""
        field.data = " ".join((field.data or "").split()) or None
        if bool(field.data) != bool(self.text_en.data):
            raise ValidationError(
                _("Geben Sie Betreff und Nachricht auf Englisch ein, oder keines von beiden.")
            )

    def validate_day(self, field: DayField) -> None:
        """Ask for the day of a message that is planned."""
        if self.when.data == LATER and field.day is None and not field.errors:
            raise ValidationError(_("Geben Sie den Tag ein, zum Beispiel 21.05.2026."))

    def validate_time(self, field: TimeField) -> None:
        """Ask for the time of a message that is planned."""
        if self.when.data == LATER and field.time_of_day is None and not field.errors:
            raise ValidationError(_("Geben Sie die Uhrzeit ein, zum Beispiel 9:00."))
        if self.when.data == LATER and self.day.day is not None and self.send_at is None:
            raise ValidationError(
                _("Diese Uhrzeit gibt es an dem Tag nicht, weil die Uhr vorgestellt wird.")
            )

    def offer(self, roles: Sequence[Any], dates: Sequence[Any]) -> None:
        """Name what can be chosen; a field without a choice goes away."""
        if roles:
            names = {str(role.id): in_words(role.label_de, role.label_en) for role in roles}
            self.role.choices = choices_of({"": _("alle")} | names)
        else:
            del self.role
        if dates:
            days = {str(date.id): span(date.starts_at, date.ends_at) for date in dates}
            self.date.choices = choices_of({"": _("alle")} | days)
        else:
            del self.date

    def offer_everybody(self) -> None:
        """Let nobody be picked out."""
        self.state.choices = choices_of({EVERYBODY: STATES[EVERYBODY]})
        for name in NARROWER:
            del self[name]

    def offer_sites(self, sites: Sequence[Any] | None) -> None:
        """Name the sites; where they are too many to choose from, one is typed."""
        if sites is None:
            del self.site
        else:
            del self.typed_site
            self.offer_more(site={site.id: site.name for site in sites})

    def offer_more(self, **offered: Mapping[UUID, str]) -> None:
        """Name teams, buses or sites; where there are none, the field goes away."""
        for name, known in offered.items():
            if known:
                choices = {str(one): words for one, words in known.items()}
                self[name].choices = choices_of({"": _("alle")} | choices)
            else:
                del self[name]

    @property
    def audience(self) -> Audience:
        """Return who was chosen."""
        state = self.state.data
        return Audience(
            state=None if state == EVERYBODY else RegistrationState(state),
            role_id=_id_of(self, "role"),
            occurrence_id=_id_of(self, "date"),
            team_id=_id_of(self, "team"),
            bus_id=_id_of(self, "bus"),
            site_id=self.typed_site.thing_id if self.typed_site else _id_of(self, "site"),
        )

    @property
    def words(self) -> Words:
        """Return what was written."""
        return Words(
            subject_de=self.subject_de.data or "",
            subject_en=self.subject_en.data or None,
            text_de=self.text_de.data or "",
            text_en=self.text_en.data or None,
        )

    @property
    def send_at(self) -> datetime | None:
        """Return when it shall leave; nothing means now."""
        day, time = self.day.day, self.time.time_of_day
        if self.when.data != LATER or day is None or time is None:
            return None
        return moment_of(day, time)

    def id_on(self, activity_id: UUID) -> UUID:
        """Return the id of this circular: the same page sent twice gives the same one."""
        return uuid5(activity_id, self.number.data or "")

    def renew(self) -> None:
        """Let what is sent from here on be a circular of its own."""
        self.number.data = str(uuid4())


def fresh() -> CircularForm:
    """Return an empty form with a number of its own."""
    return CircularForm(data={"number": str(uuid4()), "state": EVERYBODY, "when": NOW})


def _id_of(form: Any, name: str) -> UUID | None:
    value = form[name].data if name in form else ""
    return UUID(value) if value else None
