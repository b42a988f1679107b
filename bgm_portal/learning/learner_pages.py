"""What the pages of a module show: contents, lessons, and where one stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for
from flask_babel import gettext

from bgm_portal.core.i18n import language, short_date

from . import audience, own_queries, queries, words
from .content.checks import day
from .content.document import Document, Section
from .content.vocabulary import Part
from .errors import ModuleMissing, SectionMissing
from .library import Edition
from .models import Recommendation
from .own_queries import Own
from .queries import Shelved
from .rules import progress as rules
from .rules.progress import Left, Standing
from .service.completing import standing_of, until
from .service.reading import edition_of

START = "anfang"  # the heading of a page of a module


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


@dataclass(frozen=True, kw_only=True)
class Card:
    """A module in the list of all."""

    key: str
    title: str
    teaser: str
    lang: str
    minutes: int
    standing: str
    tone: str
    label: str
    href: str
    wish: str


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A line in the contents of a module. sign: "check", "here" or "ring"."""

    label: str
    href: str
    sign: str
    said: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Course:
    """A module as one person sees it: what all its pages have in common."""

    shelved: Shelved
    edition: Edition
    document: Document
    own: Own
    left: Left
    standing: Standing
    until: date | None
    today: date

    @property
    def key(self) -> str:
        """Return the name of the module in addresses."""
        return self.shelved.module.key

    @property
    def title(self) -> str:
        """Return what the module is called."""
        return self.document.title

    @property
    def minutes(self) -> int:
        """Return how long it takes."""
        return self.document.head.number("duration_min", 10)

    @property
    def is_foreign(self) -> bool:
        """Tell whether the text is not in the language of the page."""
        return self.document.language != language()

    @property
    def facts_as_of(self) -> str:
        """Return when the facts were checked."""
        return self.document.head.text("facts_as_of")

    @property
    def note(self) -> str:
        """Return what people should know about the content before they begin."""
        return self.document.head.in_language("content_note", self.document.language)

    @property
    def newer(self) -> Edition | None:
        """Return the newer version to which one may switch."""
        newest = self.shelved.newest
        is_newer = self.own.begun and newest.version_id != self.edition.version_id
        return newest if is_newer else None

    @property
    def is_done(self) -> bool:
        """Tell whether the module is completed, and nothing more is to be done now."""
        return self.own.completion is not None and self.standing is not Standing.ENDED

    @property
    def may_renew(self) -> bool:
        """Tell whether one may begin again because the completion ends."""
        is_offered = self.shelved.module.withdrawn_at is None and not self.own.begun
        return is_offered and self.standing in {Standing.ENDING, Standing.ENDED}

    @property
    def is_over(self) -> bool:
        """Tell whether the completion counts no longer."""
        return self.standing is Standing.ENDED

    def address(self, name: str) -> str:
        """Return where a file of this version is."""
        return url_for("learning.medium", key=self.key, number=self.edition.number, name=name)

    def lesson(self, key: str) -> Section:
        """Return a lesson, or raise SectionMissing."""
        found = next((one for one in self.document.lessons if one.key == key), None)
        if found is None:
            raise SectionMissing
        return found

    @property
    def standing_words(self) -> str:
        """Say how far one is."""
        if self.own.begun and self.own.completion:
            return _("Auffrischung begonnen: %(how_far)s", how_far=words.how_far(self.left))
        completed_on = self.own.completion.completed_on if self.own.completion else None
        return words.standing(self.standing, self.left, completed_on=completed_on, until=self.until)

    @property
    def tone(self) -> str:
        """Return the tone of these words."""
        return "wait" if self.own.begun else words.TONES[self.standing]


def courses(person_id: UUID, *, today: date) -> list[Course]:
    """Return every module that somebody may learn or has completed."""
    shelf = queries.shelf()
    ways = own_queries.own_ways(person_id, [one.module.id for one in shelf])
    queries.editions(
        [
            version_id
            for way in ways.values()
            for version_id in (way.version_id, way.completion and way.completion.version_id)
            if version_id
        ]
    )
    found = [_course(one, ways[one.module.id], today=today) for one in shelf]
    return [one for one in found if _is_shown(one)]


def course(key: str, person_id: UUID, *, today: date) -> Course:
    """Return a module as somebody sees it, or raise ModuleMissing."""
    shelved = queries.shelved(key)
    found = _course(shelved, own_queries.own(person_id, shelved.module.id), today=today)
    if not _is_shown(found):
        raise ModuleMissing
    return found


