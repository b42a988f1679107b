"""A module as files: texts by language, and media by name; and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import library
from .content import captions, checks, reader
from .content.document import Document
from .content.findings import Finding, Rule
from .library import BASE


@dataclass(frozen=True, kw_only=True)
class Package:
    """A module as files. `based_on` says which original a translation follows."""

    name: str
    texts: Mapping[str, str]
    media: Mapping[str, bytes] = field(default_factory=dict)
    based_on: Mapping[str, Any] = field(default_factory=dict)

    def documents(self) -> dict[str, Document]:
        """Return the texts as documents."""
        return library.documents(self.texts, dict.fromkeys(self.media, ""), name=self.name)


def package_in(folder: Path) -> Package:
    """Return the module that lies in a folder: a file for each language, media beside them."""
    media = folder / "media"
    names = sorted(path for path in media.iterdir() if path.is_file()) if media.is_dir() else []
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.md"))}
    return Package(
        name=folder.name, texts=texts, media={path.name: path.read_bytes() for path in names}
    )


def examine(package: Package) -> list[Finding]:
    """Return all that is wrong with a module, its translations and its media."""
    found: list[Finding] = []
    media = frozenset(name for name, content in package.media.items() if _says(name, content))
    documents: dict[str, Document] = {}
    for language, text in sorted(package.texts.items()):
        file = f"{package.name}/{language}.md"
        document, form = reader.read(text, file=file, language=language, media=media)
        documents[language] = document
        found += sorted([*form, *checks.check(document)], key=lambda one: (one.line, one.rule))
    for language, document in documents.items():
        if language != BASE and BASE in documents:
            found += checks.compare(documents[BASE], document)
    return found + _broken_captions(package)


def _says(name: str, content: bytes) -> bool:
    """Tell whether a file holds something: a text to read with nothing in it is none."""
    return not name.endswith(".txt") or bool(content.decode("utf-8-sig", "replace").strip())


def _broken_captions(package: Package) -> list[Finding]:
    return [
        Finding(
            rule=Rule.BROKEN_CAPTIONS,
            file=f"{package.name}/media/{name}",
            line=1,
            details={"name": name},
        )
        for name, content in sorted(package.media.items())
        if name.endswith(".vtt") and not captions.are_sound(content)
    ]
