"""The pages of planning that are plain fields, named like what they fill."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import Optional

from bgm_portal.activities.kinds import ActivityKind, Insurance, PreventionField, WorktimeRule
from bgm_portal.activities.words import FIELDS, INSURANCE_CHOICES, KINDS, WORKTIME_CHOICES
from bgm_portal.web.fields import choices_of, text, too_long, trimmed, whole_number
from bgm_portal.web.forms import Form, Required

CAPPED = {WorktimeRule.CAPPED_WEEK, WorktimeRule.CAPPED_YEAR}
TITLE_LENGTH = 120
TEASER_LENGTH = 240
DRAWINGS = {
    "": _l("keine"),
    "lauf": _l("Laufen mit Guide"),
    "rennrolli": _l("Rennrollstuhl"),
    "stuhl": _l("Yoga auf dem Stuhl"),
    "dgs": _l("Gebärden"),
    "bank": _l("Bank im Freien"),
}


class ColumnsForm(Form):
    """A form whose fields are named like the columns that they fill."""

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        return {field.name: field.data for field in self if field.name != "csrf_token"}


class NewForm(ColumnsForm):
    """What a draft begins with."""

    title_de = StringField(
        _l("Titel"),
        filters=[trimmed],
        validators=[Required(_l("Geben Sie einen Titel ein.")), too_long(TITLE_LENGTH)],
    )
    teaser_de = StringField(
        _l("In einem Satz"),
        description=_l("Steht in der Liste unter dem Titel."),
        filters=[trimmed],
        validators=[
            Required(_l("Beschreiben Sie das Angebot in einem Satz.")),
            too_long(TEASER_LENGTH),
        ],
    )
    field = SelectField(_l("Präventionsfeld"), coerce=PreventionField, choices=choices_of(FIELDS))
    kind = SelectField(_l("Art des Angebots"), coerce=ActivityKind, choices=choices_of(KINDS))


class BasicsForm(NewForm):
    """What it is, in the words of the programme."""

    description_de = text(
        _l("Beschreibung"), hint=_l("Was passiert genau? Kann ich nur zuschauen?"), rows=8
    )
    intensity_de = text(
        _l("Anstrengung"), hint=_l("Zum Beispiel: frei wählbar, von leicht bis kräftig"), most=200
    )
    cost_de = text(_l("Kosten"), hint=_l("Zum Beispiel: keine"), most=200)
    drawing = SelectField(
        _l("Zeichnung auf der Seite"), choices=choices_of(DRAWINGS), filters=[trimmed], coerce=str
    )
    discreet = BooleanField(
        _l("Vertrauliches Angebot"),
        description=_l(
            "Neutrale Betreffzeilen und Kalendereinträge, bis zum Tag keine Namen auf Listen."
        ),
    )

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Show "keine" where there is no drawing."""
        super().process(*args, **kwargs)
        if self.drawing.data in (None, "None"):
            self.drawing.data = ""


class WorkForm(ColumnsForm):
    """Whose time it is, for either employer, and who is insured."""

    worktime_ba = SelectField(
        _l("Beschäftigte der Bundesagentur"),
        coerce=WorktimeRule,
        choices=choices_of(WORKTIME_CHOICES),
    )
    worktime_city = SelectField(
        _l("Beschäftigte der Kommune"), coerce=WorktimeRule, choices=choices_of(WORKTIME_CHOICES)
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
    insurance = SelectField(
        _l("Unfallversicherung"), coerce=Insurance, choices=choices_of(INSURANCE_CHOICES)
    )

    zpp_course_id = text(
        _l("Kursnummer"),
        hint=_l(
            "Nur bei Kursen, die die Zentrale Prüfstelle Prävention geprüft hat. Die Nummer steht"
            " auf der Teilnahmebescheinigung."
        ),
        most=40,
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Ask for the limit where a rule speaks of one; an empty field is asked nothing itself."""
        sound = bool(super().validate(*args, **kwargs))
        limit, rules = self.worktime_cap_minutes, {self.worktime_ba.data, self.worktime_city.data}
        if limit.errors or limit.data or not CAPPED & rules:
            return sound
        limit.errors = [_("Geben Sie die Grenze in Minuten ein.")]
        return False


class CourseForm(ColumnsForm):
    """What happens when, and what to bring."""

    course_de = text(
        _l("Ablauf, eine Zeile je Schritt"),
        hint=_l("Zum Beispiel: 16:45 Bus ab Haus Mitte, Haupteingang"),
        rows=8,
    )
    bring_de = text(_l("Mitbringen und anziehen"), rows=4)


class PlainForm(ColumnsForm):
    """The same in plain language."""

    plain_de = text(
        _l("Text in einfacher Sprache"),
        hint=_l("Ein Gedanke je Zeile. Kurze Sätze. Keine Fremdwörter. Sagen Sie, was passiert."),
        rows=12,
    )


class EnglishForm(ColumnsForm):
    """The same in English; what is left out is shown in German."""

    title_en = text(_l("Titel auf Englisch"), most=TITLE_LENGTH)
    teaser_en = text(_l("In einem Satz, auf Englisch"), most=TEASER_LENGTH)
    description_en = text(_l("Beschreibung auf Englisch"), rows=8)
    intensity_en = text(_l("Anstrengung auf Englisch"), most=200)
    cost_en = text(_l("Kosten auf Englisch"), most=200)
    course_en = text(_l("Ablauf auf Englisch, eine Zeile je Schritt"), rows=8)
    bring_en = text(_l("Mitbringen auf Englisch"), rows=4)
    plain_en = text(_l("Text in einfachem Englisch"), rows=12)
