"""Another clock for processes of their own: libfaketime between them and the machine's time.

Only the clock on the wall is another one. What measures how long something takes goes on as it is,
as it does when somebody sets the clock of a machine.
"""

import subprocess
from datetime import UTC, datetime
from pathlib import Path


class OtherClock:
    """A clock that can be set while processes live by it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        preload = subprocess.run(
            ["faketime", "-m", "-f", "+0", "printenv", "LD_PRELOAD"],  # noqa: S607 - where Debian puts it
            check=True,
            capture_output=True,
            text=True,
        )
        self.environ = {
            "LD_PRELOAD": preload.stdout.strip(),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # or else waiting for a lock burns a processor
            "NO_FAKE_STAT": "1",
        }

    def set(self, moment: datetime) -> None:
        """Let it be this moment now; from here the clock goes on."""
        away = (moment - datetime.now(UTC)).total_seconds()  # noqa: TID251 - the machine's own time
        unfinished = self._file.with_suffix(".new")
        unfinished.write_text(f"{away:+.3f}")
        unfinished.replace(self._file)
