"""Contacts that help with an activity: named in planning, shown on its page."""

from uuid import UUID

import pytest

from bgm_portal.activities import planning_queries
from bgm_portal.activities.kinds import ActivityState
from tests.support.times import LAST_MONTH


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


def shown(browser, activity):
    page = browser.get(f"/angebote/{activity.id}")
    return [link.get_text() for link in page.soup.select(".bgm-helpers a")]


def test_a_coordinator_names_contacts_and_everybody_finds_them(
    desk, sign_in, employee, make_activity, make_contact
):
    activity = make_activity()
    guides, sbv = make_contact(name_de="Guidenetzwerk"), make_contact(name_de="SBV")
    make_contact(name_de="EUTB")

    desk.post(f"/planung/{activity.id}/kontakte", contacts=[sbv.key, guides.key])

    browser = sign_in(employee)
    assert shown(browser, activity) == ["Guidenetzwerk", "SBV"]
    link = browser.get(f"/angebote/{activity.id}").soup.select_one(".bgm-helpers a")
    assert browser.get(link["href"]).h1 == "Guidenetzwerk"


def test_an_activity_without_contacts_says_nothing_of_them(sign_in, employee, make_activity):
    page = sign_in(employee).get(f"/angebote/{make_activity().id}")

    assert "Wer außerdem hilft" not in page.text


def test_a_retired_contact_disappears_from_the_page_of_the_activity(
    desk, make_activity, make_contact
):
    activity, contact = make_activity(), make_contact(name_de="Fahrdienst")
    desk.post(f"/planung/{activity.id}/kontakte", contacts=[contact.key])
    desk.post(f"/kontakte/{contact.id}/herausnehmen")

    assert shown(desk, activity) == []


def test_what_is_not_in_the_directory_cannot_be_named(desk, make_activity, make_contact):
    activity, retired = make_activity(), make_contact(retired_at=LAST_MONTH)
    make_contact(name_de="SBV")

    page = desk.post(f"/planung/{activity.id}/kontakte", status=422, contacts=[retired.key])

    assert len(page.errors()) == 1


def test_the_part_shows_what_is_named_and_can_be_emptied(desk, make_activity, make_contact):
    activity, contact = make_activity(), make_contact(name_de="SBV")
    desk.post(f"/planung/{activity.id}/kontakte", contacts=[contact.key])

    ticked = desk.get(f"/planung/{activity.id}/kontakte").soup.select("input[checked]")
    desk.post(f"/planung/{activity.id}/kontakte", csrf_token="-")

    assert [box["value"] for box in ticked] == [contact.key]
    assert shown(desk, activity) == []


def test_a_copy_names_the_same_contacts_and_a_deleted_draft_none(desk, make_activity, make_contact):
    activity = make_activity(state=ActivityState.DRAFT, published_at=None)
    contact = make_contact()
    desk.post(f"/planung/{activity.id}/kontakte", contacts=[contact.key])

    page = desk.post(f"/planung/{activity.id}/als-vorlage", how="ohne")
    copied = planning_queries.dossier(UUID(page.path.rsplit("/", 1)[1])).activity
    named = [row.contact_key for row in copied.named_contacts]
    desk.post(f"/planung/{activity.id}/loeschen")

    assert named == [contact.key]
    desk.get(f"/planung/{activity.id}", status=404)
