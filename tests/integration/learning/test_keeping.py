"""Keeping a draft while somebody writes: it loses nothing and writes over nobody."""

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning.models import ModuleDraft

DRAFT = "/module/probe/entwurf"
KEEP = f"{DRAFT}/abschnitt/lesson-2/sichern"
TYPED = {"bloecke": "1", "titel": "Krisen", "art-0": "text"}


@pytest.fixture
def editor(publish_module, make_person, sign_in):
    """An editor has begun a draft of the small module."""
    publish_module()
    visitor = sign_in(make_person(Role.EDITOR))
    visitor.post("/module/probe/bearbeiten")
    return visitor


def draft():
    db.session.expire_all()
    return db.session.scalars(select(ModuleDraft).where(ModuleDraft.key == "probe")).one()


def keep(visitor, address=KEEP, **data):
    return visitor.raw(address, method="POST", data=data)


def test_what_is_written_is_kept_and_one_may_go_on(editor):
    first = keep(editor, fassung="1", **TYPED, **{"text-0": "Atmen Sie."})
    second = keep(editor, fassung=first.json["fassung"], **TYPED, **{"text-0": "Atmen Sie durch."})

    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json["said"].startswith("Gesichert um ")
    assert second.json["fassung"] == draft().revision
    assert "Atmen Sie durch." in draft().texts["de"]


def test_what_somebody_else_has_saved_since_is_never_written_over(editor, make_person, sign_in):
    other = sign_in(make_person(Role.EDITOR))
    keep(other, fassung="1", **TYPED, **{"text-0": "Von der anderen."})

    refused = keep(editor, fassung="1", **TYPED, **{"text-0": "Zu spät."})

    assert refused.status_code == 409
    assert "Speichern zeigt Ihnen beide Texte" in refused.json["said"]
    assert "Von der anderen." in draft().texts["de"]
    assert "Zu spät." not in draft().texts["de"]


def test_what_was_handed_in_is_not_taken_back_by_keeping(editor):
    keep(editor, fassung="1", **TYPED, **{"text-0": "Atmen Sie durch."})
    said = {"change": "editorial", "note": "Ruhiger"}
    editor.post(f"{DRAFT}/abgeben", fassung=draft().revision, **said)
    seen = draft().revision

    refused = keep(editor, fassung=seen, **TYPED, **{"text-0": "Noch etwas."})

    assert refused.status_code == 409
    assert (draft().revision, str(draft().state)) == (seen, "handed_in")


def test_a_card_is_kept_and_new_answers_get_the_same_key_each_time(editor):
    address = f"{DRAFT}/frage/probe-q2/sichern"
    typed = {"frage": "Was hilft?", "erklaerung": "Ruhe hilft allen."}
    for number, (key, words) in enumerate(
        (("a", "Pausen"), ("b", "Kurze Sätze"), ("c", "Lärm"), ("", "Ein Blatt"))
    ):
        typed |= {f"kennung-{number}": key, f"option-{number}": words}
    typed |= {"richtig-0": "ja", "richtig-1": "ja"}

    first = keep(editor, address, fassung="1", **typed)
    once = draft().texts["de"]
    keep(editor, address, fassung=first.json["fassung"], **typed)

    assert "- [ ] Ein Blatt" in once
    assert draft().texts["de"] == once


@pytest.mark.parametrize("address", [KEEP.replace("lesson-2", "x"), f"{DRAFT}/frage/x/sichern"])
def test_what_is_not_there_is_not_kept(editor, address):
    assert keep(editor, address, fassung="1").status_code == 404
    assert draft().revision == 1
