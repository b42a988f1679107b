"""A draft is shared with the steering group: read and commented, not changed, until it appears."""

import pytest

from bgm_portal.activities import draft_service, service, sharing_queries
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.sharing_models import DraftComment, DraftReader
from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from bgm_portal.identity import service as identity
from bgm_portal.identity.permissions import Role
from bgm_portal.mail.models import OutgoingMail
from tests.support.times import NEXT_MONTH, NOW


@pytest.fixture
def draft(make_activity, coordinator):
    return make_activity(
        title_de="Hagener Firmenlauf",
        state=ActivityState.DRAFT,
        published_at=None,
        starts_at=NEXT_MONTH,
    )


@pytest.fixture
def vera(make_person):
    return make_person(Role.LEADERSHIP, first_name="Vera", last_name="Nordwind")


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


def share(desk, draft, *people, status=200):
    return desk.post(
        f"/planung/{draft.id}/teilen", status=status, people=[str(one.id) for one in people]
    )


def letters(person):
    rows = db.session.query(OutgoingMail).filter_by(kind="activity.draft", person_id=person.id)
    return [mail.subject for mail in rows]


def test_whoever_is_named_is_told_reads_the_preview_and_comments(
    desk, draft, vera, coordinator, sign_in
):
    page = share(desk, draft, vera)
    reader = sign_in(vera)

    assert "Der Entwurf ist mit 1 Person geteilt." in page.text
    assert [row[0] for row in page.rows()] == ["Vera Nordwind"]
    assert letters(vera) == ["Ein Entwurf zum Lesen"]
    assert "Hagener Firmenlauf" in reader.get("/mein-bereich").text
    preview = reader.get(f"/entwuerfe/{draft.id}/vorschau")
    assert preview.h1 == "Hagener Firmenlauf"
    assert f"/planung/{draft.id}" not in preview.links()

    said = reader.post(f"/entwuerfe/{draft.id}", words="Der Bus fehlt noch.")

    assert "Der Bus fehlt noch." in said.text
    assert letters(coordinator) == ["Ein Kommentar zu einem Entwurf"]
    assert "Ein Kommentar zu einem Entwurf" in desk.get("/schreibtisch").text
    answer = desk.post(f"/entwuerfe/{draft.id}", words="Er kommt morgen dazu.")
    assert "Vera Nordwind" in answer.text
    assert "Ein Kommentar zu einem Entwurf" in letters(vera)


def test_a_coordinator_finds_it_on_the_desk_until_something_was_said(
    desk, draft, make_person, sign_in
):
    selin = make_person(Role.COORDINATOR, first_name="Selin", last_name="Demir")
    share(desk, draft, selin)
    reader = sign_in(selin)

    before = reader.get("/schreibtisch").text
    reader.post(f"/entwuerfe/{draft.id}", words="Gut so.")

    assert "Nadine Ortmann bittet Sie um Ihre Meinung." in before
    assert "bittet Sie um Ihre Meinung" not in reader.get("/schreibtisch").text


def test_a_reader_changes_nothing(desk, draft, vera, make_person, sign_in):
    selin = make_person(Role.COORDINATOR)
    share(desk, draft, vera, selin)

    for person, status in ((vera, 403), (selin, 403)):
        reader = sign_in(person)
        for address in ("grundlagen", "teilen", "veroeffentlichen", "loeschen"):
            path = f"/planung/{draft.id}/{address}"
            assert reader.raw(path, method="POST").status_code in {status, 404}, path
    assert db.session.get_one(type(draft), draft.id).state is ActivityState.DRAFT


@pytest.mark.parametrize(
    "role", [None, Role.COORDINATOR, Role.LEADERSHIP, Role.AUDITOR, Role.ADMIN, Role.EDITOR]
)
def test_for_everybody_else_there_is_no_such_draft(desk, draft, vera, make_person, sign_in, role):
    share(desk, draft, vera)
    stranger = sign_in(make_person(*([role] if role else [])))

    for way in ("", "/vorschau"):
        assert stranger.raw(f"/entwuerfe/{draft.id}{way}").status_code == 404
    posted = stranger.raw(f"/entwuerfe/{draft.id}", method="POST", data={"words": "Hallo"})
    assert posted.status_code == 404
    assert sharing_queries.comments(draft.id) == []
    assert "Hagener Firmenlauf" not in stranger.get("/mein-bereich").text


def test_whoever_leaves_the_steering_group_reads_no_more(desk, draft, vera, sign_in):
    share(desk, draft, vera)
    with transaction():
        identity.revoke_role(person_id=vera.id, role=Role.LEADERSHIP, by=None, at=NOW)
    reader = sign_in(vera)

    assert reader.raw(f"/entwuerfe/{draft.id}").status_code == 404
    assert "Hagener Firmenlauf" not in reader.get("/mein-bereich").text


