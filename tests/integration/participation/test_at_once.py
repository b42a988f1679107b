"""Two people tick the same sheet at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.participation import queries, service
from bgm_portal.participation.errors import AlreadyOnList
from bgm_portal.participation.queries import Tally
from tests.support.times import RUN_ENDS

AT_ONCE = 6


def together(app, task):
    """Do the same from several threads at once; return what each of them got."""
    start = Barrier(AT_ONCE)

    def _one(_number):
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    return task()
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(_one, range(AT_ONCE)))


def noted(event):
    entries = select(func.count()).select_from(AuditEntry).where(AuditEntry.event == event)
    return db.session.scalar(entries)


def test_a_sheet_that_is_saved_by_several_at_once_is_noted_once(app, coordinator, occurrence, two):
    occurrence_id, by = occurrence.id, coordinator.id
    present = {person.id for person in two}

    marked = together(
        app,
        lambda: service.mark_attendance(
            occurrence_id=occurrence_id, present=present, absent=(), by=by, at=RUN_ENDS
        ),
    )

    assert sorted(one.changed for one in marked) == [0, 0, 0, 0, 0, 2]
    assert queries.tally(occurrence_id) == Tally(present=2)
    assert noted(Event.ATTENDANCE_MARKED) == 2


def test_somebody_who_is_added_by_several_at_once_is_added_once(
    app, coordinator, occurrence, make_person
):
    occurrence_id, by, guest = occurrence.id, coordinator.id, make_person().id

    def add():
        try:
            service.walk_in(occurrence_id=occurrence_id, person_id=guest, by=by, at=RUN_ENDS)
        except AlreadyOnList:
            return "already there"
        return "added"

    got = together(app, add)

    assert sorted(got) == ["added"] + ["already there"] * 5
    assert queries.tally(occurrence_id) == Tally(present=1, walked_in=1)
