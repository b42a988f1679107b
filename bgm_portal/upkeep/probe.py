"""Asking a portal on this machine whether it is well, for containers that have no other tool.

`python -m bgm_portal.upkeep.probe live` asks the web server of this container, `worker` looks at
the sign of life that a worker leaves; both end with 1 when the answer is no.
"""

import http.client
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

SILENCE_SECONDS = 120
PATIENCE_SECONDS = 4
WEB = frozenset({"live", "ready"})


def main(arguments: list[str]) -> int:
    """Ask, and return what the process shall end with."""
    if len(arguments) == 1 and arguments[0] in WEB:
        return 0 if _answers(arguments[0]) else 1
    if arguments == ["worker"]:
        return 0 if _gave_a_sign() else 1
    print("Say what to ask: live, ready or worker.", file=sys.stderr)  # noqa: T201 - a command
    return 2


def _answers(what: str) -> bool:
    """Ask under the name by which people know the portal; it answers to no other."""
    address, _, port = os.environ.get("BGM_BIND", "127.0.0.1:8000").rpartition(":")
    here = "127.0.0.1" if address == "0.0.0.0" else address  # noqa: S104 - compared, not bound
    host = urlsplit(os.environ.get("BGM_BASE_URL", "")).hostname or "localhost"
    connection = http.client.HTTPConnection(here, int(port), timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", f"/health/{what}", headers={"Host": host})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _gave_a_sign() -> bool:
    """Look at the age of the worker's file; it is written anew at every round."""
    file = Path(os.environ.get("BGM_INSTANCE", "instance")) / "worker.alive"
    return file.is_file() and time.time() - file.stat().st_mtime < SILENCE_SECONDS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
