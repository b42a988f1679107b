"""A module says the same in both languages: same ids, same right answers, same figures.

The files are read plainly here, line by line, so that a mistake of the portal's own reader cannot
hide a mistake of a translation.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

import bgm_portal

MODULES = Path(bgm_portal.__file__).parent / "learning" / "modules"
FOLDERS = sorted(folder for folder in MODULES.iterdir() if (folder / "en.md").exists())
IN_BOTH = [folder for folder in FOLDERS if (folder / "de.md").exists()]

HEADINGS = {  # German heading, English heading, in the order of every module
    "Lernziele": "Learning goals",
    "In einfacher Sprache": "In plain language",
    "Lektion 1": "Lesson 1",
    "Lektion 2": "Lesson 2",
    "Lektion 3": "Lesson 3",
    "Lektion 4": "Lesson 4",
    "Lektion 5": "Lesson 5",
    "Lektion 6": "Lesson 6",
    "Auf einen Blick": "At a glance",
    "Quiz": "Quiz",
    "Quellen": "Sources",
}
QUOTED_FRAMES = {"Merksatz": "Key point", "Erklärung": "Explanation", "Hinweis": "Note"}

GERMAN_LEFT_OVER = re.compile("|".join([*QUOTED_FRAMES, "§", "„", "Absatz", "Lektion", "Frage"]))
SPELT_OUT = {"Quellen"}  # English sources spell their dates out; their laws are compared apart
NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


@dataclass(frozen=True)
class Text:
    """A module file, cut at its headings."""

    front_matter: str
    title: str
    sections: dict[str, str]

    @property
    def headings(self) -> list[str]:
        """Return the fixed part of each heading: "Lesson 1: Seeing …" becomes "Lesson 1"."""
        return [heading.partition(":")[0] for heading in self.sections]

    @property
    def sections_by_heading(self) -> dict[str, str]:
        return dict(zip(self.headings, self.sections.values(), strict=True))

    @property
    def body(self) -> str:
        return "\n".join(self.sections.values())

    @property
    def marks(self) -> list[list[str]]:
        """Return the marks of the options, question by question, in their order."""
        quiz = self.sections["Quiz"].split("\n### ")[1:]
        return [re.findall(r"^- \[([ x])\] ", question, re.MULTILINE) for question in quiz]


def read(path: Path) -> Text:
    _, front_matter, rest = path.read_text(encoding="utf-8").split("---\n", maxsplit=2)
    top, *parts = rest.split("\n## ")
    pairs = (part.split("\n", maxsplit=1) for part in parts)
    return Text(front_matter, top.strip().removeprefix("# "), dict(pairs))


def blocks(body: str) -> list[str]:
    """Name what each line is: a list item, a step, a row, a quotation, a heading, a comment."""
    kinds = {"- [ ]": "option", "- [x]": "option", "- ": "item", "|": "row"}
    kinds |= {"###": "question", "<!--": "comment"}
    named = []
    for line in filter(None, body.splitlines()):
        step = re.match(r"\d+\. ", line)
        known = (kind for start, kind in kinds.items() if line.startswith(start))
        frame = re.match(r"> \*\*(\w[\w ]*):\*\*", line)
        translated = QUOTED_FRAMES.get(frame[1], frame[1]) if frame else None
        named.append(translated or ("step" if step else next(known, "text")))
    return named


def figures(section: str) -> list[str]:
    """Return the numbers, without what the two languages put between digits, in their order."""
    return sorted(re.sub(r"[.,/]", "", number) for number in NUMBER.findall(section))


def named_laws(body: str) -> set[str]:
    return set(re.findall(r"\b(?:SGB [IVX]+|BGG|BTHG|BITV 2\.0|ArbSchG|VBD|KHV)\b", body))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_english_module_has_the_fixed_headings_in_their_order(folder):
    english = read(folder / "en.md")

    assert english.headings == list(HEADINGS.values())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_english_module_bears_its_english_title(folder):
    english = read(folder / "en.md")

    assert f'title_en: "{english.title}"\n' in english.front_matter


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_english_question_has_four_options_and_a_right_one(folder):
    marks = read(folder / "en.md").marks

    assert [len(question) for question in marks] == [4] * 6
    assert all("x" in question for question in marks)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_german_frame_is_left_in_an_english_module(folder):
    english = read(folder / "en.md")

    assert GERMAN_LEFT_OVER.findall(english.body) == []


@pytest.mark.parametrize("folder", IN_BOTH, ids=lambda folder: folder.name)
def test_both_languages_have_the_same_head(folder):
    german, english = read(folder / "de.md"), read(folder / "en.md")

    assert english.front_matter == german.front_matter


@pytest.mark.parametrize("folder", IN_BOTH, ids=lambda folder: folder.name)
def test_both_languages_have_the_same_sections(folder):
    german, english = read(folder / "de.md"), read(folder / "en.md")

    assert english.headings == [HEADINGS[heading] for heading in german.headings]


@pytest.mark.parametrize("folder", IN_BOTH, ids=lambda folder: folder.name)
def test_both_languages_have_the_same_ids_and_types(folder):
    german, english = read(folder / "de.md"), read(folder / "en.md")

    comments = re.findall(r"<!--.*?-->", german.body)
    assert len(comments) >= 6
    assert re.findall(r"<!--.*?-->", english.body) == comments


@pytest.mark.parametrize("folder", IN_BOTH, ids=lambda folder: folder.name)
def test_both_languages_have_the_same_right_options(folder):
    german, english = read(folder / "de.md"), read(folder / "en.md")

    assert english.marks == german.marks


@pytest.mark.parametrize("folder", IN_BOTH, ids=lambda folder: folder.name)
@pytest.mark.parametrize("heading", sorted(HEADINGS.keys() - SPELT_OUT))
def test_both_languages_have_the_same_figures_in_a_section(folder, heading):
    german, english = read(folder / "de.md"), read(folder / "en.md")

    there = english.sections_by_heading[HEADINGS[heading]]
    assert figures(there) == figures(german.sections_by_heading[heading])


@pytest.mark.parametrize("folder", IN_BOTH, ids=lambda folder: folder.name)
def test_both_languages_have_the_same_lines_of_the_same_kind(folder):
    german, english = read(folder / "de.md"), read(folder / "en.md")

    assert blocks(english.body) == blocks(german.body)


@pytest.mark.parametrize("folder", IN_BOTH, ids=lambda folder: folder.name)
def test_both_languages_name_the_same_laws(folder):
    german, english = read(folder / "de.md"), read(folder / "en.md")

    assert named_laws(german.body) <= named_laws(english.body)
