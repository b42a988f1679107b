"""An id of somebody else is worth no more than an invented one: the same status, the same words.

Every route with an id in its address stands in one of the groups below; a new one fails the first
test until somebody has said whose it is.
"""

from datetime import timedelta
from functools import cache

import pytest
from bs4 import BeautifulSoup

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity
from bgm_portal.core.database import db
from bgm_portal.exchange.kinds import FileKind, Profile
from bgm_portal.exchange.models import Export
from bgm_portal.home.models import BarrierReport
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.queries import recipient
from bgm_portal.runs.models import Handover
from tests.support.routes import NOBODY, assembled, filled
from tests.support.times import NOW, TOMORROW

#: For everybody, as soon as it has appeared.
PROGRAMME = {
    ("GET", "albums.album"),
    ("GET", "calendar.entry"),
    ("GET", "catalogue.detail"),
    ("GET", "catalogue.directions"),
    ("GET", "catalogue.plain"),
    ("GET", "signup.begin"),
    ("GET", "signup.check"),
    ("GET", "signup.discard_form"),
    ("GET", "signup.step_form"),
    ("GET", "signup.without_organiser"),
    ("POST", "bookmarks.keep"),
    ("POST", "bookmarks.let_go"),
    ("POST", "signup.step"),
    ("POST", "signup.submit"),
}
#: Forgets what the visitor typed there, whatever there is; says nothing about it.
BLIND = {("POST", "signup.discard")}
#: For whoever holds a message with this address; the seal in it cannot be guessed.
SEALED = {("GET", "preferences.unsubscribe_form"), ("POST", "preferences.unsubscribe")}
#: For everybody who has signed in: what is known about places and contacts is no secret.
OPEN = {
    ("GET", "albums.large"),
    ("GET", "albums.small"),
    ("GET", "challenges.detail"),
    ("GET", "contacts.detail"),
    ("GET", "venues.detail"),
}
#: For everybody, each for themselves: what one has no part in answers the same to all.
CHALLENGES = {
    ("POST", "challenges.change_goal"),
    ("POST", "challenges.draw_lot"),
    ("POST", "challenges.join"),
    ("POST", "challenges.leave"),
    ("POST", "challenges.note_total"),
    ("POST", "challenges.tick"),
}
#: For the one person whose it is.
OWN_REGISTRATION = {
    ("GET", "race_day.own"),
    ("GET", "handovers.own"),
    ("GET", "handovers.question"),
    ("POST", "handovers.accept"),
    ("POST", "handovers.decline"),
    ("POST", "handovers.propose"),
    ("POST", "handovers.withdraw"),
    ("GET", "buses.own"),
    ("GET", "pairs.own"),
    ("POST", "buses.give_back"),
    ("POST", "buses.take"),
    ("POST", "pairs.agree"),
    ("POST", "pairs.ask"),
    ("POST", "pairs.undo"),
    ("GET", "teams.change_form"),
    ("GET", "teams.found_form"),
    ("GET", "teams.join_form"),
    ("GET", "teams.own"),
    ("POST", "teams.change"),
    ("POST", "teams.found"),
    ("POST", "teams.join"),
    ("POST", "teams.leave"),
    ("GET", "absence.overview"),
    ("POST", "absence.come_after_all"),
    ("POST", "absence.leave_out"),
    ("GET", "feedback.form"),
    ("GET", "papers.certificate"),
    ("GET", "papers.certificate_pdf"),
    ("GET", "own_time.swap_form"),
    ("POST", "own_time.swap"),
    ("GET", "registrations.answers_form"),
    ("GET", "registrations.cancel_form"),
    ("GET", "registrations.decline_form"),
    ("GET", "registrations.detail"),
    ("GET", "registrations.done"),
    ("GET", "registrations.needs_form"),
    ("GET", "registrations.promotion_form"),
    ("GET", "registrations.role_form"),
    ("POST", "race_day.forget_contact"),
    ("POST", "race_day.forget_result"),
    ("POST", "race_day.name_contact"),
    ("POST", "feedback.answer"),
    ("POST", "registrations.accept_offer"),
    ("POST", "registrations.cancel"),
    ("POST", "registrations.change_answers"),
    ("POST", "registrations.change_promotion"),
    ("POST", "registrations.change_role"),
    ("POST", "registrations.decline_offer"),
    ("POST", "registrations.state_needs"),
}
#: For the one person to whom it was written.
OWN_LETTER = {
    ("GET", "circulars.read"),
    ("GET", "notifications.detail"),
    ("POST", "notifications.mark_read"),
    ("POST", "notifications.mark_unread"),
}
#: For those with whom a draft is shared, and those who look after it; while it is one.
SHARED_DRAFT = {
    ("GET", "planning.sharing.preview"),
    ("GET", "planning.sharing.read"),
    ("POST", "planning.sharing.comment"),
}
OWN_NEED = {
    ("GET", "needs.own_detail"),
    ("GET", "needs.talk_again_form"),
    ("GET", "needs.withdraw_form"),
    ("POST", "needs.confirm"),
    ("POST", "needs.talk_again"),
    ("POST", "needs.withdraw"),
}
OWN_SESSION = {("POST", "account.end_session")}
#: For the one coordinator who looks after it.
NEED_IN_CARE = {
    ("GET", "needs.case"),
    ("GET", "needs.case_hand_over_form"),
    ("POST", "needs.case_answer"),
    ("POST", "needs.case_hand_over"),
    ("POST", "needs.case_open"),
}
#: For everybody who plans.
PLANNED = {
    ("GET", "contacts.edit"),
    ("GET", "contacts.retire_form"),
    ("GET", "planning.hub"),
    ("GET", "planning.preview"),
    ("GET", "planning.copies.copy_form"),
    ("POST", "contacts.confirm"),
    ("POST", "contacts.retire"),
    ("POST", "contacts.save"),
    ("POST", "contacts.take_back"),
    ("POST", "planning.copies.copy"),
    ("POST", "planning.substitution.end"),
    ("GET", "venues.edit"),
    ("POST", "venues.save"),
}
#: For those who look after the activity. Whoever plans may see its plan, so "not yours" tells
#: them nothing new.
IN_CARE = {
    ("GET", "album_filling.manage"),
    ("GET", "album_filling.new_form"),
    ("GET", "album_filling.one"),
    ("POST", "album_filling.add"),
    ("POST", "album_filling.describe"),
    ("POST", "album_filling.publish"),
    ("POST", "album_filling.removed"),
    ("POST", "album_filling.take_down"),
    ("GET", "circulars.overview"),
    ("GET", "circulars.write_form"),
    ("GET", "activity_reminders.edit"),
    ("POST", "activity_reminders.save"),
    ("GET", "activity_post.overview"),
    ("GET", "activity_post.send_again_form"),
    ("POST", "activity_post.send_again"),
    ("GET", "coordination.cancel_form"),
    ("GET", "coordination.participant"),
    ("GET", "coordination.roster"),
    ("GET", "coordination.waiting_list"),
    ("GET", "dates.cancel_form"),
    ("GET", "dates.capacity_form"),
    ("GET", "dates.move_form"),
    ("GET", "door.code"),
    ("GET", "evaluation.as_pdf"),
    ("GET", "evaluation.show"),
    ("GET", "feedback.summary"),
    ("GET", "participation.excuse_form"),
    ("GET", "participation.print_sheet"),
    ("GET", "participation.sheet"),
    ("GET", "participation.walk_in_form"),
    ("GET", "planning.budget.edit"),
    ("GET", "planning.delete_form"),
    ("GET", "planning.parts.edit"),
    ("GET", "emergency.closed"),
    ("GET", "checklists.assign_form"),
    ("GET", "checklists.overview"),
    ("POST", "checklists.add"),
    ("POST", "checklists.assign"),
    ("POST", "checklists.begin"),
    ("POST", "checklists.remove"),
    ("POST", "checklists.tick"),
    ("GET", "handovers.for_somebody"),
    ("POST", "handovers.propose_for"),
    ("GET", "bus_desk.edit"),
    ("GET", "bus_desk.overview"),
    ("GET", "bus_desk.seat_form"),
    ("GET", "pair_desk.overview"),
    ("POST", "bus_desk.save"),
    ("POST", "bus_desk.seat"),
    ("POST", "pair_desk.link"),
    ("POST", "pair_desk.undo"),
    ("GET", "team_desk.new_form"),
    ("GET", "team_desk.overview"),
    ("GET", "team_desk.place_form"),
    ("POST", "team_desk.add"),
    ("POST", "team_desk.place"),
    ("GET", "exports.columns_form"),
    ("GET", "exports.overview"),
    ("GET", "exports.profile_form"),
    ("GET", "incoming.file_form"),
    ("GET", "incoming.withdraw_form"),
    ("GET", "on_behalf.search"),
    ("GET", "on_behalf.sign_up_form"),
    ("GET", "questions.edit"),
    ("GET", "questions.new_form"),
    ("GET", "questions.remove_form"),
    ("GET", "planning.publish_form"),
    ("GET", "planning.series.rule_form"),
    ("GET", "planning.slots.timetable"),
    ("GET", "single_dates.cancel_form"),
    ("GET", "single_dates.go_ahead_form"),
    ("GET", "single_dates.move_form"),
    ("GET", "single_dates.overview"),
    ("POST", "circulars.stop"),
    ("POST", "circulars.write"),
    ("POST", "coordination.cancel"),
    ("POST", "dates.cancel"),
    ("POST", "dates.change_capacity"),
    ("POST", "dates.move"),
    ("POST", "evaluation.write"),
    ("POST", "late_ticks.catch_up"),
    ("POST", "participation.excuse"),
    ("POST", "participation.excuse_no_more"),
    ("POST", "participation.mark"),
    ("POST", "participation.walk_in"),
    ("POST", "planning.budget.save"),
    ("POST", "planning.complete"),
    ("POST", "planning.delete"),
    ("POST", "planning.parts.save"),
    ("POST", "planning.publish"),
    ("POST", "emergency.open_all"),
    ("POST", "exports.arrange"),
    ("POST", "exports.download"),
    ("POST", "exports.mark_deleted"),
    ("POST", "incoming.apply"),
    ("POST", "incoming.check"),
    ("POST", "incoming.withdraw"),
    ("POST", "on_behalf.register"),
    ("POST", "questions.add"),
    ("POST", "questions.move_up"),
    ("POST", "questions.remove"),
    ("POST", "questions.save"),
    ("POST", "planning.series.rule"),
    ("GET", "planning.sharing.share_form"),
    ("POST", "planning.sharing.share"),
    ("POST", "planning.sharing.withdraw"),
    ("POST", "single_dates.cancel"),
    ("POST", "single_dates.go_ahead"),
    ("POST", "single_dates.move"),
}
#: For the administration.
ADMINISTERED = {
    ("GET", "accounts.account"),
    ("GET", "leaving.deactivate_form"),
    ("GET", "leaving.no_longer_plans_form"),
    ("GET", "accounts.edit_form"),
    ("GET", "factors.reset_form"),
    ("GET", "operations.message"),
    ("GET", "units.edit_form"),
    ("GET", "sites.edit_form"),
    ("POST", "leaving.deactivate"),
    ("POST", "leaving.no_longer_plans"),
    ("POST", "accounts.edit"),
    ("POST", "accounts.grant_role"),
    ("POST", "accounts.invite"),
    ("POST", "accounts.reactivate"),
    ("POST", "accounts.revoke_role"),
    ("POST", "barriers.answered"),
    ("POST", "factors.reset"),
    ("POST", "operations.read_message"),
    ("POST", "operations.send_again"),
    ("POST", "units.edit"),
    ("POST", "sites.edit"),
    ("POST", "sites.remove"),
}
GROUPS = (
    PROGRAMME,
    BLIND,
    OPEN,
    CHALLENGES,
    SEALED,
    OWN_REGISTRATION,
    OWN_NEED,
    OWN_LETTER,
    OWN_SESSION,
    SHARED_DRAFT,
    NEED_IN_CARE,
    PLANNED,
    IN_CARE,
    ADMINISTERED,
)
SECRET = SEALED | OWN_REGISTRATION | OWN_NEED | OWN_LETTER | OWN_SESSION | NEED_IN_CARE
ROLES = (None, Role.COORDINATOR, Role.EDITOR, Role.LEADERSHIP, Role.ADMIN, Role.AUDITOR)
WITHOUT_PLANNING = tuple(role for role in ROLES if role is not Role.COORDINATOR)
WITHOUT_ADMIN = tuple(role for role in ROLES if role is not Role.ADMIN)
IDS = (
    "activity_id",
    "export_id",
    "handover_id",
    "challenge_id",
    "circular_id",
    "contact_id",
    "mail_id",
    "need_id",
    "occurrence_id",
    "person_id",
    "picture_id",
    "place_id",
    "question_id",
    "registration_id",
    "report_id",
    "session_id",
    "site_id",
    "unit_id",
    "venue_id",
)
INVENTED = dict.fromkeys(IDS, NOBODY)


