"""What signs the cookies is made once, and anew for another key."""

from bgm_portal.web.cookies import CookieSessions


def test_the_signer_is_made_once(app):
    interface = app.session_interface

    assert isinstance(interface, CookieSessions)
    assert interface.get_signing_serializer(app) is interface.get_signing_serializer(app)


def test_another_key_signs_anew_and_reads_nothing_of_the_old(app, monkeypatch):
    interface = app.session_interface
    cookie = interface.get_signing_serializer(app).dumps({"name": "Katrin"})
    before = interface.get_signing_serializer(app)

    monkeypatch.setitem(app.config, "SECRET_KEY", "another-" + "x" * 32)
    after = interface.get_signing_serializer(app)

    assert before.loads(cookie) == {"name": "Katrin"}
    assert after is not before
    assert after.loads_unsafe(cookie)[0] is False
