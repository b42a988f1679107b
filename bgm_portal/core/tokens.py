"""Random tokens for links and sessions: handed out once, stored only as a hash."""

import hashlib
import secrets

REFERENCE_ALPHABET = "ABCDEFGHKLMNPRSTUVWXYZ23456789"  # nothing that can be misread or misheard


def new_token() -> str:
    """Return 256 random bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is stored instead of the token.

    SHA-256 without salt is right here: 256 random bits cannot be guessed from their hash.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def new_reference(*, groups: int = 2, length: int = 4) -> str:
    """Return a number that people can read out on the telephone, such as `K7PM-2XRA`."""
    return "-".join(
        "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(length)) for _ in range(groups)
    )