def routes_with_an_id():
    """Return method and endpoint of every route that takes the id of something."""
    return {
        (method, rule.endpoint)
        for rule in assembled().url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
        if rule.arguments & INVENTED.keys()
    }


def addresses(group, ids):
    """Return every address of a group with these ids, each way of a route included."""
    adapter = assembled().url_map.bind("localhost")
    return [
        (method, adapter.build(endpoint, values, method=method))
        for method, endpoint in sorted(group)
        for values in filled(next(assembled().url_map.iter_rules(endpoint)), ids)
    ]


def answers(visitor, group, ids):
    """Return what each address of a group says: status, place to go on, words of the page."""
    return [_said(visitor.raw(address, method=method)) for method, address in addresses(group, ids)]


def statuses(visitor, group, ids):
    return {
        (method, address): visitor.raw(address, method=method).status_code
        for method, address in addresses(group, ids)
    }


def _said(response):
    return response.status_code, response.location, _words_of(response.get_data(as_text=True))


@cache
def _words_of(html):
    """Return the words of a page; most answers are the same page, and reading one takes longest."""
    main = BeautifulSoup(html, "html.parser").select_one("main")
    return main.get_text() if main else ""


@pytest.fixture
def katrins_run(employee, make_activity, make_role, make_question, register):
    """A registration of Katrin Albers for an activity that asks for everything."""
    activity = make_activity(
        organiser="Agentur",
        plain_de="Wir laufen.",
        starts_at=NOW + timedelta(days=20),
        registration_deadline=NOW + timedelta(days=10),
    )
    role, question = make_role(activity, "runner"), make_question(activity)
    return register(
        employee,
        activity,
        role_id=role.id,
        answers={question.id: "M"},
        consents=frozenset({"organiser"}),
    )


