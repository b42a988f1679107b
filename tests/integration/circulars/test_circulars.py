"""A coordinator writes to those on an activity; everybody gets a mail of their own, once."""

from datetime import time, timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityKind, ActivityState, Times
from bgm_portal.activities.race_models import Race
from bgm_portal.circulars import jobs, queries
from bgm_portal.circulars.models import Circular
from bgm_portal.circulars.rules import Audience
from bgm_portal.core.database import db, transaction
from bgm_portal.identity import sites
from bgm_portal.identity.models import Person
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.registration.service import dates
from bgm_portal.runs.queries import buses as bus_queries
from bgm_portal.runs.service import buses, teams
from bgm_portal.runs.service.buses import BusPlan, Wish
from tests.factories.activities import cut_into_slots
from tests.support.times import NEXT_MONTH, NOW, TOMORROW

TYPED = {
    "number": "eins",
    "state": "alle",
    "subject_de": "Neuer Treffpunkt",
    "text_de": "Wir treffen uns am Eingang Süd.\n\nBringen Sie Wasser mit.",
    "when": "jetzt",
}
LATER = {"when": "spaeter", "day": "24.03.2026", "time": "9:00"}


@pytest.fixture
def run(make_activity):
    """One place, so that the second person waits."""
    return make_activity(title_de="Hagener Firmenlauf", capacity=1)


@pytest.fixture
def crowd(run, make_person, register):
    """Somebody with a place, and somebody who waits and reads English."""
    people = [
        make_person(first_name="Maria", last_name="Kowalski"),
        make_person(first_name="John", last_name="Baker", language="en"),
    ]
    for person in people:
        register(person, run)
    return people


def address(activity):
    return f"/planung/{activity.id}/nachrichten/neu"


def mails():
    kind = OutgoingMail.kind == "activity.circular"
    return db.session.query(OutgoingMail).filter(kind).order_by(OutgoingMail.recipient).all()


def test_the_number_of_people_is_said_before_anything_leaves(desk, run, crowd):
    page = desk.post(address(run), **TYPED)

    assert "Diese Nachricht geht jetzt an 2 Personen." in page.text
    assert "Wir treffen uns am Eingang Süd." in page.text
    assert mails() == []


def test_everybody_gets_a_mail_of_their_own_and_never_the_same_twice(desk, run, crowd, sign_in):
    desk.post(address(run), **TYPED, step="senden")
    page = desk.post(address(run), **TYPED, step="senden")

    sent = mails()
    assert [mail.recipient for mail in sent] == sorted(person.email for person in crowd)
    assert all(mail.subject == "Hagener Firmenlauf: Neuer Treffpunkt" for mail in sent)
    assert not any(crowd[1].email in text for text in (sent[0].text, sent[0].html))
    assert sent[0].reply_to == "ortmann@jobcenter.example"
    assert "an 2 Personen verschickt" in page.text
    own = sign_in(crowd[0])
    assert "Hagener Firmenlauf: Neuer Treffpunkt" in own.get("/mitteilungen").text
    circular = db.session.query(Circular).one()
    assert "Bringen Sie Wasser mit." in own.get(f"/nachrichten/{circular.id}").text


@pytest.mark.parametrize(("state", "number"), [("alle", 2), ("confirmed", 1), ("waiting", 1)])
def test_it_goes_to_those_who_were_chosen(desk, run, crowd, state, number):
    desk.post(address(run), **TYPED | {"state": state}, step="senden")

    assert len(mails()) == number


def test_it_goes_to_one_way_of_taking_part_alone(
    desk, make_activity, make_role, register, make_person
):
    run = make_activity()
    guide, runner = make_role(run, "guide", takes_place=False), make_role(run, "runner")
    for role in (guide, runner, runner):
        register(make_person(), run, role_id=role.id)

    desk.post(address(run), **TYPED, role=str(runner.id), step="senden")

    assert len(mails()) == 2


def test_it_goes_to_those_with_a_time_on_one_day(make_activity, register, make_person):
    check = make_activity(
        times=Times.ONE, capacity=8, dates=[(NEXT_MONTH, NEXT_MONTH + timedelta(hours=1))]
    )
    [date] = activities.dates(check.id)
    slot = cut_into_slots(check.id, date)[0]
    register(make_person(), check, slots=(slot,))

    there = queries.count(check.id, Audience(occurrence_id=date.id))
    elsewhere = queries.count(check.id, Audience(occurrence_id=check.id))

    assert (there, elsewhere) == (1, 0)


def test_a_test_goes_to_its_author_alone(desk, run, crowd, coordinator):
    page = desk.post(address(run), **TYPED, step="test")

    assert "Die Probe ist an Sie unterwegs." in page.text
    assert [mail.recipient for mail in mails()] == [coordinator.email]
    assert db.session.query(Circular).all() == []


def test_a_planned_one_leaves_in_time_to_those_who_are_there_then(
    desk, run, crowd, register, make_person
):
    page = desk.post(address(run), **TYPED | LATER, step="senden")
    newcomer = make_person()
    register(newcomer, run)
    jobs.send(NOW)
    before = mails()
    jobs.send(TOMORROW)
    jobs.send(TOMORROW)

    assert "geplant für" in page.text
    assert before == []
    assert newcomer.email in [mail.recipient for mail in mails()]
    assert len(mails()) == 3


