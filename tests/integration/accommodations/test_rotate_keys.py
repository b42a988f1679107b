"""`flask bgm rotate-keys`."""

from bgm_portal.accommodations import queries
from bgm_portal.core.sealed import Keyring


def test_the_command_seals_everything_again_and_says_how_much(app, make_need):
    make_need()
    make_need(code="braille")
    before = app.extensions["keyring"]
    app.extensions["keyring"] = Keyring({"new": b"n" * 32, "test": b"t" * 32})

    result = app.test_cli_runner().invoke(args=["bgm", "rotate-keys"])

    app.extensions["keyring"] = before
    assert result.exit_code == 0, result.output
    assert "2 Texte sind neu versiegelt mit „new“." in result.output
    assert queries.key_names() == {"new"}
