"""Sealing short texts so that the database alone cannot read them.

AES-256-GCM (NIST SP 800-38D) with a random nonce. The identifiers of row and key are bound in as
associated data, so a ciphertext moved to another row does not open. Plaintext is padded to a
fixed length, so its size tells nothing about its content. Keys of single events are wrapped by the
keys of the house in the same way, without padding.
"""

import json
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

NONCE_BYTES = 12
KEY_BYTES = 32
BLOCK_BYTES = 4096  # holds 300 characters of any script, all catalogue codes, and an answer


class SealBroken(Exception):
    """The sealed text was changed, moved to another row, or its key is gone."""


class Keyring:
    """The keys by name; the first one seals, all of them open."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys or any(len(key) != KEY_BYTES for key in keys.values()):
            message = "a keyring needs at least one key of 32 bytes"
            raise ValueError(message)
        self._keys = dict(keys)
        self.current = next(iter(self._keys))

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all keys, the sealing one first."""
        return tuple(self._keys)

    def beside(self, more: Mapping[str, bytes]) -> "Keyring":
        """Return a ring that seals as this one does, and opens with some keys more."""
        return Keyring(self._keys | dict(more))

    def seal(self, content: Mapping[str, Any], *, row: UUID) -> tuple[str, bytes]:
        """Return the key's name and the sealed content for this row.

        Raises ValueError when the content does not fit into its fixed length.
        """
        plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        if len(plain) > BLOCK_BYTES:
            message = f"content of {len(plain)} bytes is longer than {BLOCK_BYTES}"
            raise ValueError(message)
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = AESGCM(self._keys[self.current])
        sealed = cipher.encrypt(nonce, plain.ljust(BLOCK_BYTES), _bound(row, self.current))
        return self.current, nonce + sealed

    def open(self, sealed: bytes, *, key: str, row: UUID) -> dict[str, Any]:
        """Return the content, or raise SealBroken."""
        if key not in self._keys:
            raise SealBroken
        nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            plain = AESGCM(self._keys[key]).decrypt(nonce, body, _bound(row, key))
        except InvalidTag as broken:
            raise SealBroken from broken
        content: dict[str, Any] = json.loads(plain)
        return content

    def wrap(self, key: bytes, *, bound: str) -> tuple[str, bytes]:
        """Return the name of the sealing key, and another key wrapped with it for this place."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = AESGCM(self._keys[self.current])
        return self.current, nonce + cipher.encrypt(nonce, key, _wrapped(bound, self.current))

    def unwrap(self, wrapped: bytes, *, key: str, bound: str) -> bytes:
        """Return the key that was wrapped for this place, or raise SealBroken."""
        if key not in self._keys:
            raise SealBroken
        nonce, body = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        try:
            return AESGCM(self._keys[key]).decrypt(nonce, body, _wrapped(bound, key))
        except InvalidTag as broken:
            raise SealBroken from broken


def keyring() -> Keyring:
    """Return the keys of this installation."""
    ring: Keyring = current_app.extensions["keyring"]
    return ring


def _bound(row: UUID, key: str) -> bytes:
    return f"{row}:{key}".encode()


def _wrapped(bound: str, key: str) -> bytes:
    return f"wrapped:{bound}:{key}".encode()
