"""A real provider of house accounts in a process of its own, on this machine alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.util import Retry

from config import HouseAccounts

CALLBACK = "http://localhost/anmelden/haus/zurueck"
PATIENCE = 10


@dataclass(frozen=True)
class Provider:
    """Where it answers, and what the portal is called there."""

    address: str
    settings: HouseAccounts

    def knows(self, subject: str, **claims: Any) -> None:
        """Tell the provider about somebody; claims of a token may be bent here as well."""
        url = f"{self.address}/users/{subject}"
        requests.put(url, json=claims, timeout=PATIENCE).raise_for_status()

    def signs_in(self, location: str, subject: str) -> str:
        """Sign in there as a browser would; return the address that leads back to the portal."""
        return self._answer(location, {"sub": subject})

    def is_refused(self, location: str) -> str:
        """Say no there; return the address that leads back."""
        return self._answer(location, {"action": "deny"})

    @staticmethod
    def _answer(location: str, data: dict[str, str]) -> str:
        answer = requests.post(location, data=data, timeout=PATIENCE, allow_redirects=False)
        parts = urlsplit(answer.headers["Location"])
        assert answer.headers["Location"].startswith(CALLBACK)
        return f"{parts.path}?{parts.query}"


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Start the provider, register the portal with it, and stop it afterwards."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    environ = {**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"}
    options = ["--require-registration", "true", "--require-nonce", "true"]
    process = subprocess.Popen(
        [*command, *options], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield _registered(address)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _registered(address: str) -> Provider:
    retry = Retry(total=12, connect=12, backoff_factor=0.1, allowed_methods=None)
    with requests.Session() as patient:
        patient.mount("http://", requests.adapters.HTTPAdapter(max_retries=retry))
        client = patient.post(
            f"{address}/oauth2/clients", json={"redirect_uris": [CALLBACK]}, timeout=PATIENCE
        ).json()
    settings = HouseAccounts(
        issuer=address, client_id=client["client_id"], client_secret=client["client_secret"]
    )
    return Provider(address, settings)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
