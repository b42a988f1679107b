"""The lists that belong to an activity: answers, offers, roles, questions, people."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms import Form as PlainForm
from wtforms.validators import ValidationError

from bgm_portal.activities.adaptations import groups
from bgm_portal.activities.kinds import AccessQuestion
from bgm_portal.activities.words import ACCESS_QUESTIONS, ANSWERS
from bgm_portal.web.fields import choices_of, something_typed, text
from bgm_portal.web.forms import Form, Required, SelectChoice, TimeField

from .texts import ColumnsForm

LABEL_LENGTH = 120
HINT_LENGTH = 300


class AnswerForm(PlainForm):
    """An answer to one question of access."""

    answer = RadioField(
        _l("Antwort"),
        choices=choices_of(ANSWERS),
        validators=[Required(_l("Wählen Sie „Ja“, „Nein“ oder „Noch nicht bekannt“."))],
    )
    detail_de = text(
        _l("Was man dazu wissen muss"),
        hint=_l("Zahlen statt Urteile: 18 Stufen, kein Aufzug"),
        most=HINT_LENGTH,
    )
    detail_en = text(_l("Dasselbe auf Englisch"), most=HINT_LENGTH)


class AccessForm(Form):
    """The seven questions, every one to be answered."""

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Name the question that was not answered."""
        sound = bool(super().validate(*args, **kwargs))
        for question, words in ACCESS_QUESTIONS.items():
            answer = self[question.value].form.answer
            if answer.errors:
                message = _(
                    "Beantworten Sie „%(question)s“ mit „Ja“, „Nein“ oder „Noch nicht bekannt“.",
                    question=str(words),
                )
                answer.errors = [message]
        return sound


for _question in AccessQuestion:
    setattr(AccessForm, _question.value, FormField(AnswerForm, separator="-"))


class OffersForm(Form):
    """What is ready without anybody asking for it, by group."""

    codes = SelectMultipleField(_l("Das ist vorhanden"), coerce=str)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes.choices = [
            SelectChoice(adaptation.code, adaptation.label)
            for _label, adaptations in groups("E")
            for adaptation in adaptations
        ]

    def grouped(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """Return the boxes by group: code, words, ticked."""
        ticked = set(self.codes.data or [])
        return [
            (label, [(a.code, a.label, a.code in ticked) for a in adaptations])
            for label, adaptations in groups("E")
        ]


class Row(PlainForm):
    """A line of a list; one in which nothing is typed is left out."""

    row_id = HiddenField()
    remove = BooleanField(_l("Diese Zeile entfernen"))

    @property
    def is_used(self) -> bool:
        """Tell whether something was typed and is to stay."""
        return bool(self.label_de.data) and not self.remove.data  # type: ignore[attr-defined]  # each row has its own


class RoleRow(Row):
    """A way to take part."""

    label_de = text(_l("Mitmachen als"), hint=_l("Zum Beispiel: Laufen"), most=LABEL_LENGTH)
    label_en = text(_l("Auf Englisch"), most=LABEL_LENGTH)
    hint_de = text(
        _l("Dazu ein Satz"), hint=_l("Zum Beispiel: 7,2 Kilometer in Ihrem Tempo"), most=HINT_LENGTH
    )
    hint_en = text(_l("Der Satz auf Englisch"), most=HINT_LENGTH)
    takes_place = BooleanField(
        _l("Braucht einen Platz"), description=_l("Ohne Haken bei Guides und Begleitung.")
    )

    start_time = TimeField(
        _l("Startzeit"),
        description=_l("Nur wenn diese Startklasse eine eigene hat. Zum Beispiel: 18:05"),
    )

    def validate_label_de(self, field: Any) -> None:
        """Ask for the name where anything else was typed; a tick alone is how a row begins."""
        if field.data or self.remove.data:
            return
        if something_typed(self.label_en, self.hint_de, self.hint_en, self.start_time):
            raise ValidationError(_("Schreiben Sie dazu, als was man mitmacht."))

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        names = ("label_de", "label_en", "hint_de", "hint_en", "takes_place")
        typed = {name: self[name].data for name in names}
        return typed | {"start_time": self.start_time.time_of_day}


class RolesForm(Form):
    """The ways to take part, in their order."""

    rows = FieldList(FormField(RoleRow, separator="-"), separator="-")


class QuestionsForm(ColumnsForm):
    """Who outside is told, and which consents are asked for; the questions have their own pages."""

    organiser = text(
        _l("Veranstalter außerhalb des Hauses"),
        hint=_l("Wer erfährt Namen und Antworten? Leer: niemand."),
        most=LABEL_LENGTH,
    )
    asks_photo_consent = BooleanField(_l("Nach der Einwilligung in Fotos fragen"))
    asks_result_consent = BooleanField(_l("Nach der Einwilligung in die Ergebnisliste fragen"))


class HelpersForm(Form):
    """Which contact points help with an activity."""

    contacts = SelectMultipleField(
        _l("Diese Kontakte helfen bei dem Angebot"),
        description=_l(
            "Sie stehen auf der Seite des Angebots, zum Beispiel das Guidenetzwerk beim Lauf."
        ),
        coerce=str,
    )


class TeamForm(Form):
    """Who is named as the contact, and who else looks after it."""

    contact = SelectField(
        _l("Ansprechperson"),
        description=_l("Steht auf der Seite und bekommt die Bedarfe zu sehen."),
        coerce=str,
        validators=[Required(_l("Wählen Sie eine Ansprechperson."))],
    )
    others = SelectMultipleField(_l("Das Angebot betreuen außerdem"), coerce=str)
