"""What happens to needs by the clock: the digest, new owners, erasure."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bgm_portal.accommodations import jobs, queries, service
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.models import NeedStep
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from bgm_portal.mail.models import OutgoingMail
from tests.factories.accommodations import CANARY
from tests.support.times import CLOCKS_BACK, NOW, RUN_ENDS, RUN_STARTS

#: Needs are stated at NOW, a Monday, 9:00 in Germany. This is the next morning.
NEXT_MORNING = datetime(2026, 3, 24, 6, 30, tzinfo=UTC)
BEFORE_BREAKFAST = NEXT_MORNING - timedelta(seconds=1)
DAY = timedelta(days=1)
#: Thursday, 28 May 2026, 0:00 in Germany: a week after the run.
ERASED = datetime(2026, 5, 27, 22, 0, tzinfo=UTC)


def mails():
    return list(
        db.session.scalars(
            select(OutgoingMail)
            .where(OutgoingMail.kind == "need.digest")
            .order_by(OutgoingMail.created_at, OutgoingMail.id)
        )
    )


def answer(need, status, *, at=NOW):
    with transaction():
        service.answer(
            need_id=need.id,
            status=status,
            content=AnswerContent(message="Grund.", alternative="Etwas anderes."),
            by=need.owner_id,
            at=at,
        )


def open_it(need):
    with transaction():
        service.open_need(need_id=need.id, by=need.owner_id, at=NOW)


def test_the_owner_is_told_the_next_morning_in_numbers_alone(coordinator, make_need):
    make_need()

    sent = jobs.send_digests(NEXT_MORNING)

    (mail,) = mails()
    assert sent == 1
    assert mail.recipient == coordinator.email
    assert mail.key == f"need.digest:{coordinator.id}:2026-03-24"
    assert "Neu, noch nicht geöffnet: 1" in mail.text
    assert "Katrin" not in mail.text + mail.html
    assert "Angebot" not in mail.text + mail.html
    assert CANARY not in mail.text + mail.html
    assert "Bedarf" not in mail.subject


def test_nobody_is_told_before_half_past_seven(make_need):
    make_need()

    assert jobs.send_digests(BEFORE_BREAKFAST) == 0


def test_half_past_seven_is_meant_by_the_clock_on_the_wall_on_both_sides_of_its_change(make_need):
    make_need(at=CLOCKS_BACK - DAY)
    winter_morning = datetime(2026, 10, 26, 6, 30, tzinfo=UTC)

    assert jobs.send_digests(winter_morning - timedelta(seconds=1)) == 0
    assert jobs.send_digests(winter_morning) == 1


def test_a_digest_is_written_once_a_day_however_often_the_job_runs(make_need):
    make_need()

    jobs.send_digests(NEXT_MORNING)
    again = jobs.send_digests(NEXT_MORNING + timedelta(minutes=5))

    assert again == 0
    assert len(mails()) == 1


def test_a_need_is_new_only_once(make_need):
    make_need()
    jobs.send_digests(NEXT_MORNING)

    assert jobs.send_digests(NEXT_MORNING + DAY) == 0


def test_what_comes_during_the_day_waits_for_the_next_morning(make_need):
    make_need(at=NEXT_MORNING + timedelta(hours=1))

    assert jobs.send_digests(NEXT_MORNING + timedelta(hours=2)) == 0
    assert jobs.send_digests(NEXT_MORNING + DAY) == 1


def test_a_digest_that_was_missed_is_written_when_the_worker_is_back(make_need):
    make_need()

    assert jobs.send_digests(NEXT_MORNING + timedelta(hours=5)) == 1


def test_what_the_owner_has_opened_is_no_news(make_need):
    open_it(make_need())

    assert jobs.send_digests(NEXT_MORNING) == 0


def test_somebody_who_wants_to_talk_again_is_news(employee, make_need):
    need = make_need()
    answer(need, NeedStatus.ARRANGED)
    with transaction():
        service.talk_again(need_id=need.id, message="", by=employee.id, at=NOW)

    jobs.send_digests(NEXT_MORNING)

    assert "Neu, noch nicht geöffnet: 1" in mails()[0].text


def test_what_was_handed_over_is_news_to_the_new_owner(
    coordinator, make_activity, make_deputy, make_need
):
    activity = make_activity()
    deputy = make_deputy(activity)
    need = make_need(activity=activity)
    open_it(need)
    with transaction():
        service.hand_over(need_id=need.id, to=deputy.id, by=coordinator.id, at=NOW)

    jobs.send_digests(NEXT_MORNING)

    assert [mail.recipient for mail in mails()] == [deputy.email]


def test_what_is_due_is_told_every_morning_until_it_is_answered(make_need):
    need = make_need()
    open_it(need)
    due = datetime(2026, 4, 23, 5, 30, tzinfo=UTC)

    assert jobs.send_digests(due - DAY) == 0
    assert jobs.send_digests(due) == 1
    assert "Frist heute oder schon vorbei: 1" in mails()[0].text
    answer(need, NeedStatus.ARRANGED, at=due)
    assert jobs.send_digests(due + DAY) == 0


def test_what_is_open_when_half_its_time_is_gone_is_told(make_need):
    open_it(make_need())

    jobs.send_digests(RUN_STARTS - 14 * DAY)

    assert "Die Hälfte des Vorlaufs ist vorbei: 1" in mails()[0].text


@pytest.mark.parametrize(("moment", "erased"), [(ERASED - timedelta(seconds=1), 0), (ERASED, 1)])
def test_a_need_is_erased_a_week_after_the_event(moment, erased, employee, make_need):
    need = make_need()
    answer(need, NeedStatus.ARRANGED)

    done = jobs.erase_what_is_over(moment)

    assert done == erased
    assert (queries.case(need.id) is None) is bool(erased)
    assert db.session.scalar(select(func.count()).select_from(NeedStep)) == 1 - erased
    entries = audit.entries_about(employee.id, events=(Event.NEED_ERASED,))
    assert [(entry.object_id, entry.actor_id, entry.facts) for entry in entries] == [
        (need.id, None, {})
    ] * erased


def test_a_need_of_a_series_is_kept_until_a_week_after_its_last_date(make_activity, make_need):
    first = (RUN_STARTS - 30 * DAY, RUN_ENDS - 30 * DAY)
    need = make_need(activity=make_activity(dates=[first, (RUN_STARTS, RUN_ENDS)]))

    jobs.erase_what_is_over(RUN_ENDS - 20 * DAY)

    assert queries.case(need.id) is not None


def test_a_need_that_was_declined_is_erased_after_three_months(make_activity, make_need):
    need = make_need(activity=make_activity(starts_at=RUN_STARTS + 300 * DAY))
    answer(need, NeedStatus.NOT_POSSIBLE)

    early = jobs.erase_what_is_over(datetime(2026, 6, 22, 8, 0, tzinfo=UTC))
    late = jobs.erase_what_is_over(datetime(2026, 6, 23, 8, 0, tzinfo=UTC))

    assert (early, late) == (0, 1)


def test_a_need_that_was_declined_and_then_arranged_lives_on(make_activity, make_need):
    need = make_need(activity=make_activity(starts_at=RUN_STARTS + 300 * DAY))
    answer(need, NeedStatus.NOT_POSSIBLE)
    answer(need, NeedStatus.ARRANGED, at=NOW + DAY)

    assert jobs.erase_what_is_over(datetime(2026, 6, 23, 8, 0, tzinfo=UTC)) == 0


def test_a_need_at_a_cancelled_activity_is_erased_a_week_later(make_activity, make_need):
    activity = make_activity()
    make_need(activity=activity)
    activity.state, activity.ended_at = ActivityState.CANCELLED, NOW
    db.session.commit()

    early = jobs.erase_what_is_over(NOW + 6 * DAY)
    late = jobs.erase_what_is_over(NOW + 7 * DAY)

    assert (early, late) == (0, 1)


def test_erasing_twice_is_no_mistake(make_need):
    make_need()
    jobs.erase_what_is_over(ERASED)

    assert jobs.erase_what_is_over(ERASED) == 0


def test_what_was_not_sent_yet_goes_with_the_need(make_need):
    need = make_need()
    answer(need, NeedStatus.ARRANGED)

    jobs.erase_what_is_over(ERASED)

    mail = db.session.scalars(select(OutgoingMail)).one()
    assert mail.state == "obsolete"


def test_a_need_whose_owner_left_finds_a_new_one(
    coordinator, employee, make_activity, make_deputy, make_need
):
    activity = make_activity()
    need = make_need(activity=activity)
    deputy = make_deputy(activity)
    coordinator.deactivated_at = NOW
    db.session.commit()

    given = jobs.find_owners(NOW)

    assert given == 1
    assert queries.case(need.id).owner_id == deputy.id
    (entry,) = audit.entries_about(employee.id, events=(Event.NEED_HANDED_OVER,))
    assert entry.actor_id is None


def test_a_need_whose_owner_leads_the_person_by_now_finds_a_new_one(
    coordinator, employee, make_person, make_need
):
    need = make_need()
    other = make_person(Role.COORDINATOR)
    employee.line_manager_id = coordinator.id
    db.session.commit()

    jobs.find_owners(NOW)

    assert queries.case(need.id).owner_id == other.id


def test_a_need_without_anybody_to_go_to_waits(coordinator, make_need):
    need = make_need()
    coordinator.deactivated_at = NOW
    db.session.commit()

    given = jobs.find_owners(NOW)

    assert given == 0
    assert queries.case(need.id).owner_id == coordinator.id


def test_needs_stay_where_they_are_when_all_is_well(make_need):
    make_need()

    assert jobs.find_owners(NOW) == 0