@pytest.fixture
def theirs(employee, katrins_run, make_circular, make_mail, make_need):
    """Ids of things that belong to Katrin Albers, to those who look after her, or to the house."""
    activity = db.session.get_one(Activity, katrins_run.activity_id)
    need = make_need(activity=activity)
    report = BarrierReport(received_at=NOW, message="Die Tür klemmt.")
    db.session.add(report)
    db.session.commit()
    return {
        "activity_id": activity.id,
        "circular_id": make_circular(activity).id,
        "handover_id": _handover(katrins_run.id, employee.id),
        "export_id": _export(activity.id, employee.id),
        "mail_id": make_mail(to=recipient(employee)).id,
        "need_id": need.id,
        "occurrence_id": activities.dates(activity.id)[0].id,
        "person_id": employee.id,
        "question_id": activities.questions(activity.id)[0].id,
        "registration_id": katrins_run.id,
        "report_id": report.id,
        "unit_id": employee.unit_id,
        "venue_id": activity.venue_id,
    }


def _handover(registration_id, person_id):
    """Return a proposal that the person of a registration gets themselves, for simplicity."""
    proposal = Handover(
        registration_id=registration_id,
        to_person_id=person_id,
        proposed_by=person_id,
        proposed_at=NOW,
    )
    db.session.add(proposal)
    db.session.commit()
    return proposal.id


