"""Running in pairs: asked or proposed, agreed by both, undone with a message. Never why."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.registration.service import ending
from bgm_portal.runs import jobs
from bgm_portal.runs.models import Pair
from bgm_portal.runs.service import pairs
from tests.support.times import NOW

NEUTRAL = "Wenn die Person als Guide angemeldet und noch frei ist"


@pytest.fixture
def katrin(on_the_run):
    return on_the_run("Katrin")


@pytest.fixture
def gus(on_the_run):
    return on_the_run("Gus", code="guide")


def page_of(registration):
    return f"/mein-lauftag/{registration.id}/zu-zweit"


def address_of(registration):
    return db.session.get_one(Person, registration.person_id).email


def letters(registration):
    """Return the headings of the messages about pairs that somebody got."""
    rows = db.session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.context_id == registration.id, OutgoingMail.kind == "runs.pair")
        .order_by(OutgoingMail.subject)
    )
    return [row.subject.partition(":")[0] for row in rows]


def together(runner, guide):
    with transaction():
        pairs.ask(runner.id, email=address_of(guide), by=runner.person_id, at=NOW)
        pairs.agree(guide.id, by=guide.person_id, at=NOW)


def test_a_runner_asks_a_guide_and_both_see_each_other_once_the_guide_agrees(of, katrin, gus):
    asked = of(katrin).post(page_of(katrin), email=address_of(gus).upper())
    answer = of(gus).get(page_of(gus))
    of(gus).post(f"{page_of(gus)}/zusagen")

    assert NEUTRAL in asked.text
    assert "Bisher mit niemandem." in asked.text
    assert "Katrin" in answer.text
    assert letters(katrin) == ["Sie laufen zu zweit"]
    assert letters(gus) == [
        "Möchten Sie zu zweit laufen? Hagener Firmenlauf",
        "Sie laufen zu zweit",
    ]
    assert "Gus" in of(katrin).get(f"/mein-lauftag/{katrin.id}").text
    assert "Katrin" in of(gus).get(f"/mein-lauftag/{gus.id}").text


def test_nobody_learns_whether_an_address_takes_part(of, katrin, make_person, on_the_run):
    stranger, runner = make_person(), on_the_run("Lea")

    unknown = of(katrin).post(page_of(katrin), email="niemand@jobcenter.example")
    not_there = of(katrin).post(page_of(katrin), email=stranger.email)
    no_guide = of(katrin).post(page_of(katrin), email=address_of(runner))

    assert unknown.text == not_there.text == no_guide.text
    assert db.session.query(Pair).count() == 0


def test_a_coordinator_proposes_and_both_must_agree(of, katrin, gus, race, desk):
    page = desk.post(f"/planung/{race.id}/zu-zweit", runner=str(katrin.id), guide=str(gus.id))
    assert "wartet auf" in page.text
    assert "Läuft mit" not in desk.get(f"/planung/{race.id}/teilnahme").text

    of(katrin).post(f"{page_of(katrin)}/zusagen")
    of(gus).post(f"{page_of(gus)}/zusagen")

    assert "beide haben zugesagt" in desk.get(f"/planung/{race.id}/zu-zweit").text
    assert "Läuft mit" in desk.get(f"/planung/{race.id}/teilnahme").text
    assert letters(katrin)[0] == "Möchten Sie zu zweit laufen? Hagener Firmenlauf"


def test_whoever_says_no_needs_no_reason_and_the_other_is_told(of, katrin, gus):
    together(katrin, gus)

    of(gus).post(f"{page_of(gus)}/loesen")

    assert "Sie laufen nicht mehr zu zweit" in letters(katrin)
    assert "Sie laufen nicht mehr zu zweit" not in letters(gus)
    assert db.session.query(Pair).count() == 0


def test_when_one_cancels_the_pair_is_undone_and_the_other_is_told_once(of, katrin, gus):
    together(katrin, gus)
    with transaction():
        ending.cancel(gus.id, by=gus.person_id, at=NOW)

    at_once = of(katrin).get(page_of(katrin))
    later = NOW + timedelta(minutes=1)

    assert "Bisher mit niemandem." in at_once.text
    assert (jobs.untie_pairs(later), jobs.untie_pairs(later)) == (1, 0)
    assert letters(katrin).count("Sie laufen nicht mehr zu zweit") == 1


def test_nobody_runs_with_two(of, katrin, gus, on_the_run, race, desk):
    together(katrin, gus)
    lea = on_the_run("Lea")

    of(lea).post(page_of(lea), email=address_of(gus))
    again = of(katrin).post(page_of(katrin), status=409, email=address_of(gus))
    empty = desk.post(f"/planung/{race.id}/zu-zweit", status=422)

    assert "läuft schon mit jemand anderem" in again.errors()[0]
    assert len(empty.errors()) == 2
    assert [pair.runner_id for pair in db.session.query(Pair)] == [katrin.id]


def test_a_coordinator_undoes_a_pair_and_both_are_told(katrin, gus, race, desk):
    together(katrin, gus)

    desk.post(f"/planung/{race.id}/zu-zweit/loesen", laeufer=str(katrin.id))

    for letters_of in (letters(katrin), letters(gus)):
        assert "Sie laufen nicht mehr zu zweit" in letters_of


def test_whoever_wants_neutral_messages_reads_the_rest_in_the_portal(katrin, gus):
    db.session.get_one(Person, gus.person_id).neutral_mail = True
    db.session.commit()

    together(katrin, gus)

    [letter, *_more] = db.session.query(OutgoingMail).filter_by(context_id=gus.id, kind="runs.pair")
    assert "Katrin" not in letter.text
    assert letter.subject == "Eine Nachricht zu Ihrem Termin"
