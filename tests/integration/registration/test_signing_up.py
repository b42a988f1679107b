"""Signing up through the pages: one thing a page, nothing lost, nobody registered twice."""

import pytest

from bgm_portal.activities.queries import roles
from bgm_portal.registration import queries
from bgm_portal.registration.states import RegistrationState


@pytest.fixture
def run(make_activity, make_role, make_question):
    """The company run: two ways to take part, a shirt, an organiser, photos, a result list."""
    activity = make_activity(
        title_de="Hagener Firmenlauf",
        organiser="Lauf-Agentur",
        asks_photo_consent=True,
        asks_result_consent=True,
    )
    make_role(activity, "runner", label_de="Laufen", position=1)
    make_role(activity, "supporter", label_de="Anfeuern", position=2, takes_place=False)
    make_question(activity)
    return activity


@pytest.fixture
def role_of(run):
    """Return the id of a way to take part in the run, as forms send it."""

    def _role_of(code):
        return str(next(role.id for role in roles(run.id) if role.code == code))

    return _role_of


def begin(activity):
    return f"/angebote/{activity.id}/anmeldung"


def test_a_person_who_needs_nothing_signs_up_in_two_steps(employee, make_activity, sign_in):
    activity = make_activity()
    visitor = sign_in(employee)

    page = visitor.get(begin(activity))
    assert page.h1 == "Was brauchen Sie, um gut dabei zu sein?"
    assert "Schritt 1 von 2" in page.text
    page = visitor.post(f"{begin(activity)}/bedarf")
    assert page.h1 == "Stimmt alles?"
    page = visitor.post(f"{begin(activity)}/pruefen")

    assert page.h1 == "Sie sind angemeldet"
    registration = queries.active(employee.id, activity.id)
    assert registration.reference in page.text
    assert registration.state is RegistrationState.CONFIRMED


def test_a_person_goes_through_every_step(employee, run, role_of, sign_in):
    visitor = sign_in(employee)

    page = visitor.get(begin(run))
    assert page.h1 == "Wie möchten Sie dabei sein?"
    assert "Schritt 1 von 5" in page.text
    page = visitor.post(f"{begin(run)}/dabei-als", role=role_of("runner"))
    assert page.h1 == "Ihre Angaben"
    page = visitor.post(f"{begin(run)}/angaben", frage_shirt="M")
    assert page.h1 == "Was brauchen Sie, um gut dabei zu sein?"
    page = visitor.post(f"{begin(run)}/bedarf", bedarf_1="step_free", channel="mail")
    assert page.h1 == "Womit sind Sie einverstanden?"
    page = visitor.post(f"{begin(run)}/einwilligungen", organiser="ja", photo_intranet="y")
    assert page.h1 == "Stimmt alles?"
    page = visitor.post(f"{begin(run)}/pruefen")

    assert page.h1 == "Sie sind angemeldet"
