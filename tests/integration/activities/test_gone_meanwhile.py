"""Two people at one thing, and one removes it: what the other one typed is never lost."""

import pytest

from bgm_portal.activities import draft_service, service
from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.albums import service as albums
from bgm_portal.core.database import transaction
from bgm_portal.identity.permissions import Role
from tests.factories.albums import add_picture
from tests.support.times import NEXT_MONTH, NEXT_WEEK, NOW, TOMORROW, YESTERDAY

ASKED = {
    "label_de": "Welche Shirtgröße?",
    "purpose_de": "Bestellung der Shirts",
    "keep_days": "7",
    "kind": "choice",
    "options": "Größe M | Size M\nGröße L",
    "required": "y",
}
MINE = ASKED | {"hint_de": "Sie fallen <klein> aus."}
GONE = "Inzwischen entfernt"


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.fixture
def run(make_activity, make_role):
    activity = make_activity(title_de="Hagener Firmenlauf")
    make_role(activity, "runner", label_de="Laufen")
    return activity


@pytest.fixture
def draft(make_activity, coordinator):
    return make_activity(state=ActivityState.DRAFT, published_at=None, starts_at=NEXT_MONTH)


def sent_by(form):
    """Return what a form sends as it stands."""
    return {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")}


def shown_on(page):
    return str(page.soup.select_one("[name=shown]")["value"])


@pytest.fixture
def removed_question(desk, run, register, employee):
    """Return a function that lets a question be opened, and removed by somebody else."""

    def _removed(*, answered):
        desk.post(f"/planung/{run.id}/fragen/neu", **ASKED)
        [question] = activities.questions(run.id)
        address, shown = f"/planung/{run.id}/fragen/{question.id}", ""
        shown = shown_on(desk.get(address))
        if answered:
            [role] = activities.roles(run.id)
            register(employee, run, role_id=role.id, answers={question.id: "Größe M"})
        desk.post(f"{address}/entfernen")
        assert activities.questions(run.id) == []
        return address, shown

    return _removed


@pytest.mark.parametrize("answered", [False, True])
def test_a_question_removed_meanwhile_is_asked_anew_with_what_was_typed(
    desk, run, removed_question, answered
):
    address, shown = removed_question(answered=answered)

    page = desk.post(address, status=409, **MINE, shown=shown)

    assert page.h1 == GONE
    assert "Jemand anderes hat diese Frage entfernt" in page.text
    assert "Sie fallen <klein> aus." in page.text
    form = page.soup.select_one("main form")
    assert form["action"] == f"/planung/{run.id}/fragen/neu"
    again = desk.post(str(form["action"]), **sent_by(form) | {"weiter": "1"})
    assert again.soup.select_one("[name=hint_de]")["value"] == "Sie fallen <klein> aus."
    assert activities.questions(run.id) == []

    desk.post(str(form["action"]), **sent_by(form))

    [question] = activities.questions(run.id)
    assert (question.label_de, question.hint_de) == ("Welche Shirtgröße?", MINE["hint_de"])


def test_what_is_typed_badly_is_kept_as_well(desk, removed_question):
    address, shown = removed_question(answered=False)

    page = desk.post(address, status=409, **MINE | {"purpose_de": ""}, shown=shown)

    assert page.h1 == GONE
    assert "Sie fallen <klein> aus." in page.text


def test_the_question_of_another_activity_and_one_that_never_was_look_the_same(
    desk, run, make_activity, make_question
):
    foreign = make_question(make_activity()).id
    none = run.id

    plain = [
        desk.post(f"/planung/{run.id}/fragen/{one}", status=404, **MINE).text
        for one in (foreign, none)
    ]
    opened = [
        desk.post(f"/planung/{run.id}/fragen/{one}", status=409, **MINE, shown="x").text
        for one in (foreign, none)
    ]

    assert plain[0] == plain[1]
    assert opened[0] == opened[1]


def test_a_word_about_a_date_that_was_cancelled_meanwhile_is_shown_once_more(desk, make_activity):
    series = make_activity(starts_at=TOMORROW, dates=[spans(TOMORROW), spans(NEXT_WEEK)])
    _first, second = activities.activity(series.id, with_dates=True).occurrences
    address = f"/planung/{series.id}/alle-termine/{second.id}"
    desk.post(f"{address}/absagen", note="Die Trainerin ist krank.")

    word = desk.post(f"{address}/absagen", status=404, note="Der Raum ist belegt.")
    moved = desk.post(
        f"{address}/verlegen", status=404, day="30.06.2026", start="10:00", end="11:00"
    )

    assert (word.h1, moved.h1) == (GONE, GONE)
    assert "Diesen Termin gibt es nicht, oder er fällt aus." in word.text
    assert "Der Raum ist belegt." in word.text
    assert "30.06.2026" in moved.text
    assert f"/planung/{series.id}/alle-termine" in word.links()


def spans(starts_at):
    return starts_at, starts_at.replace(minute=59)


def test_a_comment_on_a_draft_that_has_appeared_is_shown_once_more(
    desk, draft, coordinator, make_person, sign_in
):
    vera = make_person(Role.LEADERSHIP)
    desk.post(f"/planung/{draft.id}/teilen", people=[str(vera.id)])
    reader = sign_in(vera)
    with transaction():
        service.publish(draft.id, by=coordinator.id, at=NOW)

    page = reader.post(f"/entwuerfe/{draft.id}", status=404, words="Der Bus fehlt noch.")

    assert page.h1 == GONE
    assert "nicht mehr mit Ihnen geteilt" in page.text
    assert "Der Bus fehlt noch." in page.text


def test_what_was_typed_into_a_deleted_draft_is_shown_once_more(desk, draft, coordinator):
    with transaction():
        draft_service.delete_draft(draft.id, by=coordinator.id, at=NOW)

    part = desk.post(f"/planung/{draft.id}/ablauf", status=404, course_de="16:45 Bus ab Haus Mitte")
    costs = desk.post(
        f"/planung/{draft.id}/kosten", status=404, **{"rows-0-name": "Startgeld für alle"}
    )

    assert (part.h1, costs.h1) == (GONE, GONE)
    assert "16:45 Bus ab Haus Mitte" in part.text
    assert "Startgeld für alle" in costs.text
    assert "/planung" in part.links()


@pytest.mark.parametrize(
    ("way", "typed"),
    [
        ("beschreibung", {"alt": "Drei Menschen im Ziel."}),
        ("ort", {"place": "Aushang im Foyer", "reach": "intranet"}),
    ],
)
def test_words_about_a_picture_taken_out_meanwhile_are_shown_once_more(
    way, typed, desk, make_activity, coordinator
):
    over = make_activity(starts_at=YESTERDAY, asks_photo_consent=True)
    picture = add_picture(over.id, by=coordinator.id)
    with transaction():
        albums.take_down(over.id, picture, by=coordinator.id, at=NOW)

    page = desk.post(f"/planung/{over.id}/album/{picture}/{way}", status=404, **typed)

    assert page.h1 == GONE
    assert next(iter(typed.values())) in page.text
