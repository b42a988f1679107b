"""Unsafe or missing settings stop the start, each with one sentence."""

import base64

import pytest

from config import DEVELOPMENT_DEFAULTS, SETTINGS, Config, Misconfigured

KEY = base64.b64encode(bytes(range(32))).decode()
GOOD = {
    "BGM_DATABASE_URL": "postgresql://bgm:secret@db/bgm",
    "BGM_SECRET_KEY": "q7Rk2-vX9_bT4mZ1nW8cL5hJ3dF6gS0pAeUiYo",
    "BGM_SEAL_KEYS": f"first:{KEY}",
    "BGM_BASE_URL": "https://bgm.example.org",
    "BGM_MAIL_SENDER": "bgm@example.org",
    "BGM_SMTP_HOST": "mail.example.org",
    "BGM_CONTACT_NAME": "Nadine Ortmann",
    "BGM_CONTACT_PHONE": "intern 140",
    "BGM_CONTACT_EMAIL": "bgm@example.org",
}


def complaints(**changes: str) -> list[str]:
    with pytest.raises(Misconfigured) as caught:
        Config.from_env(GOOD | changes)
    return str(caught.value).splitlines()


def test_a_complete_environment_starts() -> None:
    config = Config.from_env(GOOD)

    assert config.database_url == "postgresql+psycopg://bgm:secret@db/bgm"
    assert config.https
    assert config.trusted_hosts == ("bgm.example.org",)
    assert config.mail.port == 587
    assert list(config.seal_keys) == ["first"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BGM_ENV", "staging"),
        ("BGM_DATABASE_URL", ""),
        ("BGM_DATABASE_URL", "mysql://db/bgm"),
        ("BGM_DATABASE_URL", "sqlite:///relative.db"),
        ("BGM_SECRET_KEY", ""),
        ("BGM_SECRET_KEY", "too short"),
        ("BGM_SECRET_KEY", "a" * 64),
        ("BGM_SECRET_KEY", DEVELOPMENT_DEFAULTS["BGM_SECRET_KEY"]),
        ("BGM_SEAL_KEYS", ""),
        ("BGM_SEAL_KEYS", "first:not base64"),
        ("BGM_SEAL_KEYS", "first:" + base64.b64encode(b"16 bytes are few").decode()),
        ("BGM_SEAL_KEYS", KEY),
        ("BGM_SEAL_KEYS", DEVELOPMENT_DEFAULTS["BGM_SEAL_KEYS"]),
        ("BGM_BASE_URL", ""),
        ("BGM_BASE_URL", "bgm.example.org"),
        ("BGM_BASE_URL", "http://bgm.example.org"),
        ("BGM_PROXY_HOPS", "two"),
        ("BGM_MAIL_TRANSPORT", "pigeon"),
        ("BGM_MAIL_SENDER", "bgm"),
        ("BGM_MAIL_SENDER", "bgm@example.org\nBcc: all@example.org"),
        ("BGM_SMTP_HOST", ""),
        ("BGM_SMTP_PORT", "-1"),
        ("BGM_SMTP_LINES", "0"),
        ("BGM_SMTP_LINES", "9"),
        ("BGM_SMTP_SECURITY", "ssl"),
        ("BGM_SMTP_SECURITY", "none"),
        ("BGM_ENFORCEMENT", "city"),
        ("BGM_CONTACT_NAME", ""),
        ("BGM_CONTACT_PHONE", ""),
        ("BGM_CONTACT_EMAIL", ""),
        ("BGM_SECRETKEY", "a misspelt name"),
    ],
)
def test_a_bad_value_stops_the_start_with_one_sentence(name: str, value: str) -> None:
    lines = complaints(**{name: value})

    assert len(lines) == 1
    assert lines[0].startswith(f"{name} ")
    assert lines[0].endswith(".")


def test_every_bad_value_is_named_at_once() -> None:
    lines = complaints(BGM_SECRET_KEY="", BGM_BASE_URL="", BGM_SMTP_HOST="")

    assert [line.split()[0] for line in lines] == [
        "BGM_SECRET_KEY",
        "BGM_BASE_URL",
        "BGM_SMTP_HOST",
    ]


def test_mail_without_encryption_is_for_this_machine_alone() -> None:
    config = Config.from_env(
        GOOD | {"BGM_SMTP_SECURITY": "none", "BGM_SMTP_HOST": "127.0.0.1", "BGM_SMTP_PORT": "2525"}
    )

    assert (config.mail.security, config.mail.port) == ("none", 2525)


def test_development_starts_with_nothing_but_its_name() -> None:
    config = Config.from_env({"BGM_ENV": "development"})

    assert config.env == "development"
    assert config.database_url.startswith("sqlite:////")


def test_secrets_are_not_shown_when_a_configuration_is_printed() -> None:
    shown = repr(Config.from_env(GOOD | {"BGM_SMTP_PASSWORD": "hidden-word"}))

    assert "bgm:secret" not in shown
    assert GOOD["BGM_SECRET_KEY"] not in shown
    assert "hidden-word" not in shown


def test_every_development_default_is_a_documented_setting() -> None:
    assert set(DEVELOPMENT_DEFAULTS) <= set(SETTINGS)
