"""Personal links are keys. They stand in a path, and paths like to end up in logs: not these."""

import logging
import re

PERSONAL_LINK = re.compile(r"(/(?:einladung|kennwort-neu|abbestellen/[\w-]+)/)[\w-]+")
LOGGERS = ("bgm_portal", "werkzeug", "gunicorn.access", "gunicorn.error")


def init_app() -> None:
    """Take the secret part out of every line that the servers write."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(one, Discreet) for one in logger.filters):
            logger.addFilter(Discreet())


class Discreet(logging.Filter):
    """Rewrites lines, refuses none."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Write the line out and leave the secret out."""
        line = record.getMessage()
        discreet = PERSONAL_LINK.sub(r"\1…", line)
        if discreet != line:
            record.msg, record.args = discreet, ()
        return True