def test_a_planned_one_can_be_stopped_once(desk, run, crowd):
    desk.post(address(run), **TYPED | LATER, step="senden")
    stop = f"/planung/{run.id}/nachrichten/{db.session.query(Circular).one().id}/anhalten"

    page = desk.post(stop)
    desk.post(stop, status=409)
    jobs.send(TOMORROW)

    assert "angehalten, nicht verschickt" in page.text
    assert mails() == []


def test_whoever_cancelled_and_whoever_reads_of_a_cancelled_activity_gets_nothing(
    run, crowd, make_circular, coordinator, register
):
    make_circular(run, send_at=TOMORROW)
    with transaction():
        dates.cancel_activity(run.id, note="Sturm", by=coordinator.id, at=NOW)

    jobs.send(TOMORROW)

    assert mails() == []
    assert db.session.query(Circular).one().told == 0


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"subject_de": " "}, 422, "Geben Sie einen Betreff ein."),
        ({"text_de": ""}, 422, "Schreiben Sie die Nachricht."),
        ({"when": "spaeter"}, 422, "Geben Sie den Tag ein"),
        (LATER | {"day": "29.03.2026", "time": "2:30"}, 422, "gibt es an dem Tag nicht"),
        (LATER | {"day": "01.01.2026"}, 409, "schon vorbei"),
        (LATER | {"day": "01.08.2026"}, 409, "schon gelöscht"),
        ({"text_en": "We meet at the south door."}, 422, "oder keines von beiden"),
        ({"state": "offered"}, 409, "trifft gerade auf niemanden zu"),
    ],
)
@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("step", ["", "senden"])
def test_what_cannot_leave_is_explained_and_kept(desk, run, changed, status, sentence, step):
    page = desk.post(address(run), status=status, **TYPED | changed, step=step)

    assert any(sentence in error for error in page.errors()), page.errors()
    assert (
        page.soup.select_one("[name=subject_de]")["value"]
        == (TYPED | changed)["subject_de"].strip()
    )
    assert mails() == []


def test_a_discreet_activity_says_nothing_in_passing(
    make_activity, register, employee, make_circular, sign_in, make_person
):
    check = make_activity(title_de="Blutdruck", discreet=True)
    register(employee, check)

    circular = make_circular(check, subject_de="Manschette", text_de="Ärmel hoch.")

    [mail] = mails()
    for hidden in ("Blutdruck", "Manschette", "Ärmel"):
        assert hidden not in mail.subject + mail.text + mail.html
    page = sign_in(employee).get(f"/nachrichten/{circular.id}")
    assert "Ärmel hoch." in page.text
    sign_in(make_person()).get(f"/nachrichten/{circular.id}", status=404)


def test_nobody_writes_about_a_draft(desk, make_activity):
    draft = make_activity(state=ActivityState.DRAFT, published_at=None)

    desk.get(address(draft), status=409)
    desk.post(address(draft), status=409, **TYPED, step="test")


def test_the_letter_reads_well_in_both_languages(run, crowd, make_circular, mailbox, snapshot):
    make_circular(
        run,
        text_de="Wir treffen uns am Eingang Süd.\n\nBringen Sie Wasser mit.",
        subject_en="Meeting point",
        text_en="We meet at the south door.\n\nPlease bring water.",
    )

    letters = [
        one for one in mailbox.deliver() if "Treffpunkt" in one.subject or "Meet" in one.subject
    ]

    for letter in letters:
        snapshot(f"circulars/circular-{letter.message['Content-Language']}", letter)
    assert len(letters) == 2


def test_a_circular_is_forgotten_after_a_year(run, crowd, make_circular, register):
    make_circular(run)

    jobs.erase(NOW + timedelta(days=364))
    kept = db.session.query(Circular).count()
    jobs.erase(NOW + timedelta(days=366))

    assert (kept, db.session.query(Circular).count()) == (1, 0)


def test_one_reader_who_cannot_be_written_to_keeps_no_other_waiting(desk, run, crowd):
    crowd[0].email = "maria@jobcenter.example\nbcc: everybody@jobcenter.example"
    db.session.commit()

    desk.post(address(run), **TYPED, step="senden")

    assert {mail.person_id: mail.state for mail in mails()} == {
        crowd[0].id: MailState.FAILED,
        crowd[1].id: MailState.QUEUED,
    }


