"""Rules about pictures and films: nobody is shown or told something that others cannot get."""

import re
from pathlib import PurePosixPath

from . import picture_marks
from .document import Document
from .findings import Notebook, Rule
from .picture_marks import Picture
from .vocabulary import VOCABULARIES

FOLDER = "media/"
PICTURES = {".png", ".jpg", ".jpeg", ".webp"}
FILMS = {".mp4", ".webm"}
SOUNDS = {".mp3", ".ogg", ".wav"}


def is_film(name: str) -> bool:
    """Tell whether this is something to watch."""
    return PurePosixPath(name).suffix.lower() in FILMS


def is_sound(name: str) -> bool:
    """Tell whether this is something to listen to."""
    return PurePosixPath(name).suffix.lower() in SOUNDS


def captions_of(name: str, language: str) -> str:
    """Return what the captions of a film or sound are called."""
    return str(PurePosixPath(name).with_suffix(f".{language}.vtt"))


def transcript_of(name: str, language: str) -> str:
    """Return what the text of a film or sound is called."""
    return str(PurePosixPath(name).with_suffix(f".{language}.txt"))


def check(document: Document, find: Notebook) -> None:
    """Note pictures without words, and films without captions, text or description."""
    for section in document.sections:
        for picture, line in picture_marks.all_in(section.body):
            _check_one(document, picture, section.line + line, find)


def _check_one(document: Document, picture: Picture, line: int, find: Notebook) -> None:
    alt, target, title = picture.alt, picture.target, picture.title
    words = VOCABULARIES[document.language]
    suffix = PurePosixPath(target).suffix.lower()
    plain = re.fullmatch(r"media/[A-Za-z0-9._-]+", target)
    if plain is None or suffix not in PICTURES | FILMS | SOUNDS:
        find(Rule.FOREIGN_FILE, line, name=target)
        return
    name = target.removeprefix(FOLDER)
    if name not in document.media:
        find(Rule.MISSING_FILE, line, name=target)
    if not alt and not (suffix in PICTURES and title == words.decorative):
        find(Rule.NO_ALT, line)
    if suffix in FILMS | SOUNDS:
        _check_film(document, name, title, line, find)


def _check_film(document: Document, name: str, title: str, line: int, find: Notebook) -> None:
    captions = captions_of(name, document.language)
    transcript = transcript_of(name, document.language)
    if captions not in document.media:
        find(Rule.NO_CAPTIONS, line, name=name, expected=captions)
    if transcript not in document.media:
        find(Rule.NO_TRANSCRIPT, line, name=name, expected=transcript)
    if is_film(name) and not title.startswith(f"{VOCABULARIES[document.language].description}:"):
        find(Rule.NO_DESCRIPTION, line, name=name)
