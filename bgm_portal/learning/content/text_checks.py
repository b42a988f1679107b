"""Rules about the words of a module: length, links, how hard it is to read, and no HTML."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .document import Document, Section
from .findings import Notebook, Rule
from .vocabulary import Part

MOST_LESSONS = 7
MOST_WORDS = 450
WORDS_A_MINUTE = 150
TOLERANCE = 1.2
HARDEST_LIX = 50
LONG_WORD = 6
FEWEST_WORDS = 40  # of less text, an average says nothing
EMPTY_LINKS = frozenset(
    {"hier", "klicken sie hier", "link", "mehr", "weiter", "here", "click here", "more"}
)
WORD = re.compile(r"[^\W\d_]+")
SENTENCE_END = re.compile(r"[.?!:](?=\s|$)|\n\s*\n|\n(?=[-*\d|])")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_read_html = MarkdownIt("js-default", {"html": True})


def check(document: Document, find: Notebook) -> None:
    """Note what makes a module hard to read."""
    lessons = document.lessons
    if len(lessons) > MOST_LESSONS:
        find(Rule.MANY_SECTIONS, lessons[0].line, count=len(lessons), most=MOST_LESSONS)
    if document.section(Part.PLAIN) is None:
        find(Rule.NO_PLAIN, 1)
    for section in document.sections:
        _check_section(section, find)
    read = sum(len(WORD.findall(section.body)) for section in document.sections)
    minutes = -(-read // WORDS_A_MINUTE)
    stated = document.head.number("duration_min", 0)
    if stated and minutes > stated * TOLERANCE:
        line = document.head.line("duration_min")
        find(Rule.LONG_READING, line, minutes=minutes, stated=stated)


def _check_section(section: Section, find: Notebook) -> None:
    tokens = _read_html.parse(section.body)
    _check_tokens(tokens, section.line, find)
    if section.part is not Part.LESSON:
        return
    words = len(WORD.findall(section.body))
    if words > MOST_WORDS:
        find(Rule.LONG_SECTION, section.line, name=section.title, words=words, most=MOST_WORDS)
    if not section.takeaway:
        find(Rule.NO_KEY_POINT, section.line, name=section.title)
    found = lix(section.body)
    if found > HARDEST_LIX:
        find(Rule.HARD_TO_READ, section.line, name=section.title, lix=found)


def _check_tokens(tokens: list[Token], first: int, find: Notebook) -> None:
    for token in tokens:
        line = first + (token.map[0] if token.map else 0)
        if token.type == "html_block" and COMMENT.sub("", token.content).strip():
            find(Rule.RAW_HTML, line)
        children = token.children or []
        for place, child in enumerate(children):
            if child.type == "html_inline" and not COMMENT.fullmatch(child.content):
                find(Rule.RAW_HTML, line + _breaks(children[:place]))
                break
            if child.type == "link_open":
                _check_link(children[place + 1 :], line + _breaks(children[:place]), find)


def _check_link(following: list[Token], line: int, find: Notebook) -> None:
    words = ""
    for child in following:
        if child.type == "link_close":
            break
        words += child.content
    if words.strip().rstrip(".").lower() in EMPTY_LINKS:
        find(Rule.EMPTY_LINK, line, name=words)


def _breaks(before: list[Token]) -> int:
    return sum(1 for token in before if token.type in {"softbreak", "hardbreak"})


def lix(text: str) -> int:
    """Return how hard a text is to read: words a sentence, plus the share of long words."""
    words = WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return 0
    sentences = max(1, sum(1 for part in SENTENCE_END.split(text) if WORD.search(part)))
    long_words = sum(1 for word in words if len(word) > LONG_WORD)
    return round(len(words) / sentences + 100 * long_words / len(words))