@pytest.fixture
def big_run(make_activity, make_person, register, coordinator):
    """Three people with a place: one in a team and on a bus, one in the team, one in neither."""
    activity = make_activity(title_de="Firmenlauf", kind=ActivityKind.RUN_EVENT, capacity=9)
    people = [make_person(last_name=name) for name in ("Bus", "Team", "Allein")]
    rides, walks, _alone = [register(person, activity).id for person in people]
    plan = BusPlan(
        id=None,
        stop_de="Haus Mitte",
        stop_en=None,
        leaves_at=time(16, 45),
        back_at=None,
        seats=5,
        step_free_places=1,
    )
    db.session.add(Race(activity_id=activity.id, has_teams=True))
    db.session.commit()
    with transaction():
        team_id = teams.found(
            rides,
            name="Die Eiligen",
            display_name="B.",
            is_open=True,
            by=people[0].id,
            at=NOW,
        )
        teams.join(walks, team_id, display_name="T.", word="", by=people[1].id, at=NOW)
        buses.plan(activity.id, [plan], by=coordinator.id, at=NOW)
        bus_id = bus_queries.rides(activity.id)[0].bus.id
        wish = Wish(bus_id=bus_id, step_free=False)
        buses.take(rides, wish, by=people[0].id, at=NOW)
    return activity, team_id, bus_id


@pytest.mark.parametrize(
    ("chosen", "reached", "words"),
    [
        ({}, ["Allein", "Bus", "Team"], "Alle, die sich angemeldet haben"),
        ({"team": True}, ["Bus", "Team"], "Team „Die Eiligen“"),
        ({"bus": True}, ["Bus"], "Bus 16:45 Haus Mitte"),
        ({"team": True, "bus": True}, ["Bus"], "Team „Die Eiligen“, Bus 16:45 Haus Mitte"),
    ],
)
def test_a_team_or_a_bus_is_written_to(desk, big_run, chosen, reached, words):
    activity, team_id, bus_id = big_run
    ids = {"team": str(team_id), "bus": str(bus_id)}
    typed = TYPED | {name: ids[name] if name in chosen else "" for name in ids}

    desk.post(address(activity), **typed, step="senden")

    names = {person.id: person.last_name for person in db.session.query(Person)}
    assert sorted(names[mail.person_id] for mail in mails()) == reached
    assert words in desk.get(f"/planung/{activity.id}/nachrichten").text


def test_a_team_that_is_gone_leaves_nobody_to_write_to(desk, big_run):
    activity, _team_id, _bus_id = big_run

    assert queries.count(activity.id, Audience(team_id=activity.id)) == 0
    assert queries.count(activity.id, Audience(bus_id=activity.id)) == 0


def test_where_there_are_no_teams_and_buses_nobody_is_asked_for_one(desk, run, crowd):
    page = desk.get(address(run))

    assert page.soup.select("[name=team], [name=bus]") == []


@pytest.fixture
def at_two_sites(run, make_site, make_person, register):
    """Two sites, with one participant each; a third participant has none."""
    north, south = make_site(name="Nord"), make_site(name="Süd")
    for name, site in (("Adler", north), ("Birke", south), ("Chor", None)):
        register(make_person(last_name=name, site_id=site.id if site else None), run)
    return {"Nord": north, "Süd": south}


def reached():
    names = {person.id: person.last_name for person in db.session.query(Person)}
    return sorted(names[mail.person_id] for mail in mails())


@pytest.mark.parametrize(
    ("site", "names", "words"),
    [
        ("", ["Adler", "Birke", "Chor"], "Alle, die sich angemeldet haben"),
        ("Nord", ["Adler"], "Alle, die sich angemeldet haben, Standort Nord"),
        ("Süd", ["Birke"], "Alle, die sich angemeldet haben, Standort Süd"),
    ],
)
def test_those_who_work_at_a_site_are_written_to(desk, run, at_two_sites, site, names, words):
    chosen = str(at_two_sites[site].id) if site else ""
    typed = TYPED | {"site": chosen}

    before = desk.post(address(run), **typed)
    desk.post(address(run), **typed, step="senden")

    assert f"An: {words}." in before.text
    assert reached() == names
    assert f"An: {words}." in desk.get(f"/planung/{run.id}/nachrichten").text


def test_a_planned_one_goes_to_those_who_work_at_the_site_then(desk, run, at_two_sites):
    north = str(at_two_sites["Nord"].id)
    desk.post(address(run), **TYPED | LATER | {"site": north}, step="senden")
    moved = db.session.query(Person).filter_by(last_name="Chor").one()
    moved.site_id = at_two_sites["Nord"].id
    db.session.commit()

    jobs.send(TOMORROW)

    assert reached() == ["Adler", "Chor"]


def test_a_site_that_is_gone_leaves_nobody_to_write_to_and_is_named_as_such(
    desk, run, at_two_sites, make_site, coordinator
):
    closed = make_site(name="Alter Bahnhof")
    chosen = LATER | {"site": str(closed.id)}
    desk.post(address(run), **TYPED | chosen, step="senden")
    with transaction():
        sites.remove(site_id=closed.id, by=coordinator.id, at=NOW)

    jobs.send(TOMORROW)

    assert mails() == []
    page = desk.get(f"/planung/{run.id}/nachrichten")
    assert "ein Standort, den es nicht mehr gibt" in page.text


def test_a_house_without_sites_asks_for_none(desk, run, crowd, make_site):
    before = desk.get(address(run))
    make_site(name="Nord")
    after = desk.get(address(run))

    assert before.soup.select("[name=site]") == []
    assert [option.text.strip() for option in after.soup.select("[name=site] option")] == [
        "alle",
        "Nord",
    ]
