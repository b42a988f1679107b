"""What people type stays text on a page, one line of a header, a value in a calendar."""

from bgm_portal.identity.permissions import Role
from tests.support.routes import pages

SCRIPT = "<script>alert(1)</script>"


def test_markup_in_names_and_titles_stays_text(
    make_person, make_activity, coordinator, register, sign_in
):
    activity = make_activity(title_de=SCRIPT, teaser_de=SCRIPT, plain_de=SCRIPT, bring_de=SCRIPT)
    someone = make_person(first_name=SCRIPT, last_name='"><img src=x onerror=alert(1)>')
    register(someone, activity)
    visitor = sign_in(coordinator)
    ids = {"activity_id": activity.id}

    answers = [visitor.raw(address) for address in [*pages(ids), "/angebote"]]

    html = "".join(a.get_data(as_text=True) for a in answers if a.mimetype == "text/html")
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_a_title_of_two_lines_adds_no_header_and_no_line_to_the_calendar(
    make_activity, employee, sign_in, mailbox, register
):
    title = "Lauf\r\nBcc: alle@boese.example"
    activity = make_activity(title_de=title)

    register(employee, activity)

    [letter] = mailbox.deliver()
    entry = sign_in(employee).raw(f"/angebote/{activity.id}/termin.ics").get_data(as_text=True)
    assert letter.subject == "Sie sind angemeldet: Lauf Bcc: alle@boese.example"
    assert letter.message["Bcc"] is None
    assert "SUMMARY:Lauf\\nBcc: alle@boese.example\r\n" in entry
    assert "\r\nBcc" not in entry + letter.calendar


def test_a_calendar_entry_stays_folded_and_quoted_whatever_it_says(
    make_person, make_activity, sign_in
):
    contact = make_person(
        Role.COORDINATOR, first_name='Ad"a;', last_name=":mailto:x", email="ada@jobcenter.example"
    )
    activity = make_activity(title_de="🏃‍♀️; Lauf, \\ und mehr " * 20, contact_id=contact.id)

    entry = sign_in(make_person()).raw(f"/angebote/{activity.id}/termin.ics").get_data()

    lines = entry.split(b"\r\n")
    whole = entry.replace(b"\r\n ", b"").decode()
    assert max(len(line) for line in lines) <= 75
    assert "🏃‍♀️\\; Lauf\\, \\\\ und mehr" in whole
    assert 'ORGANIZER;CN="Ada; :mailto:x":mailto:ada@jobcenter.example' in whole
