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
    StringField,
)
from wtforms import Form as PlainForm
from wtforms.validators import ValidationError

from bgm_portal.activities.adaptations import groups
from bgm_portal.activities.kinds import AccessQuestion, QuestionKind
from bgm_portal.activities.words import ACCESS_QUESTIONS, ANSWERS, QUESTION_KINDS
from bgm_portal.web.forms import Form, Required, SelectChoice

from .texts import ColumnsForm, choices_of, text

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
    """A line of a list; one without words is left out."""

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

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        names = ("label_de", "label_en", "hint_de", "hint_en", "takes_place")
        return {name: self[name].data for name in names}


class RolesForm(Form):
    """The ways to take part, in their order."""

    rows = FieldList(FormField(RoleRow, separator="-"), separator="-")


class QuestionRow(Row):
    """Something that is asked at sign-up."""

    label_de = text(_l("Frage"), hint=_l("Zum Beispiel: Welche Shirtgröße?"), most=LABEL_LENGTH)
    label_en = text(_l("Frage auf Englisch"), most=LABEL_LENGTH)
    purpose_de = text(
        _l("Wozu wir das wissen müssen"), hint=_l("Steht bei der Frage."), most=HINT_LENGTH
    )
    purpose_en = text(_l("Wozu, auf Englisch"), most=HINT_LENGTH)
    hint_de = text(_l("Hilfe zur Antwort"), most=HINT_LENGTH)
    hint_en = text(_l("Hilfe zur Antwort, auf Englisch"), most=HINT_LENGTH)
    kind = SelectField(
        _l("Art der Antwort"),
        choices=choices_of(QUESTION_KINDS),
    )
    options = text(
        _l("Antworten zur Auswahl, eine je Zeile"),
        hint=_l("Nur bei „Auswahl aus einer Liste“. Englisch nach einem Strich: Größe M | Size M"),
        rows=4,
    )
    required = BooleanField(_l("Muss beantwortet werden"))

    def validate_purpose_de(self, field: StringField) -> None:
        """Insist on a purpose: nobody is asked without a reason."""
        if self.is_used and not field.data:
            raise ValidationError(_("Sagen Sie, wozu Sie das wissen müssen."))

    def validate_options(self, field: StringField) -> None:
        """Insist on two different answers to choose from."""
        if not self.is_used or self.kind.data != QuestionKind.CHOICE:
            return
        words = [option["de"] for option in read_options(field.data or "")]
        double = next((word for word in words if words.count(word) > 1), None)
        if double:
            raise ValidationError(
                _("„%(word)s“ steht zweimal da. Entfernen Sie eine Zeile.", word=double)
            )
        if len(words) < 2:  # noqa: PLR2004 - a choice is between two
            raise ValidationError(_("Geben Sie mindestens zwei Antworten ein, eine je Zeile."))

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        names = ("label_de", "label_en", "purpose_de", "purpose_en", "hint_de", "hint_en")
        chooses = self.kind.data == QuestionKind.CHOICE
        return {name: self[name].data for name in names} | {
            "kind": QuestionKind(self.kind.data),
            "required": self.required.data,
            "options": read_options(self.options.data or "") if chooses else [],
        }


class QuestionsForm(ColumnsForm):
    """What is asked at sign-up, and which consents."""

    rows = FieldList(FormField(QuestionRow, separator="-"), separator="-")
    organiser = text(
        _l("Veranstalter außerhalb des Hauses"),
        hint=_l("Wer erfährt Namen und Antworten? Leer: niemand."),
        most=LABEL_LENGTH,
    )
    asks_photo_consent = BooleanField(_l("Nach der Einwilligung in Fotos fragen"))
    asks_result_consent = BooleanField(_l("Nach der Einwilligung in die Ergebnisliste fragen"))


class TeamForm(Form):
    """Who is named as the contact, and who else looks after it."""

    contact = SelectField(
        _l("Ansprechperson"),
        description=_l("Steht auf der Seite und bekommt die Bedarfe zu sehen."),
        coerce=str,
        validators=[Required(_l("Wählen Sie eine Ansprechperson."))],
    )
    others = SelectMultipleField(_l("Das Angebot betreuen außerdem"), coerce=str)


def read_options(typed: str) -> list[dict[str, Any]]:
    """Understand answers to choose from; what is stored are the German words."""
    options = []
    for line in typed.splitlines():
        german, _bar, english = (part.strip() for part in line.partition("|"))
        if german:
            options.append({"value": german, "de": german, "en": english or None})
    return options


def write_options(options: list[dict[str, Any]]) -> str:
    """Write answers to choose from in the way in which they are understood."""
    return "\n".join(
        f"{option['de']} | {option['en']}" if option.get("en") else str(option["de"])
        for option in options
    )
