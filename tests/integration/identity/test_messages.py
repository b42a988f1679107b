"""What people read about their accounts."""

from collections.abc import Callable

import pytest

from bgm_portal.core.database import transaction
from bgm_portal.identity import credentials, service
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from tests.factories.identity import NEW_PASSWORD
from tests.support.mailbox import Mailbox
from tests.support.snapshots import Snapshot
from tests.support.times import NOW

LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])


@pytest.fixture
def reader(make_person: Callable[..., Person]) -> Callable[[str], Person]:
    """Return a function that makes somebody who reads this language."""

    def _make(language: str) -> Person:
        return make_person(
            first_name="Katrin",
            last_name="Albers",
            email="albers@jobcenter.example",
            language=language,
        )

    return _make


@LANGUAGES
def test_an_invitation_says_what_it_is_good_for(
    reader: Callable[[str], Person], mailbox: Mailbox, snapshot: Snapshot, language: str
) -> None:
    with transaction():
        credentials.invite(person_id=reader(language).id, by=None, at=NOW)

    [letter] = mailbox.deliver()
    assert f'lang="{language}"' in letter.html
    snapshot(f"identity/invitation-{language}", letter)


@LANGUAGES
def test_a_reset_link_says_what_to_do_if_it_was_somebody_else(
    reader: Callable[[str], Person], mailbox: Mailbox, snapshot: Snapshot, language: str
) -> None:
    with transaction():
        credentials.request_reset(email=reader(language).email, at=NOW)

    [letter] = mailbox.deliver()
    snapshot(f"identity/reset-{language}", letter)


@LANGUAGES
def test_a_changed_password_is_told(
    reader: Callable[[str], Person], mailbox: Mailbox, snapshot: Snapshot, language: str
) -> None:
    with transaction():
        credentials.set_password(
            person_id=reader(language).id, password=NEW_PASSWORD, by=None, at=NOW
        )

    [letter] = mailbox.deliver()
    snapshot(f"identity/password_changed-{language}", letter)


@LANGUAGES
def test_a_new_role_is_told(
    reader: Callable[[str], Person],
    coordinator: Person,
    mailbox: Mailbox,
    snapshot: Snapshot,
    language: str,
) -> None:
    person_id = reader(language).id
    with transaction():
        service.grant_role(person_id=person_id, role=Role.EDITOR, by=coordinator.id, at=NOW)

    [letter] = mailbox.deliver()
    snapshot(f"identity/notice-{language}", letter)
