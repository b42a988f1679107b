"""Teams: founded, joined, led and left; display names alone; a coordinator helps on."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service import ending, retention
from bgm_portal.runs import jobs
from bgm_portal.runs.models import Team, TeamMember
from bgm_portal.runs.queries import teams as queries
from bgm_portal.runs.service import teams
from tests.support.times import NOW, RUN_ENDS

EAGER = {"name": "Die Eiligen", "display_name": "Blitz", "is_open": "y"}


def day(registration):
    return f"/mein-lauftag/{registration.id}"


def found(registration, name="Die Eiligen", *, display_name="Blitz", is_open=True):
    with transaction():
        return teams.found(
            registration.id,
            name=name,
            display_name=display_name,
            is_open=is_open,
            by=registration.person_id,
            at=NOW,
        )


def joining(registration, team_id, display_name, word=""):
    return partial(
        teams.join,
        registration.id,
        team_id,
        display_name=display_name,
        word=word,
        by=registration.person_id,
        at=NOW,
    )


def members(team_id):
    activity_id = db.session.get_one(Team, team_id).activity_id
    return next(
        sorted(member.display_name for member in roll.members)
        for roll in queries.rolls(activity_id)
        if roll.team.id == team_id
    )


def test_somebody_founds_a_team_under_a_name_of_their_own_choice(of, on_the_run):
    katrin = on_the_run("Katrin")
    visitor = of(katrin)

    page = visitor.post(f"{day(katrin)}/team/gruenden", **EAGER)

    assert page.h1 == "Ihr Team: Die Eiligen"
    assert "Blitz (Sie), leitet das Team" in page.text
    assert "Die Eiligen" in visitor.get(day(katrin)).text


def test_a_colleague_joins_and_sees_no_real_name(of, on_the_run):
    katrin, kim = on_the_run("Katrin"), on_the_run("Kim")
    team_id = found(katrin)

    page = of(kim).post(f"{day(kim)}/team/beitreten", team=str(team_id), display_name="Ente")

    assert "Ente (Sie)" in page.text
    assert "Blitz, leitet das Team" in page.text
    assert "Katrin" not in page.text
    assert db.session.query(AuditEntry).filter_by(event=Event.TEAM_JOINED).count() == 1


def test_a_closed_team_opens_with_its_word(of, on_the_run):
    katrin, kim = on_the_run("Katrin"), on_the_run("Kim")
    team_id = found(katrin, is_open=False)
    word = db.session.get_one(Team, team_id).word
    said = {"team": str(team_id), "display_name": "Ente"}
    assert word in of(katrin).get(f"{day(katrin)}/team").text

    page = of(kim).post(f"{day(kim)}/team/beitreten", status=409, **said, word="falsch")
    of(kim).post(f"{day(kim)}/team/beitreten", **said, word=word.lower())

    assert "Das ist nicht das Teamwort" in page.errors()[0]
    assert page.soup.select_one("[name=display_name]")["value"] == "Ente"
    assert members(team_id) == ["Blitz", "Ente"]


def test_a_full_team_says_so_but_guides_and_helpers_take_no_place_in_it(of, on_the_run):
    katrin, kim, lea, guide = (
        on_the_run("Katrin"),
        on_the_run("Kim"),
        on_the_run("Lea"),
        on_the_run("Gus", code="guide"),
    )
    team_id = found(katrin)
    for joiner, name in ((guide, "Gus"), (kim, "Kim")):
        with transaction():
            joining(joiner, team_id, name)()

    page = of(lea).post(
        f"{day(lea)}/team/beitreten", status=409, team=str(team_id), display_name="Lea"
    )

    assert page.errors() == [
        "Dieses Team ist voll. Wählen Sie ein anderes, oder gründen Sie eines."
    ]
    assert members(team_id) == ["Blitz", "Gus", "Kim"]


def test_what_cannot_be_is_explained_and_keeps_what_was_typed(of, on_the_run):
    katrin, kim = on_the_run("Katrin"), on_the_run("Kim")
    team_id = found(katrin)
    visitor = of(kim)

    taken = visitor.post(
        f"{day(kim)}/team/gruenden", status=409, name="die  EILIGEN", display_name="K"
    )
    empty = visitor.post(f"{day(kim)}/team/gruenden", status=422, name=" ", display_name="")
    same = visitor.post(
        f"{day(kim)}/team/beitreten", status=409, team=str(team_id), display_name="blitz"
    )
    visitor.post(f"{day(kim)}/team/gruenden", name="Die Ruhigen", display_name="K")
    twice = visitor.post(
        f"{day(kim)}/team/beitreten", status=409, team=str(team_id), display_name="K"
    )

    assert "Ein Team mit diesem Namen gibt es schon" in taken.errors()[0]
    assert taken.soup.select_one("[name=name]")["value"] == "die  EILIGEN"
    assert len(empty.errors()) == 2
    assert "Diesen Namen hat im Team schon jemand" in same.errors()[0]
    assert "Sie sind schon in einem Team" in twice.errors()[0]


def test_the_captain_renames_closes_and_hands_over(of, on_the_run):
    katrin, kim = on_the_run("Katrin"), on_the_run("Kim")
    team_id = found(katrin)
    with transaction():
        joining(kim, team_id, "Ente")()
    changed = {"name": "Die Ruhigen", "captain": str(kim.id)}

    refused = of(kim).raw(f"{day(kim)}/team/aendern", method="POST", data=changed)
    of(katrin).post(f"{day(katrin)}/team/aendern", **changed)

    assert refused.status_code == 409
    team = db.session.get_one(Team, team_id, populate_existing=True)
    assert (team.name, team.is_open, team.captain_id) == ("Die Ruhigen", False, kim.id)


def test_whoever_cancels_leaves_the_team_and_the_next_one_leads_it(of, on_the_run):
    katrin, kim, lea = on_the_run("Katrin"), on_the_run("Kim"), on_the_run("Lea")
    team_id = found(katrin)
    with transaction():
        joining(kim, team_id, "Ente")()
    with transaction():
        ending.cancel(katrin.id, by=katrin.person_id, at=NOW)

    page = of(kim).get(f"{day(kim)}/team")
    with transaction():
        joining(lea, team_id, "Blitz")()

    assert "Ente (Sie), leitet das Team" in page.text
    assert members(team_id) == ["Blitz", "Ente"]


def test_the_last_one_takes_the_team_along(of, on_the_run):
    katrin = on_the_run("Katrin")
    found(katrin)

    of(katrin).post(f"{day(katrin)}/team/verlassen")

    assert db.session.query(Team).count() == 0


def test_after_the_name_deadline_only_a_coordinator_changes_teams(
    of, on_the_run, race, sign_in, coordinator, at
):
    katrin, kim = on_the_run("Katrin"), on_the_run("Kim")
    team_id = found(katrin)
    late = NOW + timedelta(days=31)

    with at(late):
        refused = of(kim).post(f"{day(kim)}/team/gruenden", status=409, **EAGER | {"name": "Neu"})
        desk = sign_in(coordinator)
        page = desk.post(
            f"/planung/{race.id}/teams/zuordnen", person=str(kim.id), team=str(team_id)
        )

    assert "Die Teams sind schon beim Veranstalter" in refused.errors()[0]
    assert "(Kim)" in page.rows()[0][2]
    assert "Die Eiligen" in desk.get(f"/planung/{race.id}/teilnahme").text


def test_a_coordinator_opens_a_team_and_takes_somebody_out(race, on_the_run, sign_in, coordinator):
    katrin = on_the_run("Katrin")
    desk = sign_in(coordinator)

    desk.post(f"/planung/{race.id}/teams/neu", name="Haus Mitte")
    double = desk.post(f"/planung/{race.id}/teams/neu", status=409, name="Haus Mitte")
    [team_id] = db.session.scalars(select(Team.id)).all()
    desk.post(f"/planung/{race.id}/teams/zuordnen", person=str(katrin.id), team=str(team_id))
    assert members(team_id) == ["Katrin"]
    page = desk.post(f"/planung/{race.id}/teams/zuordnen", person=str(katrin.id), team="")

    assert "Ein Team mit diesem Namen gibt es schon" in double.errors()[0]
    assert "In keinem Team" in page.text


@pytest.fixture
def assigning(race, desk):
    """Return a function by which a coordinator puts somebody into a team, or into none."""

    def _assigning(registration, team_id=""):
        where = f"/planung/{race.id}/teams/zuordnen"
        return desk.post(where, person=str(registration.id), team=str(team_id))

    return _assigning


def test_whoever_is_put_into_a_team_is_told_and_so_is_whoever_is_taken_out(
    on_the_run, of, assigning, mailbox
):
    team_id, kim = found(on_the_run("Katrin"), display_name="Blitz"), on_the_run("Kim")
    mailbox.deliver()

    page = assigning(kim, team_id)
    [put] = mailbox.deliver()
    assigning(kim)
    [out] = mailbox.deliver()

    assert "Die Person bekommt eine Nachricht." in page.text
    assert put.subject == "Sie sind in einem Team: Hagener Firmenlauf"
    assert "in das Team „Die Eiligen“ eingetragen" in put.text
    assert "Die anderen im Team sehen Sie als „Kim“." in put.text
    assert "Im Portal ändern Sie es selbst." in put.text
    assert f"{day(kim)}/team" in put.text
    assert out.subject == "Sie sind in keinem Team mehr: Hagener Firmenlauf"
    assert "aus dem Team „Die Eiligen“ genommen" in out.text
    assert "Sie sind in einem Team: Hagener Firmenlauf" in of(kim).get("/mitteilungen").text


def test_of_two_changes_of_mind_the_last_one_is_told(on_the_run, assigning, mailbox):
    katrin, kim = on_the_run("Katrin"), on_the_run("Kim")
    first, second = found(katrin), found(on_the_run("Lea"), name="Die Ruhigen")
    mailbox.deliver()

    assigning(kim, first)
    assigning(kim, second)

    [letter] = mailbox.deliver()
    assert "Die Ruhigen" in letter.text


def test_whoever_is_there_already_keeps_name_and_lead_and_gets_no_letter(
    on_the_run, assigning, mailbox
):
    team_id, kim = found(on_the_run("Katrin"), display_name="Blitz"), on_the_run("Kim")
    mailbox.deliver()
    captain = db.session.get_one(Team, team_id).captain_id

    again = assigning(db.session.get_one(Registration, captain), team_id)
    nowhere = assigning(kim)

    assert "So ist es schon." in again.text
    assert "So ist es schon." in nowhere.text
    assert (members(team_id), mailbox.deliver()) == (["Blitz"], [])
    assert db.session.get_one(Team, team_id).captain_id == captain


def test_a_full_team_takes_nobody_who_asked_the_desk_and_nobody_is_told(
    race, desk, on_the_run, mailbox
):
    team_id, kim = found(on_the_run("Katrin")), on_the_run("Kim")
    with transaction():
        joining(on_the_run("Lea"), team_id, "Lea")()
    mailbox.deliver()
    where = f"/planung/{race.id}/teams/zuordnen"

    desk.post(where, status=409, person=str(kim.id), team=str(team_id))

    assert mailbox.deliver() == []


def test_once_the_names_are_passed_on_a_person_puts_it_right(
    race, on_the_run, sign_in, coordinator, mailbox, at
):
    team_id, kim = found(on_the_run("Katrin")), on_the_run("Kim")
    mailbox.deliver()
    late = NOW + timedelta(days=31)

    with at(late):
        where = f"/planung/{race.id}/teams/zuordnen"
        sign_in(coordinator).post(where, person=str(kim.id), team=str(team_id))
        letters = mailbox.deliver()

    assert "Sagen Sie der Ansprechperson Bescheid." in letters[-1].text


def test_a_neutral_letter_names_no_team(on_the_run, assigning, mailbox):
    team_id, kim = found(on_the_run("Katrin")), on_the_run("Kim")
    mailbox.deliver()
    db.session.get_one(Person, kim.person_id).neutral_mail = True
    db.session.commit()

    assigning(kim, team_id)

    [letter] = mailbox.deliver()
    said = letter.subject + letter.text + letter.html
    assert "Eine Nachricht zu Ihrem Termin" in letter.subject
    assert not any(hidden in said for hidden in ("Eiligen", "in einem Team", "Firmenlauf"))


def test_where_there_are_no_teams_there_is_no_page(make_activity, employee, register, sign_in):
    registration = register(employee, make_activity())

    assert sign_in(employee).raw(f"{day(registration)}/team").status_code == 409
    assert "Team" not in sign_in(employee).get(day(registration)).text


def test_the_last_place_in_a_team_goes_to_one(together, on_the_run):
    team_id = found(on_the_run("Katrin"))
    deeds = [joining(on_the_run(), team_id, f"Nummer {n}") for n in range(6)]

    outcomes = together(deeds)

    assert sorted(outcomes) == ["done"] + ["team_full"] * 5
    assert len(members(team_id)) == 2


def test_teams_are_forgotten_with_the_names(race, on_the_run):
    found(on_the_run("Katrin"))
    later = RUN_ENDS + timedelta(days=16)
    assert jobs.erase_teams(later) == 0

    with transaction():
        retention.forget(race.id, at=later)

    assert jobs.erase_teams(later) == 1
    assert jobs.erase_teams(later) == 0
    assert (db.session.query(Team).count(), db.session.query(TeamMember).count()) == (0, 0)
