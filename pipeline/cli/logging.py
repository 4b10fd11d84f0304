"""Logs of a long-running process: one event and its facts a line, to standard error."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from pipeline.cli.errors import printable


def harmless(logger: object, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ARG001
    """A log line is read on a terminal: what a stranger's page or address holds must not drive it."""
    return {key: printable(value) if isinstance(value, str) else value for key, value in event.items()}


def to_standard_error(level: int = logging.INFO) -> None:
    """Readable lines on a terminal, JSON lines elsewhere."""
    last: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            harmless,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
