"""Whoever writes to the people on an activity, and a message."""

import pytest

LETTER = {
    "number": "eins",
    "state": "alle",
    "subject_de": "Treffpunkt",
    "text_de": "Wir treffen uns am Tor.",
    "when": "jetzt",
}


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)
