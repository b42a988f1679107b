"""What comes with a film or a sound: its name, captions, a text to read, and what can be seen."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, TextAreaField

from bgm_portal.web.forms import Form, Required, SelectChoice

from .author import at_most, one_line
from .parts import LONGEST_TEXT

HEARD, READ = "hoeren", "lesen"

TELLS = {
    "de": {
        HEARD: "Alles Wichtige ist zu hören.",
        READ: "Der Text zum Nachlesen beschreibt auch, was zu sehen ist.",
    },
    "en": {
        HEARD: "Everything that matters can be heard.",
        READ: "The text to read also describes what can be seen.",
    },
}


def _captions() -> FileField:
    return FileField(
        _l("Untertitel"),
        description=_l(
            "Eine Datei mit der Endung .vtt. Auch Geräusche gehören hinein, zum Beispiel"
            " [Telefon klingelt]."
        ),
    )


def _transcript() -> TextAreaField:
    return TextAreaField(
        _l("Text zum Nachlesen"),
        description=_l("Was zu hören und zu sehen ist, für alle, die lieber lesen."),
        filters=[lambda text: (text or "").replace("\r\n", "\n").strip()],
        validators=[
            Required(_l("Schreiben Sie auf, was zu hören und zu sehen ist.")),
            at_most(LONGEST_TEXT),
        ],
        render_kw={"rows": 10},
    )


class WordsForm(Form):
    """Captions and the text of a film, in one language."""

    captions = _captions()
    transcript = _transcript()


class KnownWordsForm(WordsForm):
    """Captions and the text of a film that is there, and the revision that somebody sees."""

    fassung = HiddenField()


class FilmForm(WordsForm):
    """A film or a sound that comes in, with all that it needs."""

    file = FileField(
        _l("Film oder Ton"),
        description=_l("MP4, WebM, MP3, OGG oder WAV, zusammen höchstens 4 Megabyte."),
    )
    name = one_line(_l("Wie heißt der Film oder Ton?"), Required(_l("Geben Sie einen Namen ein.")))
    captions = _captions()  # named again, so that they come in the order of the page
    transcript = _transcript()
    seen = RadioField(
        _l("Versteht man den Film auch, ohne ihn zu sehen?"),
        choices=[
            SelectChoice(HEARD, _l("Ja, alles Wichtige ist zu hören"), {}),
            SelectChoice(READ, _l("Der Text zum Nachlesen beschreibt auch die Bilder"), {}),
        ],
        validators=[Required(_l("Wählen Sie eine Antwort."))],
    )

    def told(self, language: str) -> str:
        """Return the statement on what can be seen, in the language of the text."""
        return TELLS[language][self.seen.data]


def content_of(sent: Any) -> bytes:
    """Return what a file that was sent holds; nothing if none was."""
    return sent.read() if sent and sent.filename else b""
