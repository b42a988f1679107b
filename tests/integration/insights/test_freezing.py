"""Freezing a half-year: once, by the worker, for ever."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bgm_portal.accommodations.models import Need
from bgm_portal.activities.kinds import ActivityState, PreventionField
from bgm_portal.activities.models import Activity
from bgm_portal.audit import queries as audit
from bgm_portal.core.database import db, transaction
from bgm_portal.counting import cells
from bgm_portal.counting import jobs as counting_jobs
from bgm_portal.counting import service as counting
from bgm_portal.counting.errors import CountedAlready
from bgm_portal.counting.models import CountedMark, CountedPerson
from bgm_portal.counting.rules import HalfYear
from bgm_portal.insights import document, jobs, releases, service
from bgm_portal.insights.disclosure.bands import Band
from bgm_portal.insights.errors import ReportDamaged, ReportMissing, StillOpen, TooEarlyToFreeze
from bgm_portal.insights.models import FrozenReport
from bgm_portal.participation import jobs as participation
from tests.integration.insights.conftest import FREEZE, TOO_EARLY
from tests.support import frozen as frozen_reports
from tests.support.crowd import at_once
from tests.support.times import NOW, YESTERDAY

FIRST_HALF = HalfYear(2026, 1)
DAY = timedelta(days=1)


def report():
    return releases.report(FIRST_HALF)[0]


def stored():
    return db.session.get_one(FrozenReport, "2026-1", populate_existing=True)


def test_the_worker_freezes_a_fortnight_after_the_half_year_and_once(half_year):
    early, due, again = (jobs.freeze_reports(at) for at in (TOO_EARLY, FREEZE, FREEZE + 400 * DAY))

    assert (early, due) == (0, 1)
    assert again == 1  # the half-year that began on 1 July, and not this one again
    assert [one.half_year.code for one in releases.releases()] == ["2026-2", "2026-1"]


def test_a_report_tells_bands_of_units_fields_and_activities(frozen):
    told = report()

    assert told.reached == Band(20, 24)
    assert [(line.name, line.staff, line.reached) for line in told.units if line.staff > 1] == [
        ("Leistung", 40, Band(10, 14)),
        ("Stab", 12, None),
        ("Vermittlung", 30, Band(5, 9)),
    ]
    assert [(line.field, line.quarter, line.reached) for line in told.topics] == [
        ("movement", 2, Band(20, 24)),
        ("stress", 1, Band(15, 19)),
    ]
    assert [(line.title_de, line.dates, line.reached) for line in told.events] == [
        ("Yoga auf dem Stuhl", 1, Band(15, 19)),
        ("Firmenlauf", 1, Band(20, 24)),
    ]


def test_a_report_holds_no_exact_count_of_people_who_took_part(frozen):
    content = json.loads(stored().content)

    assert set(content) == {
        *("format", "half_year", "frozen_on", "staff", "reached"),
        *("units", "topics", "events", "offers", "needs", "modules", "answers", "costs", "goals"),
    }
    reached = [line["reached"] for key in ("units", "topics", "events") for line in content[key]]
    assert all(one is None or one[1] - one[0] == 4 for one in [content["reached"], *reached])


def test_what_was_counted_is_destroyed_with_the_freeze(frozen):
    left = db.session.query(CountedMark).filter(CountedMark.scope == "2026-1").count()
    people = db.session.query(CountedPerson).filter(CountedPerson.scope == "2026-1").count()

    assert (left, people) == (0, 0)


def test_a_second_freeze_is_refused(frozen):
    with pytest.raises(CountedAlready), transaction():
        service.freeze(FIRST_HALF, at=FREEZE)


def test_two_workers_at_once_freeze_once(app, half_year):
    participation.erase_attendance(FREEZE)

    went = at_once(app, [lambda: service.freeze(FIRST_HALF, at=FREEZE) for _worker in range(2)])

    assert sorted(went) == ["counted_already", "done"]
    assert len(releases.releases()) == 1


def test_a_half_year_is_not_frozen_while_something_can_be_corrected(half_year):
    with pytest.raises(TooEarlyToFreeze, match=r"15\.\sJuli 2026"), transaction():
        service.freeze(FIRST_HALF, at=TOO_EARLY)


def test_a_half_year_is_not_frozen_with_dates_that_are_not_counted(half_year):
    with pytest.raises(StillOpen), transaction():
        service.freeze(FIRST_HALF, at=FREEZE)


def test_a_frozen_report_cannot_be_changed_or_deleted(frozen):
    for statement in (
        "UPDATE frozen_report SET content = content",
        "DELETE FROM frozen_report",
    ):
        with pytest.raises(DBAPIError, match="a frozen report is never"):
            db.session.execute(text(statement))
        db.session.rollback()

    assert report().reached == Band(20, 24)


def test_what_happens_later_leaves_the_report_as_it_is(frozen, house, make_activity, came):
    before = stored().content
    latecomer = make_activity(starts_at=YESTERDAY)
    came(latecomer, house["Vermittlung"])
    db.session.get_one(Activity, frozen["run"]).state = ActivityState.CANCELLED
    db.session.query(Need).delete()
    db.session.commit()

    participation.erase_attendance(FREEZE + DAY)
    frozen_again = jobs.freeze_reports(FREEZE + DAY)

    assert frozen_again == 0
    assert stored().content == before


def test_a_damaged_report_is_detected_and_not_shown(frozen):
    content = stored().content.replace(b'"reached":[20,24]', b'"reached":[25,29]')
    frozen_reports.take_guards_off()
    db.session.execute(FrozenReport.__table__.update().values(content=content))
    frozen_reports.put_guards_back()
    db.session.commit()

    with pytest.raises(ReportDamaged):
        releases.report(FIRST_HALF)
    assert [one.sound for one in releases.releases()] == [False]
    assert releases.reports() == []


def test_a_report_that_was_exchanged_with_its_fingerprint_breaks_the_chain(frozen):
    jobs.freeze_reports(FREEZE + 200 * DAY)
    content = stored().content.replace(b'"staff":', b'"staff":1')
    forged = document.fingerprint(content, previous="")
    frozen_reports.take_guards_off()
    db.session.execute(
        FrozenReport.__table__.update()
        .where(FrozenReport.half_year == "2026-1")
        .values(content=content, fingerprint=forged)
    )
    frozen_reports.put_guards_back()
    db.session.commit()

    assert [one.sound for one in releases.releases()] == [False, False]
    assert releases.reports() == []
    for half_year in (FIRST_HALF, HalfYear(2026, 2)):
        with pytest.raises(ReportDamaged):
            releases.content(half_year)


def test_reports_before_a_damaged_one_stay_as_they_are(frozen):
    for number in (1, 2, 3):
        counting_jobs.keep_roster(FREEZE + number * 183 * DAY)
        jobs.freeze_reports(FREEZE + (number * 183 + 10) * DAY)
    last = max(one.half_year.code for one in releases.releases())
    frozen_reports.take_guards_off()
    db.session.execute(
        FrozenReport.__table__.update().where(FrozenReport.half_year == last).values(content=b"{}")
    )
    frozen_reports.put_guards_back()
    db.session.commit()

    sound = [one.sound for one in releases.releases()]
    assert sound == [False, *[True] * (len(sound) - 1)]
    assert len(sound) > 1


def test_a_report_that_was_never_frozen_is_missing(app):
    with pytest.raises(ReportMissing):
        releases.report(FIRST_HALF)


def test_the_same_report_is_the_same_bytes_and_comes_back_as_it_was(frozen):
    content = stored().content

    assert document.to_bytes(document.from_bytes(content)) == content


@pytest.mark.parametrize("change", [("format", 5), ("half_year", "2026")])
def test_bytes_of_another_kind_are_refused(frozen, change):
    content = json.dumps(json.loads(stored().content) | dict([change])).encode()

    with pytest.raises(ValueError, match="not a report of a format"):
        document.from_bytes(content)


def test_the_freeze_is_noted_with_the_fingerprint(frozen):
    entries = dict(audit.counts_by_event(since=NOW))

    assert entries["insights.frozen"] == 1


def test_what_was_cancelled_after_people_came_is_counted_with_its_field(half_year):
    participation.erase_attendance(FREEZE)
    activity = db.session.get_one(Activity, half_year["run"])
    activity.state, activity.ended_at = ActivityState.CANCELLED, NOW
    db.session.commit()

    jobs.freeze_reports(FREEZE)

    assert report().reached == Band(20, 24)
    assert "Firmenlauf" in [line.title_de for line in report().events]


@pytest.mark.parametrize("people", [0, 1])
def test_a_course_that_ends_half_way_is_told_alike_whether_anybody_came_or_not(
    half_year, house, make_activity, came, people
):
    course = make_activity(title_de="Rückenkurs", field=PreventionField.NETWORK, starts_at=NOW)
    came(course, house["Leistung"][:people])
    _cancel(course.id, at=NOW + DAY)

    jobs.freeze_reports(FREEZE)

    [line] = [line for line in report().events if line.title_de == "Rückenkurs"]
    assert (line.dates, line.reached) == (1, None)
    assert ("network", None) in [(one.field, one.reached) for one in report().topics]


def test_what_was_cancelled_before_it_began_is_not_told_at_all(half_year, make_activity):
    never = make_activity(title_de="Rückenkurs", field=PreventionField.NETWORK, starts_at=NOW)
    _cancel(never.id, at=NOW - DAY)

    jobs.freeze_reports(FREEZE)

    assert "Rückenkurs" not in [line.title_de for line in report().events]
    assert "network" not in [line.field for line in report().topics]


def _cancel(activity_id, *, at):
    activity = db.session.get_one(Activity, activity_id)
    activity.state, activity.ended_at = ActivityState.CANCELLED, at
    db.session.commit()


@pytest.mark.parametrize(
    ("people", "missed", "told"),
    [(9, 0, None), (17, 4, (Band(15, 19), Band(10, 14), Band(5, 9)))],
)
def test_needs_are_told_with_the_second_half_of_the_year(frozen, house, people, missed, told):
    with transaction():
        for number, person_id in enumerate(house["Leistung"][:people]):
            late = [cells.NEED_LATE] if number < 8 else []
            where = [cells.NEED_STATED, *late, *([cells.NEED_MISSED] if number < missed else [])]
            counting.note_in_year(person_id=person_id, where=where, year=2026, at=NOW)

    jobs.freeze_reports(FREEZE + 200 * DAY)

    needs = releases.report(HalfYear(2026, 2))[0].needs
    assert report().needs is None
    assert (needs and (needs.people, needs.in_time, needs.early)) == told


def test_the_command_names_every_report_and_fails_when_one_is_damaged(frozen, portal):
    sound = portal.test_cli_runner().invoke(args=["bgm", "verify-releases"])
    frozen_reports.take_guards_off()
    db.session.execute(FrozenReport.__table__.update().values(content=b"{}"))
    frozen_reports.put_guards_back()
    db.session.commit()
    damaged = portal.test_cli_runner().invoke(args=["bgm", "verify-releases"])

    assert (sound.exit_code, damaged.exit_code) == (0, 1)
    assert "2026-1" in sound.output
    assert "unverändert" in sound.output
    assert "BESCHÄDIGT" in damaged.output
