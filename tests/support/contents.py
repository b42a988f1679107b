"""What somebody can read in an answer, whatever kind of file it is."""

import io
import zipfile

from pypdf import PdfReader
from werkzeug.test import TestResponse


def words_of(answer: TestResponse) -> str:
    """Return the words of a page or a file; of an archive those of all files in it."""
    return "\n".join(_words(answer.data))


def papers_in(answer: TestResponse) -> list[bytes]:
    """Return the papers that an answer brings, also those in an archive."""
    return [content for content in _files(answer.data) if content.startswith(b"%PDF")]


def _words(content: bytes) -> list[str]:
    found = []
    for file in _files(content):
        if file.startswith(b"%PDF"):
            found += [page.extract_text() for page in PdfReader(io.BytesIO(file)).pages]
        else:
            found.append(file.decode("utf-8", errors="replace"))
    return found


def _files(content: bytes) -> list[bytes]:
    if not content.startswith(b"PK"):
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]
