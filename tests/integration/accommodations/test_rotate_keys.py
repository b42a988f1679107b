"""`flask bgm rotate-keys`."""

from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.core.sealed import Keyring
from bgm_portal.privacy.models import EventKey


def test_the_command_seals_everything_again_and_says_how_much(app, make_need):
    make_need()
    make_need(code="braille")
    before = app.extensions["keyring"]
    app.extensions["keyring"] = Keyring({"new": b"n" * 32, "test": b"t" * 32})

    result = app.test_cli_runner().invoke(args=["bgm", "rotate-keys"])

    app.extensions["keyring"] = before
    assert result.exit_code == 0, result.output
    assert "2 Texte sind neu versiegelt mit „new“." in result.output
    assert db.session.scalars(select(EventKey.key_name)).all() == ["new", "new"]
