"""How the portal writes its log: a line of JSON an event, with the name of the request.

No line holds what people typed, who they are, or the parameters of a statement.
"""

import logging
import sys

import structlog

SHARED: tuple[structlog.types.Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def json_lines() -> logging.Formatter:
    """Return what turns an event into a line of JSON."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            structlog.stdlib.ExtraAdder(),
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def write_json(*, level: int = logging.INFO) -> None:
    """Let everything that is logged in this process become lines of JSON on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(json_lines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    _hush()


def write_plain(*, level: int = logging.INFO) -> None:
    """Let everything that is logged in this process become lines that people read."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(message)s")
    _hush()


def _hush() -> None:
    """Keep silent what says nothing new: APScheduler reports every skipped tick, Alembic itself."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.WARNING)
