"""Trying a question of a draft: it behaves as for learners, and nothing is written."""

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning import drafts
from bgm_portal.learning.models import ModuleDraft

DRAFT = "/module/probe/entwurf"


@pytest.fixture
def writing(publish_module, make_person, sign_in):
    """An editor who has begun a draft of the small module."""
    publish_module()
    editor = sign_in(make_person(Role.EDITOR))
    editor.post("/module/probe/bearbeiten")
    return editor


def draft():
    return db.session.scalars(select(ModuleDraft).where(ModuleDraft.key == "probe")).one()


def test_a_rehearsal_of_an_order_is_shuffled_moved_by_buttons_and_judged(writing):
    address = f"{DRAFT}/probelauf/probe-q5"
    [asked] = [one for one in drafts.document(draft(), "de").questions if one.key == "probe-q5"]
    solved = ",".join(option.key for option in asked.options)
    begun = writing.get(address)
    order = begun.soup.select_one("[name=ordnung]")["value"]
    first = order.split(",")[0]

    moved = writing.get(address, ordnung=order, tat=f"runter:{first}")
    wrong = writing.get(address, ordnung=order, tat="pruefen", fehlversuche="1")
    solution = writing.get(address, ordnung=order, tat="loesung", fehlversuche="2")
    right = writing.get(address, ordnung=solved, tat="pruefen")

    assert order != solved
    assert "steht jetzt auf Platz 2 von 3." in moved.soup.select_one("[role=status]").get_text()
    assert "Noch nicht ganz" in wrong.soup.h2.get_text()
    assert wrong.soup.find("button", value="loesung")
    assert "Richtig ist:" in solution.text
    assert right.soup.h2.get_text() == "Das ist richtig"
    assert not right.soup.select("[value^=runter]")
    assert draft().revision == 1


def test_a_rehearsal_says_what_is_missing_and_follows_a_situation(writing):
    empty = writing.get(f"{DRAFT}/probelauf/probe-q1", tat="pruefen")
    wrong = writing.get(f"{DRAFT}/probelauf/probe-q1", tat="pruefen", antwort="b")
    chosen = writing.get(f"{DRAFT}/probelauf/probe-q7", tat="pruefen", antwort="a")

    assert empty.errors() == ["Geben Sie eine Antwort, bevor Sie prüfen."]
    assert empty.soup.title.get_text().startswith("Fehler: ")
    assert "Reden kommt danach." in wrong.text
    assert "Sie geben Zeit." in chosen.text
    onward = chosen.soup.find("a", string="Weiter in der Geschichte")["href"]
    assert "/probelauf/probe-q8" in onward


def test_a_rehearsal_judges_and_writes_nothing(writing):
    page = writing.get(f"{DRAFT}/probelauf/probe-q1", antwort="a", tat="pruefen")
    gap = writing.get(
        f"{DRAFT}/probelauf/probe-q6", **{"wort-a": "hören", "wort-b": "nein", "tat": "pruefen"}
    )

    assert "Das ist richtig" in page.text
    assert "1 von 2 stimmen" in gap.text
    assert draft().revision == 1
