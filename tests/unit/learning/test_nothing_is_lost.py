"""Whatever stands in a module is still there after somebody has saved it in the browser.

A word is put into every line of a module, in every way to write one; then the module is read and
written down as the editor does it. Where it has no place, it is found as well.
"""

import pytest
from werkzeug.datastructures import MultiDict

from bgm_portal.learning import block_pages
from bgm_portal.learning.content import blocks, editing, readable, reader, writer
from bgm_portal.learning.content.blocks import Block, BlockKind
from bgm_portal.learning.content.findings import Rule, Severity
from bgm_portal.learning.content.vocabulary import Part
from bgm_portal.learning.forms import parts
from tests.factories.learning import MEDIA, PROBE

WORD = "Fundwort"
SMALL = """---
id: klein
# für die Redaktion
title_de: "Klein"
teaser_de: "Ein Satz."
duration_min: 5
pass_percent: 80
tags: [eins, zwei]
---

# Klein

## Lernziele

- Sie hören zu.

## Lektion 1: Hören

Ein *Satz*.

| Wer | Was |
|---|---|
| Eine | redet |

> **Merksatz:** Hören.

## Quiz

### Frage 1
<!-- id: k1 | type: single -->
Was hilft?

- [x] Pausen
  > Genau.
- [ ] Lärm

> **Erklärung:** Ruhe.

### Frage 2
<!-- id: k2 | type: ordering -->
Was zuerst?

1. hören
   > Genau.
2. reden

### Frage 3
<!-- id: k3 | type: gap -->
Erst [[hören]].
"""
LINES = SMALL.split("\n")
BODY = LINES.index("---", 1) + 1
WAYS = (
    "{}",
    "{} und mehr\n",
    "# {}",
    "## {}",
    "## Lektion {}",
    "## {}\n\n## {} zwei",
    "### {}",
    "#### {}",
    "- {}",
    "1. {}",
    "- [x] {}",
    "  > {}",
    "> {}",
    "> **Merksatz:** {}",
    "> **Erklärung:** {}",
    "{} → passt",
    "- {} <!-- goto: nirgends -->",
    "<!-- {} -->",
    "```\n# {}\n```",
    "    {}",
)
UNREADABLE = {Rule.NO_FRONT_MATTER, Rule.NO_FRONT_MATTER_END, Rule.NOT_YAML, Rule.REFERENCE}


def read(text):
    return reader.read(text, file="x.md", language="de", media=frozenset(MEDIA))


def saved(document):
    """Return the text after every section was saved as it stands in the form."""
    for section in document.sections:
        if section.part is not Part.QUIZ:
            body = blocks.join(blocks.split(section.body))
            document = editing.with_section(
                document,
                section.key,
                title=section.title,
                body=body,
                takeaway=section.takeaway,
            )
    return writer.write(document)


@pytest.mark.parametrize("way", WAYS)
def test_a_word_in_any_line_is_kept_however_often_a_module_is_saved(way):
    lost = []
    for place in range(BODY, len(LINES) + 1):
        mutant = "\n".join([*LINES[:place], way.format(WORD, WORD), *LINES[place:]])
        once = saved(read(mutant)[0])
        twice = saved(read(once)[0])
        if not once.count(WORD) == twice.count(WORD) == mutant.count(WORD) or once != twice:
            lost.append(LINES[place - 1])

    assert lost == []


@pytest.mark.parametrize(
    "line",
    [
        "fundwort: Fundwort",
        "order: Fundwort",
        "fundwort: {a: Fundwort}",
        "fundwort: [Fundwort, 2]",
        "# Fundwort",
        "'fund wort': Fundwort",
    ],
)
def test_a_detail_that_nobody_knows_is_kept_and_found(line):
    lost = []
    for place in range(1, BODY):
        mutant = "\n".join([*LINES[:place], line, *LINES[place:]])
        document, found = read(mutant)
        once = saved(document)
        if UNREADABLE & {one.rule for one in found}:
            continue
        if WORD not in once or saved(read(once)[0]) != once:
            lost.append(LINES[place - 1])

    assert lost == []


def test_a_note_behind_a_detail_is_kept():
    document, _found = read(PROBE.replace("facts_as_of: 2026-03", "facts_as_of: 2026-03 # laut IA"))

    assert "# laut IA" in saved(document)
    assert document.head.text("facts_as_of") == "2026-03"


