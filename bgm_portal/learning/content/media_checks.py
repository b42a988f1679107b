"""Rules about pictures and films: nobody is shown or told something that others cannot get."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .document import Document
from .findings import Notebook, Rule
from .vocabulary import VOCABULARIES

#: A picture on a line of its own, as the forms of the portal write it.
REFERENCE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^)\s>]+)>?\s*(?:\"([^\"]*)\")?\s*\)")
FOLDER = "media/"
PICTURES = {".png", ".jpg", ".jpeg", ".webp"}
FILMS = {".mp4", ".webm"}
SOUNDS = {".mp3", ".ogg", ".wav"}

#: Reads as learners' pages are drawn, so that no way to write a picture is missed.
_markdown = MarkdownIt("js-default")


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
        for image, line in _images(section.body):
            target, title = str(image.attrs.get("src", "")), str(image.attrs.get("title", ""))
            said = (image.content.strip(), target, title.strip())
            _check_one(document, said, section.line + line, find)


def _images(text: str) -> Iterator[tuple[Token, int]]:
    """Return every picture or film of a text, and in which of its lines it begins."""
    line = 0
    for token in _markdown.parse(text):
        line = token.map[0] if token.map else line
        breaks = 0
        for child in token.children or ():
            if child.type == "image":
                yield child, line + breaks
                breaks += child.content.count("\n")
            breaks += child.type in {"softbreak", "hardbreak"}


def _check_one(document: Document, said: tuple[str, str, str], line: int, find: Notebook) -> None:
    alt, target, title = said
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