def test_sharing_is_taken_back_once_and_the_reader_is_told(desk, draft, vera, sign_in):
    share(desk, draft, vera)
    sign_in(vera).post(f"/entwuerfe/{draft.id}", words="Der Bus fehlt noch.")
    end = f"/planung/{draft.id}/teilen/{vera.id}/beenden"

    page = desk.post(end)
    desk.post(end, status=404)

    assert "Bisher niemand." in page.text
    assert "Ein Entwurf ist nicht mehr mit Ihnen geteilt" in letters(vera)
    assert sign_in(vera).raw(f"/entwuerfe/{draft.id}").status_code == 404
    assert "Der Bus fehlt noch." in desk.get(f"/entwuerfe/{draft.id}").text
    events = [
        entry.event
        for entry in audit.entries_on(draft.id, events=(Event.DRAFT_SHARED, Event.DRAFT_UNSHARED))
    ]
    assert sorted(events) == ["activities.draft_shared", "activities.draft_unshared"]


def test_publishing_ends_it_tells_the_readers_and_forgets_what_was_said(
    desk, draft, vera, coordinator, sign_in
):
    share(desk, draft, vera)
    reader = sign_in(vera)
    reader.post(f"/entwuerfe/{draft.id}", words="Der Bus fehlt noch.")

    with transaction():
        service.publish(draft.id, by=coordinator.id, at=NOW)

    [mail] = [
        one
        for one in db.session.query(OutgoingMail).filter_by(person_id=vera.id)
        if "ist erschienen" in one.text
    ]
    assert f"/angebote/{draft.id}" in mail.text
    assert db.session.query(DraftReader).count() == db.session.query(DraftComment).count() == 0
    assert reader.raw(f"/entwuerfe/{draft.id}").status_code == 404
    assert desk.raw(f"/entwuerfe/{draft.id}").status_code == 404
    assert desk.raw(f"/planung/{draft.id}/teilen").status_code == 409


def test_deleting_a_draft_ends_it_too(desk, draft, vera, coordinator, sign_in):
    share(desk, draft, vera)
    sign_in(vera).post(f"/entwuerfe/{draft.id}", words="Der Bus fehlt noch.")

    with transaction():
        draft_service.delete_draft(draft.id, by=coordinator.id, at=NOW)

    assert "Ein Entwurf ist nicht mehr mit Ihnen geteilt" in letters(vera)
    assert db.session.query(DraftComment).count() == 0


def test_a_copy_is_shared_with_nobody(desk, draft, vera, coordinator):
    share(desk, draft, vera)

    with transaction():
        new_id = draft_service.copy(draft.id, keep_team=True, by=coordinator.id, at=NOW)

    assert sharing_queries.reader_ids(new_id) == []


def test_only_the_steering_group_is_offered(desk, draft, coordinator, make_person, vera):
    make_person(Role.EDITOR, first_name="Edda", last_name="Redaktion")
    make_person(first_name="Tom", last_name="Team")
    gone = make_person(Role.LEADERSHIP, first_name="Weg", last_name="Gegangen")
    gone.deactivated_at = NOW
    db.session.commit()

    offered = {one.id for one in sharing_queries.candidates(draft.id)}

    assert offered == {vera.id}
    assert coordinator.id not in offered


def test_somebody_outside_of_it_cannot_be_named(desk, draft, vera, make_person):
    tom = make_person()

    page = share(desk, draft, tom, status=422)

    assert "Mit dieser Person lässt sich der Entwurf nicht teilen" in page.errors()[0]
    assert sharing_queries.readers(draft.id) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("  ", "Schreiben Sie, was Sie anmerken möchten."), ("x" * 2001, "Kürzen Sie den Text")],
)
def test_a_comment_that_cannot_be_is_explained(desk, draft, vera, sign_in, words, sentence):
    share(desk, draft, vera)

    page = sign_in(vera).post(f"/entwuerfe/{draft.id}", status=422, words=words)

    assert sentence in page.errors()[0]
    assert sharing_queries.comments(draft.id) == []


def test_nobody_chosen_is_explained(desk, draft, vera):
    page = share(desk, draft, status=422)

    assert page.errors() == ["Wählen Sie mindestens eine Person."]


def test_a_template_is_shared_with_nobody(desk, draft):
    draft.is_template = True
    db.session.commit()

    desk.get(f"/planung/{draft.id}/teilen", status=409)
    desk.get(f"/entwuerfe/{draft.id}", status=404)


def test_where_everybody_reads_already_the_page_says_so(desk, draft, vera):
    page = share(desk, draft, vera)

    assert "Alle aus dem Steuerkreis lesen schon mit" in page.text
    share(desk, draft, vera, status=409)
