"""Attacks on the portal around the figures: 7 to 11 succeed against a live report, and fail here.

Of the side channels (12), programme, headers, search and status have an ordinary one beside them.
Attacks on the figures themselves stand in tests/unit/insights/test_attacks.py.
"""

import hashlib
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError

from bgm_portal.accommodations.models import Need
from bgm_portal.activities.models import Occurrence
from bgm_portal.core.database import db, transaction
from bgm_portal.counting import queries as counting
from bgm_portal.counting.rules import HalfYear
from bgm_portal.identity import service as identity
from bgm_portal.identity.models import Person, RoleGrant
from bgm_portal.identity.permissions import EXCLUSIVE_GROUP, Permission, Role, permissions_of
from bgm_portal.insights import jobs, releases
from bgm_portal.participation import jobs as participation
from bgm_portal.participation import retention
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.states import AttendanceState
from bgm_portal.registration.models import Registration
from tests.factories.accommodations import CANARY
from tests.integration.insights.conftest import FREEZE
from tests.support.routes import NOBODY, assembled, pages
from tests.support.times import NOW

FIRST_HALF = HalfYear(2026, 1)
PAGE = "/berichte/2026/1"
FORMATS = [PAGE, f"{PAGE}/bericht.pdf", f"{PAGE}/bericht.xlsx", f"{PAGE}/bericht.json"]
WISHES = ["unit=Stab", "einheit=1", "von=2026-05-21", "format=csv", "sort=name", "debug", "_=1"]
WISHES += ["lang=xx", "lang=en&lang=de", "lang=en&einheit=1"]
GRANTED = permissions_of(frozenset({Role.LEADERSHIP}))


@pytest.fixture
def leader(make_person):
    return make_person(Role.LEADERSHIP, last_name="Vossberg")


@pytest.fixture
def reading(leader, sign_in, at):
    """Return a function that reads every format of the report, byte by byte."""

    def _read():
        with at(FREEZE + timedelta(days=1)):
            browser = sign_in(leader)
            return [_without_token(browser.raw(address).data) for address in FORMATS]

    return _read


def _without_token(body):
    return b"".join(line for line in body.splitlines() if b"csrf_token" not in line)


def live_report(*, without=None):
    """Count as a live report does: people in each unit who have attendance now.

    Such a report has filters: here, everything without a certain activity.
    """
    rows = db.session.execute(
        select(Person.unit_id, func.count(func.distinct(Person.id)))
        .join(Attendance, Attendance.person_id == Person.id)
        .join(Occurrence, Occurrence.id == Attendance.occurrence_id)
        .where(Attendance.state == AttendanceState.PRESENT, Occurrence.activity_id != without)
        .group_by(Person.unit_id)
        .order_by(Person.unit_id)
    )
    return dict(rows.all())


def rows_report():
    """Count as a spreadsheet does: lines instead of people."""
    return db.session.scalar(select(func.count()).select_from(Attendance))


def test_attack_7_the_difference_before_and_after_a_correction(
    half_year, house, make_activity, came, reading
):
    before_live = live_report()
    db.session.query(Attendance).filter(Attendance.person_id == house["Vermittlung"][0]).delete()
    db.session.commit()
    after_live = live_report()
    jobs.freeze_reports(FREEZE)
    frozen = reading()
    came(make_activity(), house["Vermittlung"][20:21])
    with transaction():
        retention.forget_history(house["Leistung"][0], FREEZE)
    participation.erase_attendance(FREEZE + timedelta(days=1))

    assert sum(before_live.values()) - sum(after_live.values()) == 1
    assert reading() == frozen


def test_attack_8_somebody_joins_moves_or_leaves(
    half_year, house, make_unit, make_staff, coordinator, reading
):
    mover = db.session.get_one(Person, house["Leistung"][0])
    old, new = mover.unit_id, make_unit(name="Neu")
    before_live = live_report()
    mover.unit_id = new.id
    db.session.commit()
    after_live = live_report()
    jobs.freeze_reports(FREEZE)
    frozen = reading()
    make_staff(new, 3)
    with transaction():
        identity.deactivate_person(person_id=house["Leistung"][1], by=coordinator.id, at=NOW)

    assert (before_live[old] - after_live[old], after_live[new.id]) == (1, 1)
    assert reading() == frozen
    assert "Neu" not in {line.name for line in releases.report(FIRST_HALF)[0].units}