def _is_shown(one: Course) -> bool:
    """Tell whether a module is there for this person: withdrawn, for those who know it."""
    withdrawn = one.shelved.module.withdrawn_at is not None
    return not withdrawn or one.own.enrolment is not None or one.own.completion is not None


def _course(shelved: Shelved, own: Own, *, today: date) -> Course:
    edition = edition_of(own.version_id, shelved)
    return Course(
        shelved=shelved,
        edition=edition,
        document=edition.document(language()),
        own=own,
        left=rules.left(edition.base, own.progress),
        standing=standing_of(shelved, own, today=today),
        until=until(shelved, own.completion) if own.completion else None,
        today=today,
    )


def card(one: Course, wishes: Mapping[UUID, Recommendation]) -> Card:
    """Return a module as a line of the list. Who has completed it is reminded of nothing."""
    wish = wishes.get(one.shelved.module.id)
    label, href = next_step(one)
    return Card(
        key=one.key,
        title=one.title,
        teaser=one.document.head.in_language("teaser", one.document.language),
        lang=one.document.language,
        minutes=one.minutes,
        standing=one.standing_words,
        tone=one.tone,
        label=label,
        href=href,
        wish=audience.in_words(wish, today=one.today) if wish and not one.is_done else "",
    )


def next_step(one: Course) -> tuple[str, str]:
    """Return what comes next in a module, as the words and the target of a link.

    What counts no longer is to be renewed: the page of the module asks for that with a button.
    """
    if one.is_over and one.may_renew:
        return _("Wissen auffrischen"), url_for("learning.module", key=one.key)
    if one.own.completion and not one.own.begun:
        return _("Abschluss ansehen"), url_for("learning.done", key=one.key)
    href = next_page(one)
    return _("Weiterlernen") if one.own.enrolment else _("Beginnen"), at_start(href)


def at_start(address: str) -> str:
    """Return where a page begins, so that whoever goes on need not pass menu and contents again."""
    return f"{address}#{START}"


def next_page(one: Course) -> str:
    """Return the address of what is to be done next."""
    if one.left.next_lesson:
        return url_for("learning.lesson", key=one.key, section=one.left.next_lesson)
    if one.left.next_question and not one.left.quiz_is_met:
        return url_for("quiz.question", key=one.key, question=one.left.next_question)
    if one.document.questions and not one.own.completion:
        return url_for("quiz.overview", key=one.key)
    return url_for("learning.done", key=one.key)


def contents(one: Course, here: str) -> list[Stop]:
    """Return the contents of a module; `here` is the key of the present section, or "quiz"."""
    progress = one.own.progress
    stops = []
    for lesson in one.document.lessons:
        done, skipped = lesson.key in progress.read, lesson.key in progress.skipped
        said = _(", gelesen") if done else (_(", übersprungen") if skipped else _(", noch offen"))
        href = at_start(url_for("learning.lesson", key=one.key, section=lesson.key))
        stops.append(_stop(lesson.title, href, said, done=done, current=here == lesson.key))
    if one.document.questions:
        label = _("Fragen")
        if one.left.solved:
            label = _("Fragen, %(n)s von %(all)s gelöst", n=one.left.solved, all=one.left.questions)
        is_over = one.is_done and not one.own.begun  # answers may be deleted by now
        said = "" if one.left.solved or is_over else _(", noch offen")
        href = at_start(url_for("quiz.overview", key=one.key))
        done = is_over or (one.left.quiz_is_met and one.left.questions > 0)
        stops.append(_stop(label, href, said, done=done, current=here == Part.QUIZ))
    return stops


def _stop(label: str, href: str, said: str, *, done: bool, current: bool) -> Stop:
    sign = "here" if current else ("check" if done else "ring")
    return Stop(label=label, href=href, sign=sign, said=said, current=current)


def facts_day(one: Course, wording: Callable[[date], str]) -> str:
    """Return when the facts were checked, in words."""
    checked = day(one.facts_as_of)
    return wording(checked) if checked else ""


def until_words(one: Course) -> str:
    """Return the last day on which the completion counts, in words."""
    completion = one.own.completion
    return short_date(rules.last_day(completion.completed_on, one.until)) if completion else ""


def ends_by_erasure(one: Course) -> bool:
    """Tell whether the completion is erased before it ends by itself."""
    completion = one.own.completion
    last = rules.last_day(completion.completed_on, one.until) if completion else None
    return last is not None and (one.until is None or last < one.until)
