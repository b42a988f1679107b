"""Pictures, films and sounds of a draft: what may come in, what it is called, why it may not."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field

from . import drafts
from .content import captions, editing, pictures
from .content.captions import Broken, Fault
from .content.document import Document
from .content.media_checks import captions_of, is_film, is_sound, transcript_of
from .content.vocabulary import VOCABULARIES
from .draft_pages import section_of
from .errors import DraftMissing
from .forms.author import PictureForm
from .forms.films import FilmForm, WordsForm
from .models import ModuleDraft


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


FAULTS = {
    Fault.UNREADABLE: _l(
        "Die Untertitel sind nicht lesbar. Speichern Sie sie im Format WebVTT (.vtt)."
    ),
    Fault.EMPTY: _l("In der Datei steht kein Untertitel."),
    Fault.BACKWARDS: _l("Untertitel %(number)s endet, bevor er beginnt. Berichtigen Sie die Zeit."),
    Fault.DISORDER: _l(
        "Untertitel %(number)s beginnt vor dem Untertitel davor. Ordnen Sie sie nach der Zeit."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was sent: the film itself, what it was called where it comes from, and its captions."""

    film: bytes
    called: str
    captions: bytes


def said(broken: Broken) -> str:
    """Say what is wrong with captions."""
    return str(FAULTS[broken.fault]) % {"number": broken.number}


def is_complete(form: FilmForm, sent: Sent) -> bool:
    """Tell whether a film may come in, and say at its fields why it may not."""
    sound = form.validate()
    name = PurePosixPath(sent.called).name.lower()
    if not ((is_film(name) or is_sound(name)) and pictures.is_what_it_says(name, sent.film)):
        form.file.errors = [_("Wählen Sie einen Film oder Ton: MP4, WebM, MP3, OGG oder WAV.")]
        sound = False
    sound = _has_captions(form, sent.captions) and sound
    if not sound:
        _ask_again(form.file, sent.film)
        _ask_again(form.captions, sent.captions)
    return sound


def _ask_again(field: Field, content: bytes) -> None:
    """Ask for a file once more that was all right: a browser forgets it, and we keep nothing."""
    if content and not field.errors:
        field.errors = [_("Wählen Sie diese Datei noch einmal. Der Browser behält sie nicht.")]


def has_words(form: WordsForm, content: bytes, *, has_some: bool) -> bool:
    """Tell whether captions and text may come in; captions that are there already may stay."""
    sound = form.validate()
    sound = ((has_some and not content) or _has_captions(form, content)) and sound
    if not sound:
        _ask_again(form.captions, content)
    return sound


def _has_captions(form: WordsForm, content: bytes) -> bool:
    if not content:
        form.captions.errors = [
            _("Wählen Sie eine Datei mit Untertiteln. Ohne sie bleiben Menschen ausgeschlossen.")
        ]
        return False
    broken = captions.broken(content)
    if broken is not None:
        form.captions.errors = [said(broken)]
    return broken is None


def new_name(draft: ModuleDraft, called: str) -> str:
    """Return a name for a new film or sound, which tells nothing about where it comes from."""
    ending = PurePosixPath(called).suffix.lower()
    stem = "film" if is_film(called.lower()) else "ton"
    taken = {name.partition(".")[0] for name in draft.media}
    return next(f"{stem}-{n}" for n in count(1) if f"{stem}-{n}" not in taken) + ending


def line(name: str, form: FilmForm, language: str) -> str:
    """Return a film as it stands in a text."""
    title = (form.name.data or "").replace("[", "(").replace("]", ")")
    description = VOCABULARIES[language].description
    told = f' "{description}: {form.told(language)}"' if is_film(name) else ""
    return f"![{title}](media/{name}{told})"


def words(name: str, form: WordsForm, content: bytes, language: str) -> Mapping[str, bytes]:
    """Return captions and text of a film as files; captions that were not sent stay as they are."""
    files = {transcript_of(name, language): f"{form.transcript.data}\n".encode()}
    return files | ({captions_of(name, language): content} if content else {})


def has_captions(draft: ModuleDraft, name: str, language: str) -> bool:
    """Tell whether a film of a draft has captions in a language."""
    return captions_of(name, language) in draft.media


def known_words(draft: ModuleDraft, name: str, language: str) -> str:
    """Return the text of a film of a draft, or raise DraftMissing if there is no such film."""
    if language not in draft.texts or name not in draft.media:
        raise DraftMissing
    if not (is_film(name) or is_sound(name)):
        raise DraftMissing
    text = transcript_of(name, language)
    if text not in draft.media:
        return ""
    return drafts.medium(draft, text).content.decode().strip()


def is_described(form: PictureForm, found: tuple[bytes, str] | None) -> bool:
    """Tell whether a picture may come in, and say at its fields why it may not."""
    sound: bool = form.validate()
    if found is None:
        form.picture.errors = [_("Wählen Sie ein Bild: PNG, JPEG oder WebP.")]
    if not form.alt.data and not form.decorative.data:
        form.alt.errors = [_("Sagen Sie, was zu sehen ist, oder setzen Sie den Haken bei Schmuck.")]
    sound = sound and not (form.picture.errors or form.alt.errors)
    if not sound and found is not None:
        _ask_again(form.picture, found[0])
    return sound


def picture_name(draft: ModuleDraft, ending: str) -> str:
    """Return a name for a new picture, which tells nothing about where it comes from."""
    stems = {name.partition(".")[0] for name in draft.media}
    numbers = (f"bild-{number}" for number in count(1))
    return next(name for name in numbers if name not in stems) + ending


def picture_line(name: str, alt: str, language: str) -> str:
    """Return a picture as it stands in a text."""
    mark = f' "{VOCABULARIES[language].decorative}"' if not alt else ""
    return f"![{alt}](media/{name}{mark})"


def with_line(document: Document, section: str, line: str) -> Document:
    """Return the document with a line more at the end of a section."""
    one = section_of(document, section)
    body = f"{one.body.rstrip()}\n\n{line}".strip()
    return editing.with_section(
        document, section, title=one.title, body=body, takeaway=one.takeaway
    )
