"""What a translation follows: the fingerprint of each part of the original, by its key.

The place of a part and the details of a module are no reason to translate anything anew.
"""

import hashlib
import json

from .document import Document, Question, Section
from .vocabulary import Part


def fingerprints(document: Document) -> dict[str, str]:
    """Return the fingerprint of every section and question."""
    found = {one.key: _section(one) for one in document.sections if one.part is not Part.QUIZ}
    return found | {one.key: _question(one) for one in document.questions}


def _section(one: Section) -> str:
    title = one.title if one.part is Part.LESSON else ""
    return _mark(title, one.body.strip(), one.takeaway)


def _question(one: Question) -> str:
    options = [[each.text, each.match, each.feedback] for each in one.options]
    return _mark(one.text.strip(), options, one.explanation)


def _mark(*said: object) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
