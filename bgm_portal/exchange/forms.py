"""Forms of exports and imports."""

from typing import Any, cast

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    StringField,
)
from wtforms import Form as PlainForm
from wtforms.validators import Length

from bgm_portal.web.forms import Form, Required, SelectChoice

from .kinds import FileKind
from .tables import Chosen

LONGEST_PURPOSE = 120
LONGEST_HEADING = 60


class ExportForm(Form):
    """What for, and in which form."""

    purpose = StringField(
        _l("Wofür brauchen Sie die Datei?"),
        description=_l("Steht im Verzeichnis der Exporte. Zum Beispiel: Meldung der Startplätze"),
        validators=[
            Required(_l("Sagen Sie, wofür Sie die Datei brauchen.")),
            Length(max=LONGEST_PURPOSE, message=_l("Kürzen Sie den Zweck auf 120 Zeichen.")),
        ],
    )
    kind = RadioField(
        _l("Art der Datei"),
        choices=[
            SelectChoice(
                FileKind.XLSX.value,
                _l("Excel (XLSX)"),
                {"hint": _l("Alles als Text: Nullen am Anfang bleiben.")},
            ),
            SelectChoice(
                FileKind.CSV.value,
                _l("CSV"),
                {"hint": _l("Mit Semikolon, so wie Excel auf Deutsch sie öffnet.")},
            ),
        ],
        validators=[Required(_l("Wählen Sie die Art der Datei."))],
    )


class ColumnForm(PlainForm):
    """One column: whether it is there, and under which heading."""

    code = HiddenField()
    used = BooleanField(_l("In die Datei übernehmen"))
    heading = StringField(
        _l("Überschrift"),
        validators=[
            Length(max=LONGEST_HEADING, message=_l("Kürzen Sie die Überschrift auf 60 Zeichen."))
        ],
    )
    position = StringField(
        _l("Stelle"), description=_l("1 steht ganz links."), render_kw={"inputmode": "numeric"}
    )


class ColumnsForm(Form):
    """The columns of a profile."""

    columns = FieldList(FormField(ColumnForm, separator="-"), separator="-")

    def chosen(self, possible: dict[str, Chosen]) -> list[Chosen]:
        """Return the columns that were ticked, in the order that was typed."""
        rows = [entry.form for entry in cast("list[Any]", self.columns.entries)]
        known = [row for row in rows if row.used.data and row.code.data in possible]
        ordered = sorted(enumerate(known), key=lambda pair: (_place(pair[1]), pair[0]))
        once = {row.code.data: row for _number, row in ordered}
        return [
            Chosen(code=code, heading=(row.heading.data or "").strip() or possible[code].heading)
            for code, row in once.items()
        ]


def _place(row: Any) -> int:
    typed = (row.position.data or "").strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 999  # noqa: PLR2004


class FileForm(Form):
    """A file that comes back."""

    file = FileField(
        _l("Datei"),
        description=_l("CSV oder Excel. Die erste Zeile nennt die Spalten."),
        validators=[FileRequired(_l("Wählen Sie eine Datei."))],
    )


class ConfirmForm(Form):
    """The lines once more, when they are carried out."""

    text = HiddenField()
    fingerprint = HiddenField()
