"""Registrations for tests, made through the real service."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from bgm_portal.activities.kinds import QuestionKind
from bgm_portal.activities.models import Activity, ActivityRole, Question
from bgm_portal.circulars import service as circulars
from bgm_portal.circulars.messages import Words
from bgm_portal.circulars.models import Circular
from bgm_portal.circulars.rules import Audience
from bgm_portal.circulars.service import Letter
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service import sign_up
from bgm_portal.registration.service.sign_up import SignUp
from tests.support.times import NOW


@pytest.fixture
def register(app: Flask) -> Callable[..., Registration]:
    """Return a function that signs somebody up: `register(person, activity, promotion=…)`."""

    def _register(person: Person, activity: Activity, **said: Any) -> Registration:
        at = said.pop("at", NOW)
        person_id, activity_id = person.id, activity.id
        with transaction():
            made = sign_up.register(
                person_id=person_id,
                activity_id=activity_id,
                sign_up=SignUp(**said),
                by=person_id,
                at=at,
            )
        return db.session.get_one(Registration, made.id)

    return _register


@pytest.fixture
def make_role(app: Flask) -> Callable[..., ActivityRole]:
    """Return a function that gives an activity a way to take part."""

    def _make(activity: Activity, code: str, **values: Any) -> ActivityRole:
        defaults = {"position": 1, "label_de": code.capitalize(), "takes_place": True}
        role = ActivityRole(activity_id=activity.id, code=code, **defaults | values)
        db.session.add(role)
        db.session.commit()
        return role

    return _make


@pytest.fixture
def make_question(app: Flask) -> Callable[..., Question]:
    """Return a function that lets an activity ask for something; by default a shirt size."""

    def _make(activity: Activity, code: str = "shirt", **values: Any) -> Question:
        defaults = {
            "position": 1,
            "kind": QuestionKind.CHOICE,
            "label_de": "Shirtgröße",
            "purpose_de": "Bestellung der Shirts",
            "options": [{"value": size, "de": size, "en": size} for size in ("S", "M", "L")],
        }
        question = Question(activity_id=activity.id, code=code, **defaults | values)
        db.session.add(question)
        db.session.commit()
        return question

    return _make


@pytest.fixture
def make_circular(app: Flask, coordinator: Person) -> Callable[..., Circular]:
    """Return a function that writes to everybody on an activity; by default it leaves now."""

    def _make(activity: Activity, **changed: Any) -> Circular:
        words = {"subject_de": "Treffpunkt", "text_de": "Wir treffen uns am Eingang."}
        said = {"subject_en": None, "text_en": None} | words | changed
        letter = Letter(
            id=uuid4(),
            audience=said.pop("audience", Audience()),
            send_at=said.pop("send_at", None),
            words=Words(**said),
        )
        with transaction():
            circulars.write(activity.id, letter, by=coordinator.id, at=NOW)
        return db.session.get_one(Circular, letter.id)

    return _make
