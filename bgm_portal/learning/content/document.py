"""A module as it was read: values that nobody changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .vocabulary import Part, QuestionKind


@dataclass(frozen=True, kw_only=True)
class Head:
    """What the front matter says. Every value is the text that stands there, and its line."""

    values: Mapping[str, str | tuple[str, ...]]
    lines: Mapping[str, int]
    comments: tuple[str, ...] = ()  # what people noted for each other; kept, and shown nowhere

    def text(self, name: str) -> str:
        """Return a plain value, or nothing where there is none."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ", ".join(value)

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list of names, also where a single one is written."""
        value = self.values.get(name, ())
        return tuple(value.split()) if isinstance(value, str) else value

    def number(self, name: str, default: int) -> int:
        """Return a whole number, or the default where none can be read."""
        value = self.text(name)
        return int(value) if value.isascii() and value.isdigit() else default

    def line(self, name: str) -> int:
        """Return where a value stands; what is missing is missed in the first line."""
        return self.lines.get(name, 1)

    def in_language(self, name: str, code: str) -> str:
        """Return a value that is written once a language, German where there is no other."""
        return self.text(f"{name}_{code}") or self.text(f"{name}_de")


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a module under a heading of level two. `line` is where its body begins."""

    key: str
    part: Part
    number: int
    title: str
    body: str
    takeaway: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing to choose, to match, to put in order, or a gap with the words that fill it."""

    key: str
    text: str
    line: int
    right: bool = False
    match: str = ""
    feedback: str = ""
    leads_to: str = ""
    is_by_place: bool = field(default=False, compare=False)  # no id of its own, only its place


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question of the quiz, or a situation of a scenario."""

    key: str
    kind: QuestionKind
    number: int
    text: str
    options: tuple[Option, ...]
    explanation: str
    line: int

    @property
    def right(self) -> frozenset[str]:
        """Return the keys of the right options."""
        return frozenset(option.key for option in self.options if option.right)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A module in one language."""

    file: str
    language: str
    head: Head
    title: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    media: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        """Return the name that the module keeps for ever."""
        return self.head.text("id")

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all sections and questions."""
        return (*(one.key for one in self.sections), *(one.key for one in self.questions))

    @property
    def lessons(self) -> tuple[Section, ...]:
        """Return what is read one after the other."""
        return tuple(section for section in self.sections if section.part is Part.LESSON)

    @property
    def scored(self) -> tuple[Question, ...]:
        """Return the questions that count; a scenario never does."""
        return tuple(q for q in self.questions if q.kind is not QuestionKind.SCENARIO)

    def section(self, part: Part) -> Section | None:
        """Return the section that is there once, if the module has it."""
        return next((section for section in self.sections if section.part is part), None)
