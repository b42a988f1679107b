"""Learners at every stage, through the services, at the times at which it would have happened."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from bgm_portal.core import clock
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import transaction
from bgm_portal.identity import queries as people
from bgm_portal.learning import drafts, queries
from bgm_portal.learning.content import editing
from bgm_portal.learning.content.document import Document, Question
from bgm_portal.learning.content.vocabulary import CHOOSING
from bgm_portal.learning.kinds import Basis, Change, Wish
from bgm_portal.learning.library import followed_now
from bgm_portal.learning.packages import Package, package_in
from bgm_portal.learning.service import (
    answering,
    audience,
    certifying,
    drafting,
    publishing,
    reading,
)
from bgm_portal.learning.service.answering import Sent
from bgm_portal.learning.service.publishing import Publication

from .staff import Staff

FINISHED, HALF_READ, IN_QUIZ = "sehen", "sprache", "psyche"
REVISED, RECOMMENDED, ON_SITE = "mobilitaet", "hoeren", "dokumente"
RENEWED, ASSIGNED, HANDED_IN = "inklusion-recht", IN_QUIZ, HALF_READ
SUMMARY_ENDS = "\n\n## Quiz"
ADDED = {
    "de": "\n- Fragen Sie nach, statt zu vermuten.",
    "en": "\n- Ask instead of guessing.",
}
EDITOR = "redaktion@demo.example"
LEADER = "leitung@demo.example"


#: What groups learnt together with somebody from outside: the module, weeks ago, how many.
COURSES = (
    *(("psyche", 64, 12), ("hoeren", 57, 9), ("sehen", 42, 14)),
    *(("psyche", 33, 11), ("sehen", 22, 10), ("sprache", 12, 8)),
)
APART = 24  # colleagues who learn alone and are told of elsewhere


def learn_together(staff: Staff, *, founded: datetime, now: datetime) -> None:
    """Publish the modules, and note for whole groups that they were taught them on site."""
    with clock.standing_at(founded), transaction():
        publishing.publish_shipped(at=founded)
    for key, weeks, many in COURSES:
        at = now - timedelta(weeks=weeks)
        with clock.standing_at(at), transaction():
            for person in staff.active[APART : APART + many]:
                taught = audience.Completed(person_id=person, basis=Basis.ON_SITE, on=local_day(at))
                audience.note_completion(key, taught, by=staff.coordinator, at=at)


def learn(staff: Staff, random: Random, *, now: datetime) -> None:
    """Let the employee of the story be half-way, and others learn, too."""
    person = staff.employee
    _finish(FINISHED, person, at=now - timedelta(weeks=9))
    _read(HALF_READ, person, most=3, at=now - timedelta(days=4))
    _read(IN_QUIZ, person, most=6, at=now - timedelta(days=2))
    _answer(IN_QUIZ, person, most=3, at=now - timedelta(days=1))
    _let_completions_end(staff, now=now)
    _put_before_people(staff, at=now - timedelta(weeks=3))
    _read(REVISED, person, most=2, at=now - timedelta(days=12))
    _revise("raeume", ("de",), Change.CONTENT, at=now - timedelta(days=5))
    _finish(RENEWED, person, at=now - timedelta(weeks=30))
    _revise("recht", ("de", "en"), Change.RENEW, at=now - timedelta(days=12))
    _write(staff.by_email[EDITOR], at=now - timedelta(days=1))
    keys = [one.module.key for one in queries.shelf()]
    for other in staff.active[:12]:
        for key in random.sample(keys, k=2):
            at = now - timedelta(days=random.randint(3, 200))
            _read(key, other, most=random.randint(1, 6), at=at)
    for other in staff.active[12:24]:
        _finish(random.choice(keys), other, at=now - timedelta(days=random.randint(3, 200)))


def _put_before_people(staff: Staff, *, at: datetime) -> None:
    """Recommend one module to everybody, and assign another."""
    with clock.standing_at(at), transaction():
        audience.recommend(
            RECOMMENDED,
            Wish.RECOMMENDED,
            unit_id=None,
            due_on=local_day(at + timedelta(weeks=9)),
            by=staff.coordinator,
            at=at,
        )
        audience.recommend(
            ASSIGNED,
            Wish.ASSIGNED,
            unit_id=None,
            due_on=local_day(at + timedelta(days=26)),
            by=staff.coordinator,
            at=at,
        )


def _let_completions_end(staff: Staff, *, now: datetime) -> None:
    """Renew what was learnt on site half a year ago: one has left it, one is refreshing it."""
    at = now - timedelta(weeks=30)
    for person in (staff.employee, staff.by_email[LEADER]):
        with clock.standing_at(at), transaction():
            completed = audience.Completed(person_id=person, basis=Basis.ON_SITE, on=local_day(at))
            audience.note_completion(ON_SITE, completed, by=staff.coordinator, at=at)
    _revise("dokumente", ("de", "en"), Change.RENEW, at=now - timedelta(weeks=8))
    again = now - timedelta(days=3)
    with clock.standing_at(again), transaction():
        reading.renew(key=ON_SITE, by=staff.by_email[LEADER], at=again)
    _read(ON_SITE, staff.by_email[LEADER], most=2, at=now - timedelta(days=2))


def _revise(ending: str, languages: Collection[str], change: Change, *, at: datetime) -> None:
    """Publish a newer version of a module; a language that is not named has not followed yet."""
    [folder] = [one for one in publishing.SHIPPED.iterdir() if one.name.endswith(ending)]
    before = package_in(folder)
    texts = {
        code: text.replace(SUMMARY_ENDS, ADDED[code] + SUMMARY_ENDS) if code in languages else text
        for code, text in before.texts.items()
    }
    followed = followed_now(before.texts["de"])
    package = Package(
        name=before.name,
        texts=texts,
        media=before.media,
        based_on={code: followed for code in texts if code not in languages},
    )
    note = "Ein Punkt mehr in der Zusammenfassung"
    with clock.standing_at(at), transaction():
        publishing.publish(package, Publication(at=at, change=change, note=note))


def _write(editor: UUID, *, at: datetime) -> None:
    """Leave one draft open, in which a translation waits, and hand another one in for release."""
    with clock.standing_at(at), transaction():
        drafting.begin(REVISED, by=editor, at=at)
        drafting.begin(HANDED_IN, by=editor, at=at)
        where = drafting.Where(
            key=HANDED_IN, revision=drafts.draft(HANDED_IN).revision, by=editor, at=at
        )
        seen = drafting.change(where, _with_a_rest)
        where = drafting.Where(key=HANDED_IN, revision=seen, by=editor, at=at)
        said = drafting.HandIn(
            change=Change.EDITORIAL, note="Hinweis auf Pausen", reason="Die Länge ist gewollt."
        )
        drafting.hand_in(where, said)


def _with_a_rest(document: Document) -> Document:
    """Return a module whose first lesson says that one may rest."""
    first = document.lessons[0]
    body = f"{first.body.rstrip()}\n\nSie können jederzeit eine Pause machen."
    return editing.with_section(
        document, first.key, title=first.title, body=body, takeaway=first.takeaway
    )


def _finish(key: str, person: UUID, *, at: datetime) -> None:
    """Read everything, answer everything rightly, and ask for a certificate."""
    _read(key, person, most=99, at=at)
    for question in queries.shelved(key).newest.base.scored:
        _check(key, question, _right(question), person, at=at)
    with clock.standing_at(at), transaction():
        name = people.people_by_ids([person])[person].name
        certifying.issue(key=key, name=name, by=person, at=at)


def _read(key: str, person: UUID, *, most: int, at: datetime) -> None:
    for lesson in queries.shelved(key).newest.base.lessons[:most]:
        with clock.standing_at(at), transaction():
            reading.confirm(key=key, section=lesson.key, by=person, at=at)


def _answer(key: str, person: UUID, *, most: int, at: datetime) -> None:
    """Answer some questions, the last one wrongly."""
    for number, question in enumerate(queries.shelved(key).newest.base.scored[:most]):
        wrong = [option.key for option in question.options if not option.right][:1]
        is_right = number + 1 < most
        _check(key, question, _right(question) if is_right else wrong, person, at=at)


def _right(question: Question) -> list[str]:
    return [option.key for option in question.options if option.right]


def _check(
    key: str, question: Question, chosen: Iterable[str], person: UUID, *, at: datetime
) -> None:
    if question.kind not in CHOOSING:
        return
    with clock.standing_at(at), transaction():
        sent = Sent(given={"chosen": list(chosen)}, revision=0)
        where = answering.Where(key=key, question=question.key, by=person, at=at)
        answering.check(where, sent)
