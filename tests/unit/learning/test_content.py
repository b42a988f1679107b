"""The rules for a module. Each is broken once, and the validator has to say so, and where."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from bgm_portal.learning.content import captions, checks, contact_links, reader
from bgm_portal.learning.content.findings import RULES, Rule, Severity
from bgm_portal.learning.content.vocabulary import Part, QuestionKind
from bgm_portal.learning.packages import Package, examine
from bgm_portal.learning.service import publishing
from tests.factories.learning import MEDIA, PROBE, VTT, in_english

SHIPPED = sorted(publishing.SHIPPED.glob("*/*.md"))
LONG = "Wort und noch ein Wort. " * 100
HARD = "Verwaltungsverfahrensvorschriften " * 60 + "."
FILM = "media/film.mp4"

#: Rule, what is replaced, by what, and in which line of the mutant it is found.
MUTANTS: tuple[tuple[Rule, str, str, str], ...] = (
    (Rule.NO_FRONT_MATTER, "---\nid: probe", "id: probe", "id: probe"),
    (Rule.NO_FRONT_MATTER_END, "zuhören]\n---\n", "zuhören]\n", "---"),
    (Rule.NOT_YAML, "order: 1", "order 1: [", "title_en"),
    (Rule.REFERENCE, "order: 1", "order: &eins 1", "order"),
    (Rule.DOUBLE_KEY, "order: 1", "order: 1\norder: 2", "order: 2"),
    (Rule.NOT_PLAIN, "order: 1", "order: {a: 1}", "order"),
    (Rule.UNKNOWN_FIELD, "order: 1", "ordre: 1", "ordre"),
    (Rule.MISSING_FIELD, 'teaser_de: "Ein kurzes Modul mit allen Arten von Fragen."\n', "", "---"),
    (Rule.BAD_ID, "id: probe\n", "id: Probe 1\n", "id: Probe"),
    (Rule.BAD_NUMBER, "pass_percent: 80", "pass_percent: 0x50", "pass_percent"),
    (Rule.BAD_DAY, "review_after: 2027-01-31", "review_after: 2027-02-31", "review_after"),
    (Rule.BAD_CHANGE, "order: 1", "change: quick", "change"),
    (Rule.BAD_SKIP, "order: 1", "skip: lesson-9", "skip"),
    (Rule.NO_TITLE, "# Probe aufs Zuhören\n\n## Lern", "## Lern", ""),
    (Rule.LOOSE_TEXT, "# Probe aufs Zuhören\n", "# Probe aufs Zuhören\n\nVorab.\n", "Vorab."),
    (Rule.LOOSE_TEXT, "## Quiz\n", "## Quiz\n\nSie schaffen das.\n", "Sie schaffen"),
    (Rule.UNKNOWN_HEADING, "## Auf einen Blick", "## Auf einem Blick", "## Auf einem"),
    (Rule.DOUBLE_HEADING, "## Auf einen Blick", "## Lernziele", "## Lernziele"),
    (Rule.SKIPPED_LEVEL, "### Ein Beispiel", "#### Ein Beispiel", "#### Ein"),
    (Rule.LESSON_NUMBER, "## Lektion 2", "## Lektion 3", "## Lektion 3"),
    (Rule.NO_LESSON, "## Lektion", "## Lehrstück", "---"),
    (Rule.EMPTY_SECTION, "- Eigenes Fachwissen\n", "", "## Quellen"),
    (Rule.RAW_HTML, "Zuhören ist gut.", "Zuhören <b>ist</b> gut.", "Zuhören <b>"),
    (Rule.NO_ALT, "![Zwei Menschen reden]", "![]", "![]"),
    (Rule.MISSING_FILE, "media/bild.png", "media/foto.png", "![Zwei"),
    (Rule.FOREIGN_FILE, "media/bild.png", "https://example.org/bild.png", "![Zwei"),
    (Rule.NO_CAPTIONS, FILM, "media/bild.webm", "![Ein"),
    (Rule.NO_TRANSCRIPT, FILM, "media/bild.webm", "![Ein"),
    (Rule.NO_DESCRIPTION, ' "Audiodeskription: Alles Wichtige ist zu hören."', "", "![Ein"),
    (Rule.DOUBLE_ID, "probe-q2", "probe-q1", "### Frage 2"),
    (Rule.NO_QUESTION_ID, "<!-- id: probe-q2 | type: multiple -->\n", "", "### Frage 2"),
    (Rule.UNKNOWN_KIND, "type: multiple", "type: many", "<!-- id: probe-q2"),
    (Rule.NO_QUESTION_TEXT, "Was hilft?\n", "", "### Frage 2"),
    (Rule.TOO_FEW_OPTIONS, "- Ohr → hören\n", "", "### Frage 4"),
    (Rule.NO_RIGHT_OPTION, "- [x] Zuhören", "- [ ] Zuhören", "### Frage 1"),
    (Rule.TOO_MANY_RIGHT, "- [ ] Reden", "- [x] Reden", "### Frage 1"),
    (Rule.NOTHING_WRONG, "- [ ] Lärm", "- [x] Lärm", "### Frage 2"),
    (Rule.NOT_EXPLAINED, "> **Erklärung:** Ruhe hilft allen.\n", "", "- [ ] Lärm"),
    (Rule.NO_MATCH, "Ohr → hören", "Ohr hören", "- Ohr"),
    (Rule.DOUBLE_OPTION, "- [x] Pausen", "- [x] Lärm", "- [x] Lärm"),
    (Rule.DEAD_END, "goto: probe-q8", "goto: probe-q9", "- [ ] Warten"),
    (Rule.LONG_SECTION, "Bleiben Sie ruhig.", LONG, ""),
    (Rule.MANY_SECTIONS, "## Auf einen Blick", "".join(
        f"## Lektion {n}: Noch eine {n}\n\nText.\n\n" for n in range(3, 9)
    ) + "## Auf einen Blick", ""),
    (Rule.LONG_READING, "Bleiben Sie ruhig.", LONG * 3, "duration_min"),
    (Rule.EMPTY_LINK, "Bleiben Sie ruhig.", "[hier](https://example.org)", "[hier]"),
    (Rule.NO_PLAIN, "## In einfacher Sprache\n\nZuhören ist gut.\n", "", "---"),
    (Rule.HARD_TO_READ, "Bleiben Sie ruhig.", HARD, ""),
    (Rule.NO_KEY_POINT, "> **Merksatz:** Ruhig bleiben.\n", "", ""),
    (Rule.NO_ALT, "![Zwei Menschen reden](media/bild.png)",
     "![][bild]\n\n[bild]: media/bild.png", "![][bild]"),
    (Rule.MISSING_FILE, "(media/bild.png)", "(media/foto.png 'Ein Foto')", "![Zwei"),
    (Rule.MISSING_FILE, "Zwei Menschen reden](media/bild.png)",
     "Zwei Menschen\nreden](media/foto.png)", "![Zwei"),
    (Rule.FOREIGN_FILE, "Bleiben Sie ruhig.",
     "Zuerst\n![Eins\nzwei](media/bild.png)\n![Drei](media/bild.gif)", "![Drei]"),
    (Rule.PHONE_NUMBER, "Bleiben Sie ruhig.", "Rufen Sie 0221 4710-100 an.", "Rufen"),
)  # fmt: skip
COMPARED = {Rule.OTHER_IDS, Rule.OTHER_ANSWERS}
OF_FILES = {Rule.BROKEN_CAPTIONS}
OF_CONTACTS = {Rule.UNKNOWN_CONTACT, Rule.RETIRED_CONTACT}


def findings(text, *, language="de", media=frozenset(MEDIA)):
    document, form = reader.read(text, file=f"{language}.md", language=language, media=media)
    return form + checks.check(document)


def document(text, language="de"):
    return reader.read(text, file="x.md", language=language, media=frozenset(MEDIA))[0]


def test_the_sound_module_has_no_findings():
    assert findings(PROBE) == []


def test_the_sound_translation_has_no_findings():
    assert findings(in_english(), language="en", media=frozenset(MEDIA)) == []


@pytest.mark.parametrize(("rule", "old", "new", "where"), MUTANTS, ids=[m[0] for m in MUTANTS])
def test_a_mutant_is_caught_in_its_line(rule, old, new, where):
    assert old in PROBE
    mutant = PROBE.replace(old, new)

    found = [finding for finding in findings(mutant) if finding.rule is rule]

    assert found
    assert mutant.split("\n")[found[0].line - 1].startswith(where)


@pytest.mark.parametrize("content", [b"", b" \r\n", b"\xef\xbb\xbf\n", "\u00a0".encode()])
def test_a_blank_text_to_read_is_none(content):
    files = MEDIA | {"film.de.txt": content}

    found = examine(Package(name="probe", texts={"de": PROBE}, media=files))

    assert [finding.rule for finding in found] == [Rule.NO_TRANSCRIPT]


def test_every_rule_has_a_mutant():
    assert {rule for rule, *_rest in MUTANTS} | COMPARED | OF_FILES | OF_CONTACTS == set(Rule)


@pytest.mark.parametrize(
    ("known", "rules"),
    [
        ({}, [Rule.UNKNOWN_CONTACT]),
        ({"sbv": True}, [Rule.RETIRED_CONTACT]),
        ({"sbv": False}, []),
    ],
)
def test_a_contact_that_is_missing_or_was_taken_out_is_found_in_its_line(known, rules):
    text = PROBE.replace("Fragen Sie die SBV.", "Fragen Sie die [SBV](kontakt:sbv).")
    references = {key: SimpleNamespace(is_retired=retired) for key, retired in known.items()}

    found = contact_links.check(document(text), references)

    assert [one.rule for one in found] == rules
    assert {text.split("\n")[one.line - 1][:6] for one in found} <= {"Fragen"}


@pytest.mark.parametrize(
    "text",
    [
        "TelefonSeelsorge 0800 111 0 111, 0800 111 0 222 oder 116 123, und die 112.",
        "Ärztlicher Bereitschaftsdienst 116 117. DIN EN 301 549, § 0167 Absatz 2.",
        "Am 01.01.2025 um 10:30 Uhr, bis zu 80.000 Menschen, Haus 0.04.",
    ],
)
def test_numbers_that_save_lives_and_other_figures_may_stand_in_a_text(text):
    assert findings(PROBE.replace("Bleiben Sie ruhig.", text)) == []


def test_every_rule_is_worded():
    assert set(RULES) == set(Rule)


def test_warnings_need_a_reason_hints_are_only_said_and_all_else_blocks_publishing():
    warnings = {
        *(Rule.LONG_SECTION, Rule.MANY_SECTIONS, Rule.LONG_READING, Rule.EMPTY_LINK, Rule.NO_PLAIN),
        *(Rule.PHONE_NUMBER, Rule.UNKNOWN_CONTACT, Rule.RETIRED_CONTACT),
    }
    hints = {Rule.HARD_TO_READ, Rule.NO_KEY_POINT}

    weight = {rule: wording.severity for rule, wording in RULES.items()}

    assert {rule for rule, one in weight.items() if one is Severity.WARNING} == warnings
    assert {rule for rule, one in weight.items() if one is Severity.HINT} == hints


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("probe-q3", "probe-q9", Rule.OTHER_IDS),
        ("- [ ] Lärm", "- [x] Lärm", Rule.OTHER_ANSWERS),
        ("goto: probe-q8", "goto: probe-q7", Rule.OTHER_ANSWERS),
    ],
)
def test_a_translation_that_asks_something_else_is_caught(old, new, rule):
    other = document(in_english().replace(old, new), "en")

    found = [finding.rule for finding in checks.compare(document(PROBE), other)]

    assert rule in found


def test_a_true_translation_is_not_caught():
    assert checks.compare(document(PROBE), document(in_english(), "en")) == []


@pytest.mark.parametrize(
    "text",
    [
        b"no captions at all",
        b"WEBVTT\n\n",
        b"WEBVTT\n\n00:05.000 --> 00:02.000\nZu Ende, bevor es beginnt.\n",
        b"WEBVTT\n\n00:03.000 --> 00:04.000\nB\n\n00:01.000 --> 00:02.000\nA\n",
        b"WEBVTT\n\n00:99.000 --> zwei\nA\n",
        b"\xff\xfe\x00",
    ],
)
def test_captions_with_times_that_cannot_be_true_are_refused(text):
    assert not captions.are_sound(text)


def test_sound_captions_are_accepted():
    assert captions.are_sound(VTT)


def test_every_scalar_is_text():
    head = document(PROBE.replace("order: 1", "version: 1.10\nresponsible: no")).head

    assert (head.text("version"), head.text("responsible")) == ("1.10", "no")


def test_questions_are_read_with_their_kinds_and_keys():
    read = document(PROBE)

    assert [question.kind for question in read.questions] == [
        *QuestionKind,
        QuestionKind.SCENARIO,
    ]
    assert read.questions[0].right == {"a"}
    assert read.questions[0].options[1].feedback == "Reden kommt danach."
    assert read.questions[6].options[0].leads_to == "probe-q8"
    assert [option.text for option in read.questions[5].options] == ["hören|zuhören", "reden"]


def test_a_lesson_keeps_its_own_key_wherever_it_stands():
    read = document(PROBE.replace("Krisen\n\nBleiben", "Krisen\n<!-- id: krise -->\n\nBleiben"))

    assert [lesson.key for lesson in read.lessons] == ["lesson-1", "krise"]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends_of_any_system_are_read(end):
    read = document(PROBE.replace("\n", end))

    assert [section.part for section in read.sections if section.part is Part.LESSON] == [
        Part.LESSON,
        Part.LESSON,
    ]
    assert len(read.questions) == 8


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_shipped_module_has_no_errors(path: Path):
    media = path.parent / "media"
    names = frozenset(one.name for one in media.iterdir()) if media.is_dir() else frozenset()

    found = findings(path.read_bytes().decode(), language=path.stem, media=names)

    assert [one.rule for one in found if one.severity is Severity.ERROR] == []
