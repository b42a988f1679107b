"""A module as one ZIP: always the same bytes for the same module, and nothing hostile comes in.

Nothing is unpacked to a disk. Names, number, kinds and sizes are checked before the first byte is
read, and reading stops where the promised size ends.
"""

import io
import re
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from . import pictures

NAME = re.compile(
    r"[a-z0-9][a-z0-9-]{0,60}/(?:(de|en)\.md|media/([A-Za-z0-9_-][A-Za-z0-9._-]{0,80}))"
)
MOST_FILES = 80
LARGEST_FILE = 4 * 1024 * 1024
LARGEST_TEXT = 400 * 1024
LARGEST_IN_ALL = 16 * 1024 * 1024
FIXED = (1980, 1, 1, 0, 0, 0)
ENCRYPTED = 0x1


class ArchiveRefused(Exception):
    """It is no module, or one that nobody should open. The message is for people."""


@dataclass(frozen=True, kw_only=True)
class Unpacked:
    """What an archive holds."""

    name: str
    texts: dict[str, str]
    media: dict[str, bytes]


def pack(name: str, texts: Mapping[str, str], media: Mapping[str, bytes]) -> bytes:
    """Return a module as a ZIP. The same module gives the same bytes, whenever it is packed."""
    files = {f"{name}/{language}.md": text.encode() for language, text in texts.items()}
    files |= {f"{name}/media/{file}": content for file, content in media.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, FIXED)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, files[path])
    return packed.getvalue()


def unpack(content: bytes) -> Unpacked:
    """Return what a ZIP holds, or raise ArchiveRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_folder(entry)]
            _check_entries(entries)
            return _sorted({entry.filename: _read(archive, entry) for entry in entries})
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError) as error:
        raise ArchiveRefused(_l("Das ist keine lesbare ZIP-Datei.")) from error
    except (OSError, EOFError, ValueError) as error:
        raise ArchiveRefused(_l("Die ZIP-Datei ist beschädigt.")) from error


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.is_dir() and re.fullmatch(r"[a-z0-9-]+/(media/)?", entry.filename) is not None


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_FILES or len(set(names)) != len(names):
        raise ArchiveRefused(_l("Die ZIP-Datei enthält zu viele oder doppelte Dateien."))
    if sum(entry.file_size for entry in entries) > LARGEST_IN_ALL:
        raise ArchiveRefused(_l("Ausgepackt ist das Lernmodul zu groß."))
    if len({name.partition("/")[0] for name in names}) != 1:
        raise ArchiveRefused(_l("Ein Lernmodul liegt in genau einem Ordner."))
    for entry in entries:
        mode = entry.external_attr >> 16
        if stat.S_ISLNK(mode) or entry.flag_bits & ENCRYPTED:
            raise ArchiveRefused(_l("Die ZIP-Datei enthält Verknüpfungen oder ist verschlüsselt."))
        if NAME.fullmatch(entry.filename) is None:
            raise ArchiveRefused(
                _l("In der ZIP-Datei liegt etwas, das nicht zu einem Lernmodul gehört.")
            )


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    most = LARGEST_TEXT if entry.filename.endswith(".md") else LARGEST_FILE
    with archive.open(entry) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise ArchiveRefused(_l("Eine Datei im Lernmodul ist zu groß."))
    return content


def _sorted(files: Mapping[str, bytes]) -> Unpacked:
    texts: dict[str, str] = {}
    media: dict[str, bytes] = {}
    for path, content in files.items():
        found = NAME.fullmatch(path)
        if found and found[1]:
            texts[found[1]] = content.decode("utf-8")
        elif found:
            media[found[2]] = checked(found[2], content)
    if "de" not in texts:
        raise ArchiveRefused(_l("Im Lernmodul fehlt die Datei de.md."))
    return Unpacked(name=next(iter(files)).partition("/")[0], texts=texts, media=media)


def checked(name: str, content: bytes) -> bytes:
    """Return a file that is what its name says; pictures lose what they tell about their origin."""
    if not pictures.is_what_it_says(name, content):
        raise ArchiveRefused(_l("Die Datei „%(name)s“ ist nicht, was ihr Name sagt.", name=name))
    return pictures.without_origin(name, content)
