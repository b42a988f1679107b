"""A run with people on it who agreed to different things."""

from io import BytesIO

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityKind
from bgm_portal.privacy.kinds import ConsentCode


@pytest.fixture
def run(make_activity, make_role, make_question):
    activity = make_activity(
        title_de="Hagener Firmenlauf",
        kind=ActivityKind.RUN_EVENT,
        organiser="Agentur",
        asks_photo_consent=True,
        asks_result_consent=True,
    )
    make_role(activity, "runner", label_de="Laufen", position=1)
    make_role(activity, "guide", label_de="Guide sein", position=2, takes_place=False)
    make_question(activity)
    make_question(activity, "bus", label_de="Bus?", position=2, for_organiser=False)
    return activity


@pytest.fixture
def on_the_run(run, register):
    """Return a function that signs somebody up: `on_the_run(person, ConsentCode.ORGANISER)`."""

    def _on_the_run(person, *consents, role="runner", shirt="M"):
        role_id = next(r.id for r in activities.roles(run.id) if r.code == role)
        answers = {q.id: shirt for q in activities.questions(run.id)}
        return register(person, run, role_id=role_id, answers=answers, consents=frozenset(consents))

    return _on_the_run


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.fixture
def katrin(employee, on_the_run):
    """The registration of Katrin Albers, who agreed to be named and to photos inside."""
    return on_the_run(employee, ConsentCode.ORGANISER, ConsentCode.PHOTO_INTRANET)


@pytest.fixture
def send(desk, run):
    """Return a function that sends a file of lines to be read in."""

    def _send(slug, *lines, status=200):
        content = "\r\n".join(lines).encode("utf-8-sig")
        return desk.post(
            f"/planung/{run.id}/einlesen/{slug}",
            status=status,
            file=(BytesIO(content), "liste.csv"),
        )

    return _send