def addresses_of_reports():
    """Return every address that leadership may read as leadership."""
    return [one for one in pages({}) if access_of(one).permission is Permission.READ_REPORTS]


@pytest.fixture
def browser(leader, sign_in, at):
    """The browser of a managing director on the day of the freeze."""
    with at(FREEZE):
        yield sign_in(leader)


def test_attack_9_overlapping_filters_on_every_address_of_a_report(
    house, half_year, make_activity, came, browser
):
    latecomer = make_activity(title_de="Massage")
    came(latecomer, house["Stab"][5:6])
    everything, less = live_report(), live_report(without=latecomer.id)
    jobs.freeze_reports(FREEZE)

    read = {one: browser.raw(one).status_code for one in addresses_of_reports()}
    asked = {
        (one, wish): browser.raw(f"{one}?{wish}").status_code for one in read for wish in WISHES
    }

    assert sum(everything.values()) - sum(less.values()) == 1
    assert len(read) >= 9
    assert set(read.values()) == {200}
    assert set(asked.values()) == {400}


def test_every_report_is_read_in_english_by_its_address_and_says_the_same(
    house, half_year, browser
):
    jobs.freeze_reports(FREEZE)

    german = browser.get("/berichte/2026/1")
    english = browser.get("/berichte/2026/1?lang=en")
    answers = {browser.raw(f"{one}?lang=de").status_code for one in addresses_of_reports()}

    assert [page.soup.html["lang"] for page in (german, english)] == ["de", "en"]
    assert re.findall(r"\d+–\d+", german.text) == re.findall(r"\d+–\d+", english.text)
    assert answers == {200}


def test_attack_11_one_person_who_comes_often_is_not_many(house, make_activity, came):
    for _week in range(8):
        came(make_activity(), house["Stab"][:1])
    live = rows_report()

    participation.erase_attendance(FREEZE)

    reached = [count for _staff, count in counting.people_by_unit(FIRST_HALF).values()]
    assert live == 8
    assert sum(reached) == 1


def test_attack_12_nobody_plans_and_leads_with_one_account(leader):
    db.session.add(
        RoleGrant(
            person_id=leader.id,
            role=Role.COORDINATOR,
            exclusive=EXCLUSIVE_GROUP,
            granted_at=NOW,
        )
    )

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_attack_12_a_role_that_was_taken_away_ends_with_the_next_request(
    frozen, leader, sign_in, coordinator, at
):
    with at(FREEZE):
        browser = sign_in(leader)
        before = browser.raw(PAGE).status_code
        with transaction():
            identity.revoke_role(
                person_id=leader.id, role=Role.LEADERSHIP, by=coordinator.id, at=FREEZE
            )
        after = browser.raw(PAGE).status_code

    assert (before, after) == (200, 403)


def test_attack_12_a_report_that_is_not_frozen_is_no_other_than_one_that_never_was(
    half_year, leader, sign_in
):
    browser = sign_in(leader)

    running, never = (browser.raw(f"/berichte/{one}") for one in ("2026/1", "2031/1"))

    assert (running.status_code, never.status_code) == (404, 404)
    assert _without_token(running.data).replace(b"2026/1", b"2031/1") == _without_token(never.data)


def test_attack_12_headers_tell_nothing(frozen, house, browser, make_activity, came):
    tags = [live_tag()]
    before = [_headers(browser.raw(address)) for address in FORMATS]
    came(make_activity(), house["Vermittlung"][20:21])
    tags.append(live_tag())
    answers = [browser.raw(address) for address in FORMATS]

    assert tags[0] != tags[1]
    assert [_headers(answer) for answer in answers] == before
    assert [answer.status_code for answer in answers] == [200] * 4
    assert not [one for one in answers if {"ETag", "Last-Modified"} & set(one.headers.keys())]
    assert {one.headers["Cache-Control"] for one in answers} == {"no-store"}


def live_tag():
    """Return the ETag of a live report, as servers make it of what a page says."""
    return hashlib.sha256(repr(sorted(live_report().values())).encode()).hexdigest()