@pytest.mark.parametrize(
    "lines",
    [
        "tags: [eins, zwei] # Fundwort",
        "tags: [eins, # Fundwort\n  zwei]",
        "tags:\n  - eins # Fundwort\n  - zwei",
        "tags: # Fundwort\n  - eins\n  - zwei",
        "tags:\n  - eins\n  # Fundwort\n  - zwei",
        "tags:\n  # Fundwort\n  [eins, zwei]",
        "title_de: Klein # Fundwort",
        "title_de: >- # Fundwort\n  Klein",
        "  # Fundwort",
        "mehr: # Fundwort\n  a: b",
        "mehr:\n  a: b # Fundwort",
    ],
)
def test_a_note_of_a_detail_is_kept_even_where_the_detail_stands_twice(lines):
    mutant = SMALL.replace("tags: [eins, zwei]\n", f"tags: [eins, zwei]\n{lines}\n")

    once = saved(read(mutant)[0])

    assert once.count(WORD) == 1
    assert saved(read(once)[0]) == once


def test_what_only_looks_like_a_note_is_none():
    document, _found = read(SMALL.replace('title_de: "Klein"', 'title_de: "Klein # 1"\nmehr: a#b'))

    assert document.head.comments == ("# für die Redaktion",)
    assert document.head.text("title_de") == "Klein # 1"
    assert document.head.text("mehr") == "a#b"


def test_a_head_that_is_too_long_is_refused_and_not_cut():
    long = PROBE.replace("order: 1", "\n".join(f"extra_{n}: {'x' * 50}" for n in range(500)))

    assert [one.rule for one in read(long)[1]][:1] == [Rule.NOT_YAML]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("# Probe aufs Zuhören\n", "# Probe aufs Zuhören\n\nFundwort.\n", Rule.LOOSE_TEXT),
        ("## Quiz\n", "## Quiz\n\nFundwort.\n", Rule.LOOSE_TEXT),
        ("## Quiz\n", "## Fundwort\n\nDas.\n\n## Quiz\n", Rule.UNKNOWN_HEADING),
        ("## Quiz\n", "## Lernziele\n\nFundwort.\n\n## Quiz\n", Rule.DOUBLE_HEADING),
        ("### Frage 2\n", "### Fundwort\n", Rule.UNKNOWN_HEADING),
    ],
)
def test_what_has_no_place_keeps_the_module_from_appearing(old, new, rule):
    document, found = read(PROBE.replace(old, new))

    assert rule in {one.rule for one in found if one.severity is Severity.ERROR}
    assert WORD in saved(document)


def test_two_parts_of_one_key_are_two_parts():
    document, found = read(PROBE.replace("probe-q2", "probe-q1"))

    keys = [one.key for one in document.questions]
    assert keys[:2] == ["probe-q1", "probe-q1-2"]
    assert Rule.DOUBLE_ID in {one.rule for one in found}


WRITTEN = (
    '![Ein Bild](media/bild.png "dekorativ")',
    "![Ein Bild](media/bild.png 'dekorativ')",
    "![Ein Bild](media/bild.png (dekorativ))",
    "![Ein Bild](<media/bild.png>   'dekorativ' )",
    "![Ein\nBild](media/bild.png\n'dekorativ')",
    "![Ein *Bild*](media/bild.png 'dekorativ')",
    "![Ein Bild][b]\n\n[b]: media/bild.png 'dekorativ'",
    "![b]\n\n[b]: media/bild.png 'dekorativ'",
)


@pytest.mark.parametrize("written", WRITTEN)
def test_a_picture_is_the_same_for_editor_diff_and_ear_however_it_is_written(app, written):
    alt = "b" if written.startswith("![b]\n") else "Ein Bild"
    [first, *_rest] = blocks.split(written)
    [field] = block_pages.block_fields([first])
    form = {"bloecke": 1, "art-0": "file", "text-0": field.text, "alt-0": "Zwei [2]"}

    [typed] = parts.typed_section(MultiDict(form)).blocks
    heard = readable.block_lines(first)
    beside = readable.block_lines(Block(kind=BlockKind.TEXT, text=f"Hier {written}"))

    assert (first.kind, field.file, field.alt) == (BlockKind.FILE, "bild.png", alt)
    assert typed.text == '![Zwei (2)](media/bild.png "dekorativ")'
    assert heard == [f"Datei bild.png: {alt}"]
    assert "[b]" in written or beside == [f"Hier Datei bild.png: {alt}"]


@pytest.mark.parametrize(
    "written",
    ["Hier ![Ein Bild](media/bild.png)", "![Ein Bild](media/bild.png) und ![zwei](media/b.png)"],
)
def test_a_picture_among_words_stays_among_them(app, written):
    [one] = blocks.split(written)

    assert one == Block(kind=BlockKind.TEXT, text=written)
