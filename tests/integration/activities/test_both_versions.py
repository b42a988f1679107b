"""Two coordinators write the same part: nobody overwrites what they have not seen."""

import pytest
from werkzeug.datastructures import MultiDict

from bgm_portal.activities import planning_service
from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.sections import Section
from bgm_portal.core.database import transaction
from bgm_portal.identity.permissions import Role
from tests.support.times import NOW

MINE = {"course_de": "16:00 Treffen\n17:00 Lauf", "bring_de": "Wasser"}


@pytest.fixture
def draft(make_activity):
    return make_activity(state=ActivityState.DRAFT, published_at=None, title_de="Firmenlauf")


@pytest.fixture
def address(draft):
    return f"/planung/{draft.id}/ablauf"


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.fixture
def shown(desk, address):
    """Open the page; return the fingerprint of what it showed."""
    return desk.get(address).soup.select_one("[name=shown]")["value"]


@pytest.fixture
def saved_meanwhile(shown, draft, make_person):
    """A colleague saves the same part after the page was opened."""
    colleague = make_person(Role.COORDINATOR, first_name="Selin", last_name="Demir")
    with transaction():
        planning_service.change(
            draft.id, Section.COURSE, {"course_de": "15:00 Bus"}, by=colleague.id, at=NOW
        )


def course_of(draft):
    return activities.activity(draft.id).course_de


def test_what_nobody_changed_meanwhile_is_saved(desk, address, draft, shown):
    desk.post(address, **MINE, shown=shown)

    assert course_of(draft).splitlines() == ["16:00 Treffen", "17:00 Lauf"]


def test_both_versions_are_shown_and_nothing_is_lost(desk, address, draft, shown, saved_meanwhile):
    page = desk.post(address, status=409, **MINE, shown=shown)

    rows = page.rows("tbody")
    assert page.h1 == "Was soll gelten?"
    assert "Selin Demir hat diesen Teil gespeichert" in page.text
    assert rows[0][1:] == ["15:00 Bus", "16:00 Treffen 17:00 Lauf"]
    assert course_of(draft) == "15:00 Bus"


def test_ones_own_version_is_saved_after_both_were_seen(
    desk, address, draft, shown, saved_meanwhile
):
    page = desk.post(address, status=409, **MINE, shown=shown)
    seen = page.soup.select_one("[name=shown]")["value"]

    again = desk.post(address, **MINE, shown=seen, weiter="1")
    kept = again.soup.select_one("[name=course_de]").get_text().split()
    desk.post(address, **MINE, shown=again.soup.select_one("[name=shown]")["value"])

    assert kept == ["16:00", "Treffen", "17:00", "Lauf"]
    assert course_of(draft).startswith("16:00 Treffen")


def test_another_part_can_be_written_at_the_same_time(desk, draft, shown, saved_meanwhile):
    plain = f"/planung/{draft.id}/einfache-sprache"
    before = desk.get(plain).soup.select_one("[name=shown]")["value"]

    desk.post(plain, plain_de="Wir laufen.", shown=before)

    assert activities.activity(draft.id).plain_de == "Wir laufen."


@pytest.mark.parametrize("section", [one for one in Section if one is not Section.COURSE])
def test_every_part_is_saved_as_it_was_shown(desk, draft, section):
    """A page that is sent back unread contradicts nobody, whatever its fields are."""
    address = f"/planung/{draft.id}/{section}"
    form = desk.get(address).soup.select_one("main form[method=post]")

    page = desk.client.post(address, data=sent_by_a_browser(form))

    assert page.status_code == 302, page.text


def sent_by_a_browser(form):
    """Return what a browser sends when nothing was changed."""
    typed = form.select("input:not([type=radio], [type=checkbox])")
    ticked = form.select("input[checked]")
    fields = [(one["name"], one.get("value", "")) for one in (*typed, *ticked)]
    fields += [(one["name"], one.get_text().lstrip("\n")) for one in form.select("textarea")]
    for select in form.select("select"):
        chosen = select.select_one("option[selected]") or select.select_one("option")
        fields.append((select["name"], chosen["value"]))
    return MultiDict(fields)
