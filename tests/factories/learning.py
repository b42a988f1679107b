"""A small module with every kind of question, and ways through it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from bgm_portal.core.database import db, transaction
from bgm_portal.learning import queries
from bgm_portal.learning.content.document import Question
from bgm_portal.learning.content.vocabulary import QuestionKind
from bgm_portal.learning.kinds import Change
from bgm_portal.learning.packages import Package
from bgm_portal.learning.service import answering, certifying, publishing, reading
from bgm_portal.learning.service.answering import Sent, Where
from bgm_portal.learning.service.publishing import Publication
from tests.support.times import LAST_MONTH, NOW

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "08d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nGuten Tag.\n\n00:02.000 --> 00:04.000\nWillkommen.\n"

PROBE = """---
id: probe
order: 1
title_de: "Probe aufs Zuhören"
title_en: "Rehearsal of listening"
teaser_de: "Ein kurzes Modul mit allen Arten von Fragen."
duration_min: 5
pass_percent: 80
renewal_months: 24
facts_as_of: 2026-03
review_after: 2027-01-31
content_note_de: "Lektion 2 behandelt Krisen. Sie können die Lektion überspringen."
tags: [probe, zuhören]
---

# Probe aufs Zuhören

## Lernziele

- Sie hören zu.

## In einfacher Sprache

Zuhören ist gut.

## Lektion 1: Zuhören

Fragen Sie die SBV. Sehen Sie sich das Bild an.

![Zwei Menschen reden](media/bild.png)

### Ein Beispiel

| Wer | Was |
|---|---|
| Eine | redet |

> **Merksatz:** Erst hören, dann reden.

## Lektion 2: Krisen

Bleiben Sie ruhig.

![Ein Gespräch](media/film.mp4 "Audiodeskription: Alles Wichtige ist zu hören.")

> **Merksatz:** Ruhig bleiben.

## Auf einen Blick

- Zuhören.

## Quiz

### Frage 1
<!-- id: probe-q1 | type: single -->
Was kommt zuerst?

- [x] Zuhören
- [ ] Reden
  > Reden kommt danach.

> **Erklärung:** Wer zuhört, versteht.

### Frage 2
<!-- id: probe-q2 | type: multiple -->
Was hilft?

- [x] Pausen
- [x] Kurze Sätze
- [ ] Lärm

> **Erklärung:** Ruhe hilft allen.

### Frage 3
<!-- id: probe-q3 | type: truefalse -->
Schweigen ist Zustimmung.

- [ ] Das stimmt
- [x] Das stimmt nicht

> **Erklärung:** Schweigen kann vieles heißen.

### Frage 4
<!-- id: probe-q4 | type: matching -->
Was gehört zusammen?

- Auge → sehen
- Ohr → hören

### Frage 5
<!-- id: probe-q5 | type: ordering -->
Was geschieht nacheinander?

1. begrüßen
2. zuhören
3. verabschieden

### Frage 6
<!-- id: probe-q6 | type: gap -->
Ergänzen Sie den Satz.

Erst [[hören|zuhören]], dann [[reden]].

### Frage 7
<!-- id: probe-q7 | type: scenario -->
Jemand weint. Was tun Sie?

- [ ] Warten <!-- goto: probe-q8 -->
  > Sie geben Zeit.
- [ ] Weitersprechen
  > Die Person steht auf und geht.

### Frage 8
<!-- id: probe-q8 | type: scenario -->
Die Person spricht wieder. Und jetzt?

- [ ] Fragen, was hilft
  > Sie sagt es Ihnen.
- [ ] Das Thema wechseln
  > Sie schweigt wieder.

## Quellen

- Eigenes Fachwissen
"""
MEDIA = {
    "bild.png": PNG,
    "film.mp4": b"film",
    "film.de.vtt": VTT,
    "film.de.txt": b"Guten Tag. Willkommen.",
    "film.en.vtt": VTT,
    "film.en.txt": b"Good morning. Welcome.",
}
#: What has to be sent to answer each question rightly, by its key.
RIGHT: dict[str, dict[str, Any]] = {
    "probe-q1": {"antwort": "a"},
    "probe-q2": {"antwort": ["a", "b"]},
    "probe-q3": {"antwort": "b"},
    "probe-q4": {"wort-a": "a", "wort-b": "b"},
    "probe-q6": {"wort-a": " Zuhören. ", "wort-b": "REDEN"},
}


ENGLISH = (
    ("## Lernziele", "## Learning goals"),
    ("## In einfacher Sprache", "## In plain language"),
    ("## Lektion", "## Lesson"),
    ("## Auf einen Blick", "## At a glance"),
    ("### Frage", "### Question"),
    ("**Merksatz:**", "**Key point:**"),
    ("**Erklärung:**", "**Explanation:**"),
    ("## Quellen", "## Sources"),
    ("Audiodeskription:", "Audio description:"),
)


def in_english(text: str = PROBE) -> str:
    """Return the module with English headings and marks, as its translation has them."""
    for german, english in ENGLISH:
        text = text.replace(german, english)
    return text


def publish_probe(key: str = "probe") -> None:
    """Publish the small module under a key."""
    text = PROBE.replace("id: probe\n", f"id: {key}\n")
    publication = Publication(at=LAST_MONTH, change=Change.CONTENT)
    with transaction():
        publishing.publish(Package(name=key, texts={"de": text}, media=MEDIA), publication)


def finish_probe(person_id: UUID, key: str = "probe", *, at: datetime = NOW) -> None:
    """Let somebody read and solve the small module, and wish for a certificate."""
    document = queries.shelved(key).newest.base
    with transaction():
        for lesson in document.lessons:
            reading.confirm(key=key, section=lesson.key, by=person_id, at=at)
        for question in document.scored:
            where = Where(key=key, question=question.key, by=person_id, at=at)
            answering.check(where, Sent(given=right_answer(question), revision=0))
        certifying.issue(key=key, name="Katrin Albers", by=person_id, at=at)


def right_answer(question: Question) -> dict[str, Any]:
    """Return what solves a question."""
    keys = [option.key for option in question.options]
    match question.kind:
        case QuestionKind.MATCHING:
            return {"filled": {key: key for key in keys}}
        case QuestionKind.GAP:
            return {"filled": {one.key: one.text.partition("|")[0] for one in question.options}}
        case QuestionKind.ORDERING:
            return {"order": keys}
        case _:
            return {"chosen": sorted(question.right)}


@pytest.fixture
def publish_module(app: Flask) -> Callable[..., str | None]:
    """Return a function that publishes the module: `publish_module(("old", "new"), at=LATER)`."""

    def _publish(*changes: tuple[str, str], **values: Any) -> str | None:
        text = PROBE
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        others = values.pop("others", {})
        based_on = values.pop("based_on", {})
        package = Package(
            name="probe", texts={"de": text, **others}, media=MEDIA, based_on=based_on
        )
        publication = Publication(**{"at": LAST_MONTH, "change": Change.CONTENT} | values)
        with transaction():
            key = publishing.publish(package, publication)
        db.session.expire_all()
        return key

    return _publish
