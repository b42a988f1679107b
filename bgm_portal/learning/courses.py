"""A module as one person sees it: which version, how far, and what may still be done with it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for
from flask_babel import gettext

from bgm_portal.core.i18n import language, short_date

from . import own_queries, queries, words
from .content.document import Document, Section
from .errors import ModuleMissing, SectionMissing, Withdrawn
from .library import Edition
from .own_queries import Own
from .queries import Shelved
from .rules import progress as rules
from .rules.progress import Left, Standing
from .service.completing import standing_of, until
from .service.reading import edition_of


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


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
        is_newer = (
            self.own.begun and self.may_be_learnt and newest.version_id != self.edition.version_id
        )
        return newest if is_newer else None

    @property
    def is_done(self) -> bool:
        """Tell whether the module is completed, and nothing more is to be done now."""
        return self.own.completion is not None and self.standing is not Standing.ENDED

    @property
    def may_renew(self) -> bool:
        """Tell whether one may begin again because the completion ends."""
        return (
            self.may_be_learnt
            and not self.own.begun
            and self.standing in {Standing.ENDING, Standing.ENDED}
        )

    @property
    def may_be_learnt(self) -> bool:
        """Tell whether one may begin, or go on with, this module: withdrawn, for 30 days."""
        withdrawn_on = self.shelved.withdrawn_on
        return rules.may_be_learnt(
            withdrawn_on=withdrawn_on, begun=self.own.begun, today=self.today
        )

    @property
    def withdrawn_words(self) -> str:
        """Say of a withdrawn module what one can still do; nothing of any other."""
        withdrawn_on = self.shelved.withdrawn_on
        if withdrawn_on is None:
            return ""
        if not self.may_be_learnt:
            return Withdrawn().message
        return _(
            "Dieses Lernmodul wird nicht mehr angeboten. Sie können es bis %(day)s beenden.",
            day=short_date(rules.finish_by(withdrawn_on)),
        )

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
    offered = one.shelved.withdrawn_on is None
    return offered or one.own.enrolment is not None or one.own.completion is not None


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