def _headers(answer):
    """Return everything beside the words of an answer, without what is drawn anew each time."""
    own = {"Set-Cookie", "X-Request-ID"}
    return {name: value for name, value in answer.headers.items() if name not in own}


def test_attack_12_the_programme_tells_leaders_nothing_when_somebody_signs_up(
    leader, sign_in, make_activity, make_person, register
):
    activity = make_activity(capacity=60)
    browser = sign_in(leader)
    addresses = ["/angebote", f"/angebote/{activity.id}"]
    before = [_without_token(browser.raw(address).data) for address in addresses]
    places_left = 60 - taken(activity)

    register(make_person(), activity)

    assert places_left - (60 - taken(activity)) == 1
    assert [_without_token(browser.raw(address).data) for address in addresses] == before


def taken(activity):
    """Count as a programme does that shows how many places are left."""
    return db.session.scalar(
        select(func.count())
        .select_from(Registration)
        .where(Registration.activity_id == activity.id)
    )


def test_attack_12_searching_finds_no_people(build_world, sign_in):
    world = build_world()
    browser = sign_in(db.session.get_one(Person, world.people["leader"]))
    katrin = db.session.get_one(Person, world.people["katrin"])
    lists = [one for one in pages({}) if access_of(one).permission in {None, *GRANTED}]

    assert ordinary_search(katrin.last_name) == ordinary_search(katrin.email) == [katrin.first_name]
    found = [
        address
        for address in lists
        for word in (katrin.last_name, katrin.email)
        if katrin.first_name.encode()
        in browser.raw(address, query_string={"suche": word, "q": word, "name": word}).data
    ]

    assert "/angebote" in lists
    assert found == []


def ordinary_search(word):
    """Search as a directory does: through names and addresses of everybody."""
    return list(
        db.session.scalars(
            select(Person.first_name)
            .where(or_(Person.last_name == word, Person.email == word))
            .order_by(Person.first_name)
        )
    )


def access_of(address):
    adapter = assembled().url_map.bind("localhost")
    endpoint, _values = adapter.match(address, method="GET")
    return assembled().view_functions[endpoint].access


def test_attack_12_leaders_reach_no_page_about_people(build_world, sign_in):
    world = build_world()
    browser = sign_in(db.session.get_one(Person, world.people["leader"]))
    ids = _as_arguments(world)
    addresses = pages(ids)

    answers = {address: browser.raw(address) for address in addresses}

    closed = [one for one in addresses if access_of(one).permission not in {None, *GRANTED}]
    assert len(closed) > 30
    assert {answers[address].status_code for address in closed} == {403}
    words = (b"Albers", CANARY.encode())
    told = [one for one, answer in answers.items() if any(word in answer.data for word in words)]
    assert told == []


def test_attack_12_what_belongs_to_others_is_no_other_than_what_never_was(build_world, sign_in):
    world = build_world()
    browser = sign_in(db.session.get_one(Person, world.people["leader"]))
    foreign = {
        "need_id": db.session.scalar(select(Need.id)),
        "registration_id": world.ids["registration"],
    }
    own = [
        one
        for one in pages(foreign)
        if str(foreign["need_id"]) in one or str(foreign["registration_id"]) in one
    ]
    own = [one for one in own if access_of(one).permission is Permission.TAKE_PART]

    answers = [(browser.raw(one), browser.raw(_somebody_unknown(one, foreign))) for one in own]

    known, nobody = foreign["registration_id"], NOBODY
    assert (ordinary_status(known), ordinary_status(nobody)) == (403, 404)
    assert len(own) > 5
    assert {(real.status_code, unknown.status_code) for real, unknown in answers} == {(404, 404)}
    assert all(len(real.data) == len(unknown.data) for real, unknown in answers)


def ordinary_status(registration_id):
    """Answer as pages do that look something up before they ask whose it is."""
    return 403 if db.session.get(Registration, registration_id) else 404


def _somebody_unknown(address, foreign):
    for known in foreign.values():
        address = address.replace(str(known), str(NOBODY))
    return address


def _as_arguments(world):
    return {
        "activity_id": world.ids["run"],
        "person_id": world.people["katrin"],
        "registration_id": world.ids["registration"],
        "need_id": world.ids["need"],
        "venue_id": world.ids["venue"],
        "unit_id": world.ids["unit"],
        "mail_id": world.ids["mail"],
    }
