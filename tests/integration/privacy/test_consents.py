"""Giving and withdrawing consent, and the trace of both."""

from uuid import uuid4

import pytest

from bgm_portal.audit import queries as notebook
from bgm_portal.audit.events import Event
from bgm_portal.core.database import transaction
from bgm_portal.privacy import queries, service, texts
from bgm_portal.privacy.kinds import ConsentCode
from tests.support.times import NOW, TOMORROW

SCOPE = str(uuid4())


@pytest.fixture
def give(employee):
    def _give(code=ConsentCode.HISTORY, **values):
        with transaction():
            return service.give(
                **{"person_id": employee.id, "code": code, "by": employee.id, "at": NOW} | values
            )

    return _give


@pytest.fixture
def withdraw(employee):
    def _withdraw(code=ConsentCode.HISTORY, **values):
        with transaction():
            return service.withdraw(
                **{"person_id": employee.id, "code": code, "by": employee.id, "at": TOMORROW}
                | values
            )

    return _withdraw


def test_nobody_agrees_to_anything_beforehand(employee):
    assert queries.standing(employee.id) == set()


def test_a_person_who_agrees_is_known_to_agree(employee, give):
    assert give()

    assert queries.has(employee.id, ConsentCode.HISTORY)


def test_a_consent_stores_which_text_was_agreed_to(employee, give):
    give()

    (consent,) = queries.consents_of(employee.id)
    text = texts.current(ConsentCode.HISTORY)
    assert (consent.text_version, consent.text_hash) == (text.version, text.hash)


def test_agreeing_twice_is_one_consent_and_one_entry(employee, give):
    give()

    assert not give()

    assert len(queries.consents_of(employee.id)) == 1
    assert len(notebook.entries_about(employee.id, events=(Event.CONSENT_GIVEN,))) == 1


def test_a_withdrawn_consent_no_longer_stands_but_is_remembered(employee, give, withdraw):
    give()

    assert withdraw()

    assert not queries.has(employee.id, ConsentCode.HISTORY)
    assert [c.withdrawn_at for c in queries.consents_of(employee.id)] == [TOMORROW]


def test_withdrawing_what_was_never_given_changes_nothing(employee, withdraw):
    assert not withdraw()

    assert notebook.entries_about(employee.id, events=(Event.CONSENT_WITHDRAWN,)) == []


def test_a_person_may_agree_again(employee, give, withdraw):
    give()
    withdraw()

    assert give()

    assert queries.has(employee.id, ConsentCode.HISTORY)
    assert len(queries.consents_of(employee.id)) == 2


def test_a_consent_for_one_activity_holds_nowhere_else(employee, give):
    give(ConsentCode.PHOTO_PUBLIC, scope=SCOPE)

    assert queries.standing(employee.id, SCOPE) == {ConsentCode.PHOTO_PUBLIC}
    assert queries.standing(employee.id) == set()


def test_withdrawing_one_consent_leaves_the_others(employee, give, withdraw):
    give(ConsentCode.PHOTO_INTRANET, scope=SCOPE)
    give(ConsentCode.PHOTO_PUBLIC, scope=SCOPE)

    withdraw(ConsentCode.PHOTO_PUBLIC, scope=SCOPE)

    assert queries.standing(employee.id, SCOPE) == {ConsentCode.PHOTO_INTRANET}


def test_the_trace_holds_codes_and_no_words(employee, give):
    give()

    (entry,) = notebook.entries_about(employee.id, events=(Event.CONSENT_GIVEN,))
    version = texts.current(ConsentCode.HISTORY).version
    assert entry.facts == {"code": "history", "version": version}