@pytest.fixture
def visitor_with(make_person, sign_in):
    """Return a function that signs in somebody to whom none of this belongs."""

    def _visitor_with(role):
        return sign_in(make_person(*([role] if role else [])))

    return _visitor_with


def test_every_route_with_an_id_says_whose_it_is():
    assert set().union(*GROUPS) == routes_with_an_id()
    assert sum(len(group) for group in GROUPS) == len(routes_with_an_id())


@pytest.mark.parametrize("role", ROLES)
def test_requirement_02_somebody_elses_registration_or_need_looks_like_none(
    theirs, visitor_with, role
):
    visitor = visitor_with(role)

    foreign = answers(visitor, SECRET, theirs)

    assert {status for status, _location, _words in foreign} <= {403, 404}
    assert foreign == answers(visitor, SECRET, INVENTED)


def test_a_deputy_finds_no_need_that_was_given_to_somebody_else(theirs, make_deputy, sign_in):
    deputy = sign_in(make_deputy(db.session.get_one(Activity, theirs["activity_id"])))

    foreign = answers(deputy, NEED_IN_CARE | OWN_NEED, theirs)

    assert {status for status, _location, _words in foreign} == {404}
    assert foreign == answers(deputy, NEED_IN_CARE | OWN_NEED, INVENTED)


def test_whoever_looks_after_a_need_does_not_own_it(theirs, coordinator, sign_in):
    owner = sign_in(coordinator)

    assert answers(owner, OWN_NEED | OWN_REGISTRATION, theirs) == answers(
        owner, OWN_NEED | OWN_REGISTRATION, INVENTED
    )


def test_foreign_forms_change_nothing(theirs, make_person, sign_in):
    visitor = sign_in(make_person(Role.COORDINATOR))
    before = _rows()

    answers(visitor, SECRET | IN_CARE, theirs)

    assert _rows() == before


@pytest.mark.parametrize("role", ROLES)
def test_a_draft_looks_like_no_activity_to_whoever_reads_the_programme(
    make_activity, visitor_with, role
):
    draft = make_activity(state=ActivityState.DRAFT, published_at=None, plain_de="Bald.")
    visitor = visitor_with(role)

    hidden = answers(visitor, PROGRAMME, {"activity_id": draft.id})

    assert {status for status, _location, _words in hidden} == {404}
    assert hidden == answers(visitor, PROGRAMME, INVENTED)


