"""Forms of the sign-up. Their fields follow from what the activity asks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    RadioField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from bgm_portal.activities.adaptations import Adaptation
from bgm_portal.core.i18n import day_month, in_words
from bgm_portal.privacy import texts
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration.states import Promotion
from bgm_portal.registration.words import CHANNELS, PROMOTION_HINTS, PROMOTIONS
from bgm_portal.web.forms import Form, Required, SelectChoice

LONGEST_NEED = 300
YES, NO = "ja", "nein"
HINT_FROM_LEAD_DAYS = 14


class Role(Protocol):
    """A way to take part."""

    id: Any
    label_de: Any
    label_en: Any
    hint_de: Any
    hint_en: Any


class RoleForm(Form):
    """In which way somebody takes part."""

    role = RadioField(
        _l("Wie möchten Sie dabei sein?"),
        validators=[Required(_l("Wählen Sie, wie Sie dabei sein möchten."))],
    )

    def offer(self, roles: Sequence[Role]) -> None:
        """Name the ways that this activity has."""
        self.role.choices = [
            SelectChoice(
                str(role.id),
                in_words(role.label_de, role.label_en),
                {"hint": in_words(role.hint_de, role.hint_en)} if role.hint_de else {},
            )
            for role in roles
        ]


class WaitingForm(Form):
    """What shall happen when a place becomes free."""

    promotion = RadioField(
        _l("Was soll geschehen, wenn ein Platz frei wird?"),
        choices=[
            SelectChoice(wish.value, PROMOTIONS[wish], {"hint": PROMOTION_HINTS[wish]})
            for wish in Promotion
        ],
        validators=[Required(_l("Wählen Sie, was geschehen soll, wenn ein Platz frei wird."))],
    )


def offered(field: Any) -> str:  # a field with choices
    """Return what was chosen; a forged form can name something that nobody offered."""
    return field.data if field.data in {choice.value for choice in field.choices} else ""


def needs_form(
    groups: Iterable[tuple[str, list[Adaptation]]], *, starts_on: date | None, today: date
) -> type[Form]:
    """Return a form with one group of boxes for each group of adaptations."""
    fields: dict[str, Any] = {}
    for label, adaptations in groups:
        fields[f"bedarf_{adaptations[0].group}"] = SelectMultipleField(
            label,
            choices=[
                SelectChoice(a.code, a.label, _lead_time(a, starts_on=starts_on, today=today))
                for a in adaptations
            ],
        )
    return cast("type[Form]", type("GroupedNeedsForm", (NeedsForm,), fields))


def _lead_time(adaptation: Adaptation, *, starts_on: date | None, today: date) -> dict[str, str]:
    """Say until when something should be asked for, or that it has become tight."""
    if starts_on is None or adaptation.lead_days < HINT_FROM_LEAD_DAYS:
        return {}
    wanted_by = date.fromordinal(starts_on.toordinal() - adaptation.lead_days)
    if today > wanted_by:
        return {"hint": _("Das ist knapp. Fragen Sie trotzdem, wir versuchen es.")}
    return {"hint": _("Bitte möglichst bis %(day)s angeben", day=day_month(wanted_by))}


class NeedsForm(Form):
    """What somebody needs in order to take part well. Nothing here must be filled in."""

    text = TextAreaField(
        _l("Etwas anderes oder Genaueres"),
        description=_l("Höchstens 300 Zeichen. Bitte keine Diagnose."),
        render_kw={"rows": 4},
    )
    channel = RadioField(
        _l("Wie dürfen wir Sie dazu ansprechen?"),
        description=_l("Nur nötig, wenn Sie oben etwas angegeben haben."),
        choices=[SelectChoice(value, label) for value, label in CHANNELS.items()],
        validate_choice=False,
    )

    @property
    def groups(self) -> list[Any]:
        """Return the fields with boxes."""
        return [field for field in self if field.name.startswith("bedarf_")]

    @property
    def codes(self) -> list[str]:
        """Return everything that was ticked."""
        return [code for field in self.groups for code in field.data or []]

    def tick(self, codes: Iterable[str]) -> None:
        """Show what was ticked before."""
        known = set(codes)
        for field in self.groups:
            field.data = [choice.value for choice in field.choices if choice.value in known]

    def validate_text(self, field: TextAreaField) -> None:
        """Say how long the text is, and how long it may be."""
        length = len((field.data or "").strip())
        if length > LONGEST_NEED:
            raise ValidationError(
                _(
                    "Ihr Text hat %(length)s Zeichen. Kürzen Sie ihn auf höchstens %(limit)s"
                    " Zeichen.",
                    length=length,
                    limit=LONGEST_NEED,
                )
            )

    def validate_channel(self, field: RadioField) -> None:
        """Ask for a way to speak only when there is something to speak about."""
        if (self.codes or (self.text.data or "").strip()) and field.data not in CHANNELS:
            raise ValidationError(_("Wählen Sie, wie wir Sie ansprechen sollen."))


class ConsentsForm(Form):
    """What somebody agrees to: each alone, nothing ticked beforehand."""

    @property
    def agreed(self) -> frozenset[ConsentCode]:
        """Return what was agreed to."""
        return frozenset(
            code
            for code in ConsentCode
            if code.value in self and self[code.value].data in (True, YES)
        )


def consents_form(codes: Iterable[ConsentCode]) -> type[ConsentsForm]:
    """Return a form that asks for these consents."""
    fields = {code.value: _consent_field(code) for code in codes}
    return cast("type[ConsentsForm]", type("AskedConsentsForm", (ConsentsForm,), fields))


def _consent_field(code: ConsentCode) -> Any:
    text = texts.current(code)
    meaning = in_words(text.meaning_de, text.meaning_en)
    sentence = in_words(text.sentence_de, text.sentence_en)
    if code is not ConsentCode.ORGANISER:
        return BooleanField(sentence, description=meaning)
    return RadioField(
        sentence,
        description=meaning,
        choices=[SelectChoice(YES, _("Ja, ich bin einverstanden")), SelectChoice(NO, _("Nein"))],
        validators=[Required(_("Wählen Sie Ja oder Nein zur Weitergabe an den Veranstalter."))],
    )
