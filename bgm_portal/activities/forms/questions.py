"""The page of one question: what is asked, of whom, what for, and how long the answer is kept."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from bgm_portal.activities.kinds import QuestionKind
from bgm_portal.activities.question_rules import DECIDING, LISTED, values_of, words_of_health
from bgm_portal.activities.words import QUESTION_KINDS
from bgm_portal.core.i18n import in_words
from bgm_portal.web.fields import choices_of, text, too_long, trimmed
from bgm_portal.web.forms import Form, Required, SelectChoice

LABEL_LENGTH = 120
HINT_LENGTH = 300
KEPT = {
    1: _l("1 Tag nach dem Ende des Angebots"),
    7: _l("7 Tage nach dem Ende des Angebots"),
    14: _l("14 Tage nach dem Ende, zusammen mit der Anmeldung"),
}
BETWEEN = ":"


class QuestionForm(Form):
    """One question of a sign-up."""

    label_de = StringField(
        _l("Frage"),
        description=_l("Zum Beispiel: Welche Shirtgröße?"),
        filters=[trimmed],
        validators=[Required(_l("Geben Sie die Frage ein.")), too_long(LABEL_LENGTH)],
    )
    purpose_de = StringField(
        _l("Wozu wir das wissen müssen"),
        description=_l("Steht bei der Frage. Zum Beispiel: Bestellung der Shirts"),
        filters=[trimmed],
        validators=[
            Required(_l("Sagen Sie, wozu Sie das wissen müssen.")),
            too_long(HINT_LENGTH),
        ],
    )
    keep_days = RadioField(
        _l("Wann wir die Antwort löschen"),
        choices=choices_of(KEPT),
        validators=[Required(_l("Wählen Sie, wann die Antwort gelöscht wird."))],
    )
    kind = SelectField(_l("Art der Antwort"), choices=choices_of(QUESTION_KINDS))
    options = text(
        _l("Antworten zur Auswahl, eine je Zeile"),
        hint=_l("Nur bei Listen. Englisch nach einem Strich: Größe M | Size M"),
        rows=4,
    )
    hint_de = text(_l("Hilfe zur Antwort"), most=HINT_LENGTH)
    required = BooleanField(_l("Muss beantwortet werden"))
    for_organiser = BooleanField(
        _l("Der Veranstalter bekommt die Antwort"),
        description=_l("Nur mit der Einwilligung der Person."),
    )
    role_codes = SelectMultipleField(
        _l("Wen wir fragen"), description=_l("Ohne Haken fragen wir alle.")
    )
    condition = SelectMultipleField(
        _l("Nur nach einer bestimmten Antwort fragen"),
        description=_l(
            "Ohne Haken fragen wir immer. Sonst nur, wenn eine der angehakten Antworten gegeben"
            " wurde."
        ),
    )
    label_en = text(_l("Frage auf Englisch"), most=LABEL_LENGTH)
    purpose_en = text(_l("Wozu, auf Englisch"), most=HINT_LENGTH)
    hint_en = text(_l("Hilfe zur Antwort, auf Englisch"), most=HINT_LENGTH)
    not_health = BooleanField(
        _l("Diese Frage fragt nicht nach der Gesundheit und nicht nach Bedarf"),
        description=_l("Wer das bestätigt, steht im Protokoll."),
    )

    def offer(self, roles: Sequence[Any], earlier: Sequence[Any]) -> None:
        """Name the ways to take part and the earlier answers that this question can depend on."""
        self.role_codes.choices = [
            SelectChoice(role.code, in_words(role.label_de, role.label_en)) for role in roles
        ]
        self.condition.choices = [
            SelectChoice(f"{question.code}{BETWEEN}{value}", words, {"head": label})
            for question in earlier
            if question.kind in DECIDING
            for label in [in_words(question.label_de, question.label_en)]
            for value, words in answers_in_words(question)
        ]

    @property
    def sounds_like_health(self) -> list[str]:
        """Return the words in the question and its answers that speak of health."""
        return words_of_health((self.label_de.data, self.hint_de.data, self.options.data))

    def validate_options(self, field: StringField) -> None:
        """Insist on two different answers to choose from."""
        if self.kind.data not in LISTED:
            return
        words = [option["de"] for option in read_options(field.data or "")]
        double = next((word for word in words if words.count(word) > 1), None)
        if double:
            raise ValidationError(
                _("„%(word)s“ steht zweimal da. Entfernen Sie eine Zeile.", word=double)
            )
        if len(words) < 2:  # noqa: PLR2004 - a choice is between two
            raise ValidationError(_("Geben Sie mindestens zwei Antworten ein, eine je Zeile."))

    def validate_condition(self, field: SelectMultipleField) -> None:
        """Insist on the answers of one question."""
        if len({value.partition(BETWEEN)[0] for value in field.data or []}) > 1:
            raise ValidationError(_("Wählen Sie nur Antworten zu einer einzigen Frage."))

    def validate_not_health(self, field: BooleanField) -> None:
        """Insist on a word about health being meant otherwise; needs have a step of their own."""
        words = self.sounds_like_health
        if words and not field.data:
            raise ValidationError(
                ngettext(
                    "„%(words)s“ klingt nach Gesundheit. Danach fragt der Schritt „Bedarf“, den"
                    " nur die zuständige Person liest. Benennen Sie die Frage anders, oder"
                    " bestätigen Sie, dass sie nicht danach fragt.",
                    "„%(words)s“ klingen nach Gesundheit. Danach fragt der Schritt „Bedarf“, den"
                    " nur die zuständige Person liest. Benennen Sie die Frage anders, oder"
                    " bestätigen Sie, dass sie nicht danach fragt.",
                    len(words),
                    words="“, „".join(words),
                )
            )

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        names = ("label_de", "label_en", "purpose_de", "purpose_en", "hint_de", "hint_en")
        kind = QuestionKind(self.kind.data)
        chosen = [value.partition(BETWEEN) for value in self.condition.data or []]
        return {name: self[name].data for name in names} | {
            "kind": kind,
            "options": read_options(self.options.data or "") if kind in LISTED else [],
            "required": self.required.data,
            "for_organiser": self.for_organiser.data,
            "keep_days": int(self.keep_days.data),
            "role_codes": list(self.role_codes.data or []),
            "shown_if_code": chosen[0][0] if chosen else None,
            "shown_if_values": [value for _code, _bar, value in chosen],
            "not_health": bool(self.not_health.data and self.sounds_like_health),
        }


def typed_before(question: Any) -> dict[str, Any]:  # a question as stored
    """Return a stored question as its form shows it."""
    names = ("label_de", "label_en", "purpose_de", "purpose_en", "hint_de", "hint_en")
    flags = ("required", "for_organiser", "not_health", "role_codes")
    return {name: getattr(question, name) for name in names + flags} | {
        "kind": question.kind.value,
        "options": write_options(question.options),
        "keep_days": str(question.keep_days),
        "condition": [
            f"{question.shown_if_code}{BETWEEN}{value}" for value in question.shown_if_values
        ],
    }


def answers_in_words(question: Any) -> list[tuple[str, str]]:  # a question with a list
    """Return the answers to choose from with their words."""
    if question.kind is QuestionKind.YES_NO:
        yes, no = values_of(question.kind, ())
        return [(yes, str(_("Ja"))), (no, str(_("Nein")))]
    return [
        (str(option["value"]), in_words(str(option["de"]), option.get("en")))
        for option in question.options
    ]


def read_options(typed: str) -> list[dict[str, Any]]:
    """Understand answers to choose from; what is stored are the German words."""
    options = []
    for line in typed.splitlines():
        german, _bar, english = (part.strip() for part in line.partition("|"))
        if german:
            options.append({"value": german, "de": german, "en": english or None})
    return options


def write_options(options: Sequence[dict[str, Any]]) -> str:
    """Write answers to choose from in the way in which they are understood."""
    return "\n".join(
        f"{option['de']} | {option['en']}" if option.get("en") else str(option["de"])
        for option in options
    )