@pytest.mark.parametrize("role", ROLES)
def test_a_draft_of_others_looks_like_none_to_whoever_was_not_asked_to_read_it(
    make_activity, visitor_with, role
):
    draft = make_activity(state=ActivityState.DRAFT, published_at=None)
    visitor = visitor_with(role)

    hidden = answers(visitor, SHARED_DRAFT, {"activity_id": draft.id})

    assert {status for status, _location, _words in hidden} == {404}
    assert hidden == answers(visitor, SHARED_DRAFT, INVENTED)


@pytest.mark.parametrize("role", ROLES)
def test_a_draft_stands_in_no_list(make_activity, visitor_with, role):
    draft = make_activity(
        title_de="Geheimer Lauf", state=ActivityState.DRAFT, published_at=None, starts_at=TOMORROW
    )
    visitor = visitor_with(role)

    pages = [
        visitor.raw(address).get_data(as_text=True)
        for address in (
            "/angebote?suche=Geheimer",
            "/angebote?monat=alle",
            "/angebote/kalender/2026-03",
        )
    ]

    assert [str(draft.id) in page for page in pages] == [False, False, False]


@pytest.mark.parametrize("role", WITHOUT_PLANNING)
def test_planning_is_closed_to_others_whatever_the_id(theirs, visitor_with, role):
    visitor = visitor_with(role)

    foreign = answers(visitor, PLANNED | IN_CARE, theirs)

    assert {status for status, _location, _words in foreign} == {403}
    assert foreign == answers(visitor, PLANNED | IN_CARE, INVENTED)


def test_requirement_02_whoever_plans_touches_no_activity_that_others_look_after(
    theirs, visitor_with
):
    other = visitor_with(Role.COORDINATOR)

    assert set(statuses(other, IN_CARE, theirs).values()) == {403}
    assert set(statuses(other, IN_CARE | PLANNED, INVENTED).values()) == {404}


def test_a_person_is_not_found_through_an_activity_they_are_not_on(
    theirs, coordinator, make_activity, sign_in
):
    another = make_activity().id
    with_person = {
        (method, endpoint)
        for method, endpoint in IN_CARE
        if endpoint in {"coordination.participant", "coordination.cancel_form"}
    } | {("POST", "coordination.cancel")}
    visitor = sign_in(coordinator)

    foreign = answers(visitor, with_person, theirs | {"activity_id": another})

    assert {status for status, _location, _words in foreign} == {404}
    assert foreign == answers(visitor, with_person, INVENTED | {"activity_id": another})


@pytest.mark.parametrize("role", WITHOUT_ADMIN)
def test_the_administration_is_closed_to_others_whatever_the_id(theirs, visitor_with, role):
    visitor = visitor_with(role)

    foreign = answers(visitor, ADMINISTERED, theirs)

    assert {status for status, _location, _words in foreign} == {403}
    assert foreign == answers(visitor, ADMINISTERED, INVENTED)


def test_the_administration_finds_nothing_under_an_invented_id(visitor_with):
    admin = visitor_with(Role.ADMIN)

    assert set(statuses(admin, ADMINISTERED, INVENTED).values()) == {404}


@pytest.mark.parametrize("role", ROLES)
def test_a_place_that_does_not_exist_is_not_found(visitor_with, role):
    visitor = visitor_with(role)

    assert set(statuses(visitor, OPEN, INVENTED).values()) == {404}


def test_throwing_away_what_was_never_typed_tells_nothing(make_activity, visitor_with):
    draft = make_activity(state=ActivityState.DRAFT, published_at=None)
    visitor = visitor_with(None)

    assert set(statuses(visitor, BLIND, {"activity_id": draft.id}).values()) == {303}
    assert set(statuses(visitor, BLIND, INVENTED).values()) == {303}


def _export(activity_id, person_id):
    export = Export(
        activity_id=activity_id,
        by_id=person_id,
        at=NOW,
        profile=Profile.SHIRTS,
        kind=FileKind.CSV,
        purpose="Bestellung",
        rows=1,
        keep_until=NOW.date(),
    )
    db.session.add(export)
    db.session.commit()
    return export.id


def _rows():
    """Return everything that stands in the tables a foreign form might write to."""
    db.session.rollback()
    names = ("registration", "need", "need_step", "activity", "occurrence", "attendance", "consent")
    tables = [db.metadata.tables[name] for name in names]
    return [db.session.execute(table.select()).all() for table in tables]
