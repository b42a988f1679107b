"""Taking part, and that nobody's result depends on anybody else."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bgm_portal.audit.models import AuditEntry
from bgm_portal.challenges import jobs, pages, service
from bgm_portal.challenges.kinds import BingoField, ChallengeKind, TeamMode
from bgm_portal.challenges.models import ChallengeMember, ChallengeTeam, ChallengeWeek
from bgm_portal.core.database import db, transaction
from bgm_portal.diary.models import DiaryEntry
from bgm_portal.identity.permissions import Role
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.privacy.models import Erasure
from tests.support.times import NOW

TODAY = NOW.date()
DAY = timedelta(days=1)
NEW = {
    "title_de": "Frühling in Bewegung",
    "about_de": "Jede Bewegung zählt.",
    "kind": "minutes",
    "first_day": "23.03.2026",
    "last_day": "19.04.2026",
    "teams": "lot",
    "most_teams": "2",
    "cap_minutes": "60",
}


@pytest.fixture
def make_challenge(coordinator):
    """Return a function that sets up a challenge; it began a week ago and lasts three."""

    def _make(**values):
        usual = {
            "kind": ChallengeKind.MINUTES,
            "teams": TeamMode.LOT,
            "title_de": "Frühling in Bewegung",
            "about_de": "Jede Bewegung zählt.",
            "first_day": TODAY - 7 * DAY,
            "last_day": TODAY + 13 * DAY,
            "cap_minutes": 60,
            "most_teams": 1,
        }
        with transaction():
            return service.create(usual | values, by=coordinator.id, at=NOW)

    return _make


def enter(person_id, minutes, *, days_back=0):
    db.session.add(
        DiaryEntry(
            person_id=person_id, day=TODAY - days_back * DAY, minutes=minutes, rest=not minutes
        )
    )
    db.session.commit()


def join(challenge_id, person_id, goal=60, **wish):
    with transaction():
        service.join(challenge_id, service.Wish(goal=goal, **wish), by=person_id, at=NOW)


def members():
    db.session.rollback()
    return {row.person_id for row in db.session.scalars(select(ChallengeMember))}


def weeks():
    db.session.rollback()
    return [
        (row.number, row.share)
        for row in db.session.scalars(select(ChallengeWeek).order_by(ChallengeWeek.number))
    ]


def test_a_coordinator_sets_up_a_challenge(coordinator, sign_in):
    page = sign_in(coordinator).post("/planung/aktionen/neu", **NEW)

    assert page.h1 == "Frühling in Bewegung"
    assert len(db.session.scalars(select(ChallengeTeam)).all()) == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"title_de": " "}, "Geben Sie einen Titel ein."),
        ({"last_day": "1.3.2026"}, "Der letzte Tag liegt vor dem ersten."),
        ({"last_day": "1.3.2027"}, "Eine Aktion dauert höchstens 12 Wochen."),
        ({"first_day": "bald"}, "Geben Sie den Tag mit Punkten ein"),
        ({"cap_minutes": "900"}, "Geben Sie eine Zahl von 10 bis 180 ein."),
        ({"most_teams": "0"}, "Geben Sie eine Zahl von 1 bis 20 ein."),
        ({"link": "javascript:alert(1)"}, "Geben Sie eine Adresse ein, die mit https:// beginnt."),
    ],
)
def test_a_challenge_that_makes_no_sense_is_explained(coordinator, sign_in, said, sentence):
    page = sign_in(coordinator).post("/planung/aktionen/neu", status=422, **NEW | said)

    assert any(sentence in line for line in page.errors()), page.errors()
    assert page.soup.select_one("textarea").text.strip() == "Jede Bewegung zählt."


def test_somebody_joins_and_sees_their_own_weeks(make_challenge, employee, sign_in):
    challenge_id = make_challenge()
    visitor = sign_in(employee)

    page = visitor.post(f"/aktionen/{challenge_id}/mitmachen", goal="100")
    enter(employee.id, 200, days_back=7)
    enter(employee.id, 30, days_back=6)
    again = visitor.get(f"/aktionen/{challenge_id}")

    assert "Sie machen mit." in page.text
    assert again.rows("table")[0][1:] == ["90 von 100 Minuten", "noch offen"]
    assert visitor.get("/mein-bereich/tagebuch").soup.select_one("[name=minutes]") is not None


@pytest.mark.parametrize("goal", ["", "-5", "9", "1261", "viel"])
def test_a_goal_that_is_none_is_explained(make_challenge, employee, sign_in, goal):
    challenge_id = make_challenge()

    page = sign_in(employee).post(f"/aktionen/{challenge_id}/mitmachen", status=422, goal=goal)

    assert page.errors()
    assert members() == set()


def test_nobody_sees_the_goal_or_the_minutes_of_somebody_else(
    make_challenge, employee, coordinator, make_person, sign_in
):
    challenge_id = make_challenge()
    join(challenge_id, employee.id, goal=1237)
    enter(employee.id, 1239)

    others = [coordinator, make_person(), make_person(Role.LEADERSHIP), make_person(Role.ADMIN)]
    pages_seen = [
        sign_in(one).raw(address).get_data(as_text=True)
        for one in others
        for address in (f"/aktionen/{challenge_id}", "/aktionen")
    ]

    assert not [text for text in pages_seen if "1237" in text or "1239" in text]
    assert not [text for text in pages_seen if employee.last_name in text]


def test_a_fifth_team_of_a_full_challenge_is_refused_and_nothing_is_lost(
    make_challenge, make_person, employee, sign_in
):
    challenge_id = make_challenge(teams=TeamMode.CHOICE, most_teams=4)
    for number in range(4):
        join(challenge_id, make_person().id, new_team=f"Team {number}")

    page = sign_in(employee).post(
        f"/aktionen/{challenge_id}/mitmachen", status=422, goal="70", new_team="Die Fünften"
    )

    assert "Es gibt schon 4 Teams, mehr sind nicht vorgesehen." in page.errors()[0]
    assert page.soup.select_one("[name=goal]")["value"] == "70"
    assert page.soup.select_one("[name=new_team]")["value"] == "Die Fünften"
    assert page.soup.select_one(".bgm-errors a")["href"] == "#new_team"
    assert sign_in(employee).get(f"/aktionen/{challenge_id}").soup.select("[name=new_team]") == []
    assert employee.id not in members()


def test_without_a_team_one_is_asked_for_it(make_challenge, employee, sign_in):
    challenge_id = make_challenge(teams=TeamMode.CHOICE)

    page = sign_in(employee).post(f"/aktionen/{challenge_id}/mitmachen", status=422, goal="70")

    assert "Wählen Sie ein Team" in page.errors()[0]


def test_leaving_leaves_no_trace(make_challenge, employee, sign_in):
    challenge_id = make_challenge()
    join(challenge_id, employee.id)
    visitor = sign_in(employee)

    visitor.post(f"/aktionen/{challenge_id}/verlassen")

    assert members() == set()
    events = db.session.scalars(select(AuditEntry.event)).all()
    assert [event for event in events if "challenge" in event] == []
    erased = db.session.scalars(select(Erasure.what)).all()  # fingerprints, for backups alone
    assert erased == ["challenge_member"]


@pytest.mark.parametrize(
    "address",
    ["/mein-bereich/tagebuch/beenden", "/meine-einwilligungen/portal/diary/zuruecknehmen"],
)
def test_whoever_ends_the_diary_leaves_what_counts_out_of_it(
    make_challenge, make_person, employee, sign_in, address
):
    other = make_person()
    minutes, days = make_challenge(), make_challenge(kind=ChallengeKind.DAYS)
    card = make_challenge(kind=ChallengeKind.BINGO)
    for person_id in (employee.id, other.id):
        join(minutes, person_id)
    join(days, employee.id, days=3)
    join(card, employee.id)

    sign_in(employee).post(address)

    db.session.rollback()
    left = db.session.execute(select(ChallengeMember.challenge_id, ChallengeMember.person_id))
    assert set(left.all()) == {(minutes, other.id), (card, employee.id)}
    told = db.session.scalars(select(AuditEntry.event)).all()
    assert [event for event in told if "challenge" in event] == []
    erased = db.session.scalars(select(Erasure.what)).all()  # fingerprints, for backups alone
    assert erased.count("challenge_member") == 2


def test_before_the_diary_ends_its_page_and_the_consent_say_what_else_ends(employee, sign_in):
    with transaction():
        privacy.give(person_id=employee.id, code=ConsentCode.DIARY, by=employee.id, at=NOW)
    visitor = sign_in(employee)

    ending = visitor.get("/mein-bereich/tagebuch").soup.select_one("[aria-labelledby=mitnehmen]")
    consents = visitor.get("/meine-einwilligungen").text

    for sentence in ("aus allen Aktionen aus", "Ziel dort löschen wir", "zählt Ihr Team ohne Sie"):
        assert sentence in ending.text
    assert "aus allen Aktionen aus, bei denen Ihr Tagebuch zählt" in consents


def test_a_team_counts_without_whoever_ended_the_diary_and_what_is_frozen_stays(
    make_challenge, make_person
):
    challenge_id = make_challenge()
    people = [make_person().id for _turn in range(6)]
    for person_id in people:
        join(challenge_id, person_id, goal=60)
    for person_id in people[:3]:
        enter(person_id, 60, days_back=7)
        enter(person_id, 60)
    jobs.freeze(NOW + 7 * DAY)
    frozen = weeks()

    with transaction():
        privacy.withdraw(
            person_id=people[0], code=ConsentCode.DIARY, by=people[0], at=NOW + 7 * DAY
        )
    jobs.freeze(NOW + 14 * DAY)

    assert frozen == [(1, 50)]
    assert weeks() == [(1, 50), (2, 40)]  # two of five; were the membership left, two of six


def test_a_diary_begun_anew_brings_no_membership_back(make_challenge, employee):
    challenge_id = make_challenge()
    join(challenge_id, employee.id)
    with transaction():
        privacy.withdraw(person_id=employee.id, code=ConsentCode.DIARY, by=employee.id, at=NOW)
    with transaction():
        privacy.give(person_id=employee.id, code=ConsentCode.DIARY, by=employee.id, at=NOW)

    assert members() == set()
    join(challenge_id, employee.id)
    assert members() == {employee.id}


def test_after_the_end_nobody_joins(make_challenge, employee, sign_in):
    challenge_id = make_challenge(first_day=TODAY - 9 * DAY, last_day=TODAY - DAY)

    page = sign_in(employee).post(f"/aktionen/{challenge_id}/mitmachen", status=422, goal="70")

    assert "Einsteigen konnten Sie bis Sonntag, 22. März 2026." in page.errors()[0]


def test_a_card_is_kept_and_a_full_line_is_said(make_challenge, employee, sign_in):
    challenge_id = make_challenge(kind=ChallengeKind.BINGO)
    join(challenge_id, employee.id)

    page = sign_in(employee).post(
        f"/aktionen/{challenge_id}/karte", fields=["stretch", "fresh_air", "call", "erfunden"]
    )

    assert "Eine Reihe ist voll" in page.text
    assert len(page.soup.select("input[name=fields][checked]")) == 3


def test_cycling_is_a_link_and_a_total_and_nothing_of_ones_own(
    make_challenge, coordinator, employee, sign_in
):
    challenge_id = make_challenge(kind=ChallengeKind.CYCLING, link="https://example.org/team")

    sign_in(coordinator).post(f"/planung/aktionen/{challenge_id}/summe", total_km="1234")
    page = sign_in(employee).get(f"/aktionen/{challenge_id}")
    refused = sign_in(employee).raw(
        f"/aktionen/{challenge_id}/mitmachen", method="POST", data={"goal": "70"}
    )

    assert "1234 Kilometer" in page.text
    assert page.soup.select_one("a[href='https://example.org/team']") is not None
    assert refused.status_code == 422
    assert members() == set()


def test_a_share_is_frozen_when_a_week_closes_and_stays(make_challenge, make_person):
    challenge_id = make_challenge()
    people = [make_person().id for _turn in range(5)]
    for person_id in people:
        join(challenge_id, person_id, goal=60)
    for person_id in people[:2]:
        enter(person_id, 60, days_back=7)

    jobs.freeze(NOW + 6 * DAY)
    early = weeks()
    jobs.freeze(NOW + 7 * DAY)
    frozen = weeks()
    with transaction():
        service.leave(challenge_id, by=people[0], at=NOW)
    jobs.freeze(NOW + 8 * DAY)

    assert early == []
    assert frozen == [(1, 40)]
    assert weeks() == [(1, 40)]


@pytest.mark.parametrize(("size", "reached"), [(4, 2), (5, 0), (5, 5)])
def test_what_would_tell_of_somebody_is_not_even_stored(make_challenge, make_person, size, reached):
    challenge_id = make_challenge()
    people = [make_person().id for _turn in range(size)]
    for person_id in people:
        join(challenge_id, person_id, goal=60)
    for person_id in people[:reached]:
        enter(person_id, 60, days_back=7)

    jobs.freeze(NOW + 7 * DAY)

    assert weeks() == [(1, None)]


def test_the_lot_tells_one_person_and_nobody_else(
    make_challenge, make_person, coordinator, sign_in, mailbox, at
):
    challenge_id = make_challenge(last_day=TODAY - DAY)
    with transaction():
        people = {make_person().email: None for _turn in range(3)}
    db.session.rollback()
    with at(NOW - 2 * DAY):
        for person in db.session.scalars(select(type(coordinator))).all():
            if person.email in people:
                with transaction():
                    service.join(
                        challenge_id, service.Wish(goal=60), by=person.id, at=NOW - 2 * DAY
                    )

    page = sign_in(coordinator).post(f"/planung/aktionen/{challenge_id}/los")
    [letter] = mailbox.deliver()

    assert letter.to in people
    assert "Wen es traf, erfährt nur die Person selbst." in page.text
    assert (
        sign_in(coordinator).raw(f"/planung/aktionen/{challenge_id}/los", method="POST").status_code
        == 409
    )


@pytest.mark.parametrize("neutral", [False, True])
def test_the_lot_names_no_challenge_in_neutral_messages(
    make_challenge, make_person, mailbox, at, neutral
):
    challenge_id = make_challenge(last_day=TODAY - DAY)
    person = make_person(neutral_mail=neutral)
    with at(NOW - 2 * DAY), transaction():
        service.join(challenge_id, service.Wish(goal=60), by=person.id, at=NOW - 2 * DAY)
    with transaction():
        service.draw_lot(challenge_id, at=NOW)

    [letter] = mailbox.deliver()

    assert ("Frühling in Bewegung" in letter.text) is not neutral
    assert ("Frühling in Bewegung" in letter.html) is not neutral


def test_the_lot_waits_for_the_end(make_challenge, coordinator, sign_in):
    challenge_id = make_challenge()

    before = sign_in(coordinator).get(f"/aktionen/{challenge_id}")
    page = sign_in(coordinator).post(f"/planung/aktionen/{challenge_id}/los", status=409)

    assert before.soup.select("form[action$='/los']") == []
    assert "Das Los wird nach dem Ende gezogen" in page.text


def test_who_took_part_is_forgotten_after_three_months(make_challenge, employee):
    challenge_id = make_challenge()
    join(challenge_id, employee.id)

    jobs.erase(NOW + 105 * DAY)
    kept = members()
    jobs.erase(NOW + 106 * DAY)

    assert (kept, members()) == ({employee.id}, set())


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    seed=st.integers(0, 10_000),
    deeds=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["join", "leave", "enter"])), max_size=10
    ),
)
def test_whatever_others_do_in_whatever_order_ones_own_result_stays(
    make_challenge, four, seed, deeds
):
    challenge_id, mine, others = four
    before = pages.detail(challenge_id, mine, today=TODAY).weeks

    for who, deed in deeds:
        _do(deed, challenge_id, others[who], Random(seed))  # noqa: S311 - no secret

    assert pages.detail(challenge_id, mine, today=TODAY).weeks == before


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(6)))
def test_the_order_of_joining_and_entering_does_not_change_the_share(make_challenge, six, order):
    challenge_id = make_challenge()
    for number in order:
        join(challenge_id, six[number], goal=60)
        if number < 2:
            db.session.execute(delete(DiaryEntry).where(DiaryEntry.person_id == six[number]))
            enter(six[number], 60, days_back=7)

    with transaction():
        service.freeze(challenge_id, at=NOW + 7 * DAY)

    shares = db.session.scalars(
        select(ChallengeWeek.share)
        .join(ChallengeTeam, ChallengeTeam.id == ChallengeWeek.team_id)
        .where(ChallengeTeam.challenge_id == challenge_id)
    ).all()
    assert shares == [30]


@pytest.fixture
def six(make_person):
    return [make_person().id for _turn in range(6)]


@pytest.fixture
def four(make_challenge, make_person, employee):
    """A challenge, somebody in it with an entry, and four others."""
    challenge_id = make_challenge()
    join(challenge_id, employee.id, goal=100)
    enter(employee.id, 45, days_back=3)
    return challenge_id, employee.id, [make_person().id for _turn in range(4)]


def _do(deed, challenge_id, person_id, random):
    if deed == "join":
        join(challenge_id, person_id, goal=random.randint(10, 500))
    elif deed == "leave":
        with transaction():
            service.leave(challenge_id, by=person_id, at=NOW)
    else:
        db.session.execute(delete(DiaryEntry).where(DiaryEntry.person_id == person_id))
        enter(person_id, random.randint(1, 300), days_back=random.randint(0, 7))


def test_a_card_has_nine_fields():
    assert len(BingoField) == 9


def test_minutes_of_recovery_count_where_it_is_about_stress(make_challenge, employee, sign_in):
    calm = make_challenge(kind=ChallengeKind.RECOVERY, title_de="Zur Ruhe kommen")
    active = make_challenge()
    visitor = sign_in(employee)

    page = visitor.post(f"/aktionen/{calm}/mitmachen", goal="70")
    enter(employee.id, 45)
    told = "Hier zählen auch Minuten der Erholung"

    assert told in page.text
    assert told not in visitor.get(f"/aktionen/{active}").text
    assert visitor.get(f"/aktionen/{calm}").rows("table")[-1][1] == "45 von 70 Minuten"


def test_days_are_counted_from_ten_minutes_on(make_challenge, employee, sign_in):
    challenge_id = make_challenge(kind=ChallengeKind.DAYS)
    visitor = sign_in(employee)

    refused = visitor.post(f"/aktionen/{challenge_id}/mitmachen", status=422, goal_days="8")
    page = visitor.post(f"/aktionen/{challenge_id}/mitmachen", goal_days="2")
    enter(employee.id, 9, days_back=7)
    enter(employee.id, 45, days_back=6)
    enter(employee.id, 0, days_back=5)
    again = visitor.get(f"/aktionen/{challenge_id}")
    changed = visitor.post(f"/aktionen/{challenge_id}/ziel", goal_days="3")

    assert "Geben Sie eine Zahl von 1 bis 7 ein." in refused.errors()[0]
    assert "Ihre Wochen. Ein Tag zählt ab zehn Minuten." in page.text
    assert again.rows("table")[0][1:] == ["2 Tage, Ziel 2", "Ihr Ziel ist erreicht"]
    assert changed.rows("table")[0][1:] == ["2 Tage, Ziel 3", "noch offen"]
    assert page.soup.select_one("input[name=goal]") is None


def test_the_share_of_those_who_kept_their_days_is_frozen(make_challenge, make_person):
    challenge_id = make_challenge(kind=ChallengeKind.DAYS)
    people = [make_person().id for _turn in range(5)]
    for person_id in people:
        join(challenge_id, person_id, goal=None, days=1)
        enter(person_id, 10 if person_id in people[:3] else 9, days_back=7)

    jobs.freeze(NOW + 7 * DAY)

    assert weeks() == [(1, 60)]


@pytest.mark.parametrize(("size", "told"), [(4, None), (5, 30)])
def test_a_common_target_is_told_from_five_who_gave_something(
    make_challenge, make_person, size, told
):
    challenge_id = make_challenge(kind=ChallengeKind.TOGETHER, target_minutes=1000)
    for _turn in range(size):
        person = make_person()
        join(challenge_id, person.id, goal=None)
        enter(person.id, 400, days_back=7)  # 60 of them count
        enter(person.id, 400)  # in the second week
    join(challenge_id, make_person().id, goal=None)  # who gives nothing hides nobody

    jobs.freeze(NOW + 7 * DAY)

    assert weeks() == [(1, told)]


def test_nobody_chooses_a_goal_where_there_is_a_common_one(make_challenge, employee, sign_in):
    challenge_id = make_challenge(kind=ChallengeKind.TOGETHER, target_minutes=1000)
    visitor = sign_in(employee)

    page = visitor.post(f"/aktionen/{challenge_id}/mitmachen")
    enter(employee.id, 25, days_back=7)
    later = visitor.get(f"/aktionen/{challenge_id}")

    assert page.soup.select_one("input[name=goal], input[name=goal_days]") is None
    assert "1.000 aktive Minuten, alle zusammen." in page.text
    assert later.rows("section[aria-labelledby=dabei] table")[0][1:] == ["25 Minuten", "zählt mit"]


@pytest.mark.parametrize(
    ("share", "told"),
    [(None, "*"), (40, "mindestens 40 %"), (100, "alles, das Ziel ist erreicht")],
)
def test_the_page_tells_what_is_done_by_closed_week(make_challenge, employee, sign_in, share, told):
    challenge_id = make_challenge(
        kind=ChallengeKind.TOGETHER, target_minutes=1000, first_day=TODAY - 14 * DAY
    )
    team = db.session.scalars(select(ChallengeTeam)).one()
    db.session.add(ChallengeWeek(team_id=team.id, number=1, share=share))
    db.session.commit()

    page = sign_in(employee).get(f"/aktionen/{challenge_id}")

    assert page.rows("section[aria-labelledby=teams] table") == [["15. März", told]]


def test_a_common_target_has_one_team_whatever_was_chosen(make_challenge, employee, sign_in):
    challenge_id = make_challenge(
        kind=ChallengeKind.TOGETHER, target_minutes=1000, teams=TeamMode.CHOICE, most_teams=3
    )

    page = sign_in(employee).post(f"/aktionen/{challenge_id}/mitmachen", new_team="Abseits")

    assert "Sie machen mit. Nur Sie sehen, was hier steht." in page.text
    assert [team.name for team in db.session.scalars(select(ChallengeTeam))] == ["Alle gemeinsam"]


def test_a_common_target_needs_a_number(coordinator, sign_in):
    visitor = sign_in(coordinator)
    wanted = NEW | {"kind": "together"}

    without = visitor.post("/planung/aktionen/neu", status=422, **wanted)
    small = visitor.post("/planung/aktionen/neu", status=422, **wanted | {"target_minutes": "99"})
    made = visitor.post("/planung/aktionen/neu", **wanted | {"target_minutes": "8000"})

    assert any("wie viele Minuten es sind" in line for line in without.errors())
    assert any("von 100 bis 10.000.000" in line for line in small.errors())
    assert "8.000 aktive Minuten, alle zusammen." in made.text


def test_a_card_is_told_once_when_all_is_over(make_challenge, make_person):
    challenge_id = make_challenge(kind=ChallengeKind.BINGO)
    people = [make_person().id for _turn in range(5)]
    for person_id in people:
        join(challenge_id, person_id, goal=None)
    with transaction():
        row = {BingoField.STRETCH, BingoField.FRESH_AIR, BingoField.CALL}
        service.tick(challenge_id, row, by=people[0], at=NOW)

    jobs.freeze(NOW + 14 * DAY)
    early = weeks()
    jobs.freeze(NOW + 21 * DAY)

    assert early == []
    assert weeks() == [(1, 20)]


def test_the_page_of_the_cycling_campaign_says_its_rules(make_challenge, employee, sign_in):
    page = sign_in(employee).get(f"/aktionen/{make_challenge(kind=ChallengeKind.CYCLING)}")

    for rule in ("21 Tage", "ab zwei Menschen", "25 km/h", "Handbike", "sieben Tage", "Rollstuhl"):
        assert rule in page.text


def test_every_movement_is_invited_and_none_is_asked_for(employee, sign_in):
    with transaction():
        privacy.give(person_id=employee.id, code=ConsentCode.DIARY, by=employee.id, at=NOW)

    page = sign_in(employee).get("/mein-bereich/tagebuch")

    for movement in (
        "rollen",
        "schwimmen",
        "Krankengymnastik",
        "Hausarbeit",
        "im Sitzen",
        "dehnen",
    ):
        assert movement in page.text
    asked = {field["name"] for field in page.soup.select("main input:not([type=hidden])")}
    assert asked == {"day", "minutes", "rest", "total"}
    assert set(DiaryEntry.__table__.columns.keys()) == {"id", "person_id", "day", "minutes", "rest"}


def test_teams_stand_in_the_order_of_their_names_and_people_nowhere(
    make_challenge, make_person, employee, sign_in, at
):
    challenge_id = make_challenge(teams=TeamMode.CHOICE, most_teams=2)
    late = [make_person() for _turn in range(5)]
    for person in late:
        join(challenge_id, person.id, goal=10, new_team="Zebras")
        enter(person.id, 60, days_back=7)
    join(challenge_id, employee.id, goal=500, new_team="Ameisen")
    jobs.freeze(NOW + 7 * DAY)

    with at(NOW + 7 * DAY):
        page = sign_in(employee).get(f"/aktionen/{challenge_id}")

    teams = page.rows("section[aria-labelledby=teams] table")
    assert [row[:2] for row in teams] == [["Ameisen (Ihr Team)", "*"], ["Zebras", "*"]]
    assert not [one for one in late if one.last_name in page.text]


def test_whoever_reads_reports_sees_no_share_of_a_team(make_challenge, make_person, sign_in, at):
    challenge_id = make_challenge()
    people = [make_person() for _turn in range(5)]
    for number, person in enumerate(people):
        join(challenge_id, person.id, goal=60)
        enter(person.id, 60 if number < 2 else 5, days_back=7)
    jobs.freeze(NOW + 7 * DAY)

    with at(NOW + 7 * DAY):
        staff = sign_in(people[0]).get(f"/aktionen/{challenge_id}")
        leader = sign_in(make_person(Role.LEADERSHIP)).get(f"/aktionen/{challenge_id}")

    assert "etwa 40 %" in staff.text
    assert "%" not in leader.soup.select_one("section[aria-labelledby=teams]").get_text()
    assert "Wer Berichte liest, sieht hier keine Anteile." in leader.text
