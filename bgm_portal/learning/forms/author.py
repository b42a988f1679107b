"""What editors type: details of a module, what a change means, a picture, questions to read in."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional

from bgm_portal.learning.content.document import Document
from bgm_portal.learning.content.gift import LARGEST as LARGEST_GIFT
from bgm_portal.learning.kinds import Change
from bgm_portal.web.fields import in_one_line
from bgm_portal.web.forms import Form, Required, SelectChoice

from .parts import LONGEST_LINE, LONGEST_TEXT

TEXTS = (
    "title_de",
    "title_en",
    "teaser_de",
    "teaser_en",
    "content_note_de",
    "content_note_en",
    "facts_as_of",
    "review_after",
    "responsible",
    "contact",
)
NUMBERS = ("duration_min", "pass_percent", "renewal_months")


def at_most(most: int) -> Length:
    """Refuse a text that is longer; nothing is ever cut."""
    return Length(max=most, message=_l("Kürzen Sie den Text auf %(max)d Zeichen."))


def one_line(label: LazyString, *more: Any, hint: LazyString | str = "") -> StringField:
    """Return a field for one line; what is too long is refused, and never cut."""
    field: StringField = StringField(
        label, description=hint, filters=[in_one_line], validators=[*more, at_most(LONGEST_LINE)]
    )
    return field


class HeadForm(Form):
    """What is known about a module before it is read."""

    fassung = HiddenField()
    title_de = one_line(_l("Titel"), Required(_l("Geben Sie einen Titel ein.")))
    teaser_de = one_line(
        _l("Worum es geht, in einem Satz"),
        Required(_l("Sagen Sie in einem Satz, worum es geht.")),
    )
    title_en = one_line(_l("Titel auf Englisch"))
    teaser_en = one_line(_l("Worum es geht, auf Englisch"))
    duration_min = IntegerField(
        _l("Dauer in Minuten"),
        description=_l("Lesen und Fragen zusammen. Gut sind 10 bis 15 Minuten."),
        validators=[
            Required(_l("Geben Sie die Dauer in Minuten ein.")),
            NumberRange(1, 240, message=_l("Geben Sie eine Zahl von 1 bis 240 ein.")),
        ],
        default=12,
    )
    pass_percent = IntegerField(
        _l("Wie viele Fragen müssen gelöst sein, in Prozent?"),
        description=_l("Üblich sind 80 Prozent, das sind 5 von 6 Fragen."),
        validators=[
            Required(_l("Geben Sie eine Zahl von 1 bis 100 ein.")),
            NumberRange(1, 100, message=_l("Geben Sie eine Zahl von 1 bis 100 ein.")),
        ],
        default=80,
    )
    renewal_months = IntegerField(
        _l("Nach wie vielen Monaten ist aufzufrischen?"),
        description=_l(
            "Leer lassen, wenn ein Abschluss so lange gilt, wie wir ihn kennen: 36 Monate."
        ),
        validators=[
            Optional(),
            NumberRange(1, 120, message=_l("Geben Sie eine Zahl von 1 bis 120 ein.")),
        ],
    )
    content_note_de = one_line(
        _l("Was man vorab über den Inhalt wissen sollte"),
        hint=_l(
            "Nennt der Satz eine Lektion, zum Beispiel „Lektion 5 …“, darf man sie überspringen."
        ),
    )
    content_note_en = one_line(_l("Dasselbe auf Englisch"))
    facts_as_of = one_line(_l("Stand der Fakten"), hint=_l("Zum Beispiel 2027-03."))
    review_after = one_line(_l("Wieder prüfen ab"), hint=_l("Zum Beispiel 2028-01-31."))
    responsible = one_line(_l("Verantwortliche Stelle"))
    contact = one_line(_l("Ansprechstelle bei Fragen"))

    def values(self) -> dict[str, str]:
        """Return the details as they stand in a module; what is empty is empty text."""
        texts = {name: getattr(self, name).data or "" for name in TEXTS}
        numbers = {name: getattr(self, name).data for name in NUMBERS}
        return texts | {name: str(one) if one else "" for name, one in numbers.items()}

    @classmethod
    def of(cls, document: Document, revision: int) -> "HeadForm":
        """Return the form with what is known."""
        head = document.head
        known: dict[str, Any] = {name: head.text(name) for name in TEXTS}
        known |= {name: head.number(name, 0) or None for name in NUMBERS}
        return cls(data=known | {"fassung": str(revision)})


class HandInForm(Form):
    """What a change means, and why a warning is all right."""

    fassung = HiddenField()
    change = RadioField(
        _l("Was ist das für eine Änderung?"),
        choices=[
            SelectChoice(
                Change.EDITORIAL.value,
                _l("Redaktionell"),
                {
                    "hint": _l(
                        "Andere Worte, dieselben Fragen und Antworten. Alle lernen damit weiter."
                    )
                },
            ),
            SelectChoice(
                Change.CONTENT.value,
                _l("Inhaltlich"),
                {"hint": _l("Wer begonnen hat, kann die alte Fassung beenden oder wechseln.")},
            ),
            SelectChoice(
                Change.RENEW.value,
                _l("Neu zu lernen"),
                {"hint": _l("Frühere Abschlüsse enden nach 30 Tagen.")},
            ),
        ],
        validators=[Required(_l("Wählen Sie, was für eine Änderung das ist."))],
    )
    note = one_line(
        _l("Was hat sich geändert?"),
        Required(_l("Sagen Sie in einem Satz, was sich geändert hat.")),
        hint=_l("Das lesen Lernende, die schon begonnen haben."),
    )
    reason = TextAreaField(
        _l("Begründung zu den Warnungen"),
        description=_l("Nur nötig, wenn unten Warnungen stehen."),
        filters=[lambda text: (text or "").strip()],
        validators=[at_most(LONGEST_TEXT)],
    )


class PictureForm(Form):
    """A picture with words for those who do not see it, or the word that it is decoration."""

    fassung = HiddenField()
    picture = FileField(_l("Bild"), description=_l("PNG, JPEG oder WebP, höchstens 4 Megabyte."))
    alt = one_line(
        _l("Was ist auf dem Bild zu sehen?"),
        hint=_l("Ein Satz für alle, die das Bild nicht sehen."),
    )
    decorative = BooleanField(_l("Das Bild ist nur Schmuck und sagt nichts"))

    def words(self) -> str:
        """Return the words for the picture; for decoration there are none."""
        said = "" if self.decorative.data else self.alt.data or ""
        return said.replace("[", "(").replace("]", ")")


class FileForm(Form):
    """A module as a ZIP."""

    file = FileField(_l("ZIP-Datei"), description=_l("Ein Lernmodul, höchstens 4 Megabyte."))


class GiftForm(Form):
    """Questions of another platform."""

    fassung = HiddenField()
    file = FileField(
        _l("Datei mit Fragen"),
        description=_l("Eine Textdatei im Format GIFT. Ihr Inhalt ersetzt, was unten steht."),
    )
    text = TextAreaField(
        _l("Fragen im Format GIFT"),
        description=_l("So exportieren Moodle und ILIAS ihre Fragen."),
        validators=[
            Required(_l("Wählen Sie eine Datei, oder fügen Sie die Fragen ein.")),
            Length(
                max=LARGEST_GIFT,
                message=_l(
                    "Das sind mehr als 200 000 Zeichen. Lesen Sie die Fragen in Teilen ein."
                ),
            ),
        ],
        render_kw={"rows": 12},
    )

    def take_file(self) -> None:
        """Put the content of a file into the field, so that it is seen before it is taken over."""
        content = self.file.data.read() if self.file.data else b""
        if content.strip():
            self.text.data = content.decode("utf-8-sig", "replace")
            self.text.raw_data = [self.text.data]
