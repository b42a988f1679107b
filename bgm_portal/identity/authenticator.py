"""What the app on a phone and the portal compute alike (TOTP, RFC 6238). No tables, no requests."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp
import segno

from bgm_portal.core.tokens import REFERENCE_ALPHABET

STEP_SECONDS = 30
DRIFT_STEPS = 1  # clocks of phones go wrong, and typing takes time
CODE_DIGITS = 6
QUIET_ZONE = 4
GROUP = 4
RECOVERY_LENGTH = 8


@dataclass(frozen=True, kw_only=True)
class Square:
    """A QR code as a drawing: how wide it is, and which cells are dark."""

    size: int
    path: str


def new_secret() -> str:
    """Return 160 random bits in the letters that apps read."""
    return pyotp.random_base32()


def in_groups(secret: str) -> str:
    """Return a secret as people copy it, four letters at a time."""
    return " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP))


def app_address(secret: str, *, account: str, house: str) -> str:
    """Return the address that an app reads from the square, or opens on the same phone."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=house)


def square(address: str) -> Square:
    """Draw an address as a QR code."""
    code = segno.make_qr(address, error="m")
    rows = code.matrix_iter(border=QUIET_ZONE)
    cells = [(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    size = int(code.symbol_size(border=QUIET_ZONE)[0])
    return Square(size=size, path="".join(f"M{x} {y}h1v1h-1z" for x, y in cells))


def matching_step(secret: str, typed: str, *, at: datetime) -> int | None:
    """Return the half minute that this code belongs to, or nothing when it is wrong."""
    code = "".join(typed.split())
    if not (len(code) == CODE_DIGITS and code.isascii() and code.isdigit()):
        return None
    here, app = int(at.timestamp()) // STEP_SECONDS, pyotp.TOTP(secret)
    steps = range(here - DRIFT_STEPS, here + DRIFT_STEPS + 1)
    right = [step for step in steps if hmac.compare_digest(app.generate_otp(step), code)]
    return max(right, default=None)


def new_recovery_code(number: int) -> str:
    """Return a code for paper, such as `3-K7PM-2XRA`; its first digit says which one it is."""
    signs = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(RECOVERY_LENGTH))
    return f"{number}-{signs[:GROUP]}-{signs[GROUP:]}"


def recovery_parts(typed: str) -> tuple[int, str] | None:
    """Return the number and the letters of a code from paper, however it was typed."""
    signs = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    if len(signs) != RECOVERY_LENGTH + 1 or not signs[0].isdigit():
        return None
    return int(signs[0]), signs[1:]
