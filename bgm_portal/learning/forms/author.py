"""What editors type: details of a module, blocks of a text, the card of a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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

from bgm_portal.learning.content.blocks import Block, BlockKind
from bgm_portal.learning.content.document import Document, Question
from bgm_portal.learning.content.gift import LARGEST as LARGEST_GIFT
from bgm_portal.learning.content.media_checks import REFERENCE
from bgm_portal.learning.content.vocabulary import QuestionKind
from bgm_portal.learning.kinds import Change
from bgm_portal.web.forms import Form, Required, SelectChoice

MOST_BLOCKS = 120
MOST_OPTIONS = 20
SPARE_OPTIONS = 2
LONGEST_TEXT = 20_000
LONGEST_LINE = 500
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


def _line(text: str | None) -> str:
    return " ".join((text or "").split())[:LONGEST_LINE]


class HeadForm(Form):
    """What is known about a module before it is read."""

    fassung = HiddenField()
    title_de = StringField(
        _l("Titel"), filters=[_line], validators=[Required(_l("Geben Sie einen Titel ein."))]
    )
    teaser_de = StringField(
        _l("Worum es geht, in einem Satz"),
        filters=[_line],
        validators=[Required(_l("Sagen Sie in einem Satz, worum es geht."))],
    )
    title_en = StringField(_l("Titel auf Englisch"), filters=[_line])
    teaser_en = StringField(_l("Worum es geht, auf Englisch"), filters=[_line])
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
    content_note_de = StringField(
        _l("Was man vorab über den Inhalt wissen sollte"),
        description=_l(
            "Nennt der Satz eine Lektion, zum Beispiel „Lektion 5 …“, darf man sie überspringen."
        ),
        filters=[_line],
    )
    content_note_en = StringField(_l("Dasselbe auf Englisch"), filters=[_line])
    facts_as_of = StringField(
        _l("Stand der Fakten"), description=_l("Zum Beispiel 2027-03."), filters=[_line]
    )
    review_after = StringField(
        _l("Wieder prüfen ab"), description=_l("Zum Beispiel 2028-01-31."), filters=[_line]
    )
    responsible = StringField(_l("Verantwortliche Stelle"), filters=[_line])
    contact = StringField(_l("Ansprechstelle bei Fragen"), filters=[_line])

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
    note = StringField(
        _l("Was hat sich geändert?"),
        description=_l("Das lesen Lernende, die schon begonnen haben."),
        filters=[_line],
        validators=[Required(_l("Sagen Sie in einem Satz, was sich geändert hat."))],
    )
    reason = TextAreaField(
        _l("Begründung zu den Warnungen"),
        description=_l("Nur nötig, wenn unten Warnungen stehen."),
        filters=[lambda text: (text or "").strip()[:LONGEST_TEXT]],
    )


class PictureForm(Form):
    """A picture with words for those who do not see it, or the word that it is decoration."""

    fassung = HiddenField()
    picture = FileField(_l("Bild"), description=_l("PNG, JPEG oder WebP, höchstens 4 Megabyte."))
    alt = StringField(
        _l("Was ist auf dem Bild zu sehen?"),
        description=_l("Ein Satz für alle, die das Bild nicht sehen."),
        filters=[_line],
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
    text = TextAreaField(
        _l("Fragen im Format GIFT"),
        description=_l("So exportieren Moodle und ILIAS ihre Fragen."),
        validators=[
            Required(_l("Fügen Sie die Fragen ein.")),
            Length(
                max=LARGEST_GIFT,
                message=_l(
                    "Das sind mehr als 200 000 Zeichen. Lesen Sie die Fragen in Teilen ein."
                ),
            ),
        ],
        render_kw={"rows": 12},
    )


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was typed into the form of a section."""

    title: str
    takeaway: str
    blocks: list[Block]
    revision: int


def typed_section(form: Any) -> Typed:
    """Return the blocks of a section as they were sent."""
    count = max(0, min(form.get("bloecke", 0, type=int), MOST_BLOCKS))
    return Typed(
        title=_line(form.get("titel")),
        takeaway=_line(form.get("merksatz")),
        blocks=[_block(form, number) for number in range(count)],
        revision=revision(form),
    )


def revision(form: Any) -> int:
    """Return the revision that somebody saw."""
    seen: int = form.get("fassung", 0, type=int)
    return max(0, min(seen, 1_000_000))


def _block(form: Any, number: int) -> Block:
    kind = form.get(f"art-{number}", "")
    text = form.get(f"text-{number}", "").replace("\r\n", "\n")[:LONGEST_TEXT]
    kind = BlockKind(kind) if kind in set(BlockKind) else BlockKind.TEXT
    if kind is BlockKind.HEADING:
        text = _line(text)
    if kind is BlockKind.FILE:
        text = _described(text, form.get(f"alt-{number}"))
    return Block(kind=kind, text=text)


def _described(reference: str, alt: str | None) -> str:
    """Return a file with other words for those who do not see it."""
    found = REFERENCE.fullmatch(reference.strip())
    if found is None or alt is None:
        return reference
    words = _line(alt).replace("[", "(").replace("]", ")")
    title = f' "{found[3]}"' if found[3] else ""
    return f"![{words}]({found[2]}{title})"


def typed_question(question: Question, form: Any) -> tuple[str, str, list[Mapping[str, str]]]:
    """Return text, explanation and lines of a question as they were sent."""
    lines: list[Mapping[str, str]] = []
    for number in range(MOST_OPTIONS):
        if f"option-{number}" not in form:
            continue
        chosen = form.get("richtig", "") if _is_one(question.kind) else ""
        right = form.get(f"richtig-{number}", "") or ("ja" if chosen == str(number) else "")
        lines.append(
            {
                "key": _key(question, form.get(f"kennung-{number}", "")),
                "text": _line(form.get(f"option-{number}")),
                "match": _line(form.get(f"passt-{number}")),
                "feedback": _line(form.get(f"meldung-{number}")),
                "leads_to": _line(form.get(f"ziel-{number}")),
                "right": right,
            }
        )
    text = form.get("frage", "").replace("\r\n", "\n").strip()[:LONGEST_TEXT]
    return text, _line(form.get("erklaerung")), lines


def _is_one(kind: QuestionKind) -> bool:
    return kind in {QuestionKind.SINGLE, QuestionKind.TRUE_FALSE}


def _key(question: Question, text: str) -> str:
    known: Sequence[str] = [option.key for option in question.options]
    return text if text in known else ""
