"""How pages are shown to this visitor: language, colours, size of letters.

Whoever has signed in keeps the choice with the account; before that, and for `?lang=en`, it lives
in the cookie of the visit. The order is: address, visit, account, browser, German.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, has_request_context, request, session

from bgm_portal.core.i18n import DEFAULT_LANGUAGE, LANGUAGE_IN_ADDRESS, LANGUAGES
from bgm_portal.identity.access import visitor_or_nobody
from bgm_portal.identity.authentication import SignedIn
from bgm_portal.identity.kinds import TextSize, Theme

LANGUAGE = "language"
THEME = "theme"
TEXT_SIZE = "text_size"

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a visitor chose; what is not named stays as it is."""

    language: str | None
    theme: Theme | None
    text_size: TextSize | None


def account() -> SignedIn | None:
    """Return who is signed in, or nobody; also outside a request."""
    return visitor_or_nobody()


def init_app(app: Flask) -> None:
    """Look at the address of every request, before anybody is sent elsewhere."""
    app.before_request(_note_language_of_address)


def _note_language_of_address() -> None:
    """Remember `?lang=en` for the rest of the visit, in the cookie and nowhere else."""
    asked = request.args.get(LANGUAGE_IN_ADDRESS)
    if asked in LANGUAGES and session.get(LANGUAGE) != asked:
        session[LANGUAGE] = asked


def chosen_language() -> str:
    """Return the language in which this visitor reads."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    noted = session.get(LANGUAGE)
    if noted in LANGUAGES:
        return str(noted)
    signed_in = account()
    if signed_in is not None:
        return signed_in.language
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT_LANGUAGE


def chosen_theme() -> str:
    """Return "light", "dark", or "system"."""
    noted = known(Theme, session.get(THEME)) if has_request_context() else None
    signed_in = account()
    return (noted or (signed_in.theme if signed_in else Theme.SYSTEM)).value


def chosen_text_size() -> str:
    """Return "normal", "large", or "larger"."""
    noted = known(TextSize, session.get(TEXT_SIZE)) if has_request_context() else None
    signed_in = account()
    return (noted or (signed_in.text_size if signed_in else TextSize.NORMAL)).value


def known(kind: type[Value], value: object) -> Value | None:
    """Return the member of a vocabulary, or nothing for a word that is not in it."""
    try:
        return kind(value)  # type: ignore[call-arg]  # both vocabularies are called with a value
    except ValueError:
        return None


def choice_from(form: Mapping[str, str]) -> Choice:
    """Read what was chosen; a word that nobody offered is no choice."""
    language = form.get("sprache")
    return Choice(
        language=language if language in LANGUAGES else None,
        theme=known(Theme, form.get("farben")),
        text_size=known(TextSize, form.get("schrift")),
    )


def keep_in_visit(choice: Choice) -> None:
    """Keep what was chosen in the cookie of the visit."""
    session.update({key: str(value) for key, value in _made(choice).items()})


def leave_to_account(choice: Choice) -> None:
    """Forget what the cookie says about what was chosen: from now on the account says it."""
    for key in _made(choice):
        session.pop(key, None)


def _made(choice: Choice) -> dict[str, str]:
    values = {LANGUAGE: choice.language, THEME: choice.theme, TEXT_SIZE: choice.text_size}
    return {key: value for key, value in values.items() if value is not None}


def without_language(address: str) -> str:
    """Return a local address without `?lang=`, which would undo the choice just made."""
    parts = urlsplit(address)
    query = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if pair[0] != LANGUAGE_IN_ADDRESS
    ]
    return parts._replace(query=urlencode(query)).geturl()
