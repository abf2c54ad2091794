"""Logs: one JSON line an event, with ids and never with what people wrote, are called or live under."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

Fields = MutableMapping[str, Any]  # Any: what a log line may hold


def configure() -> None:
    """Both our events and what libraries log; libraries from warnings upward only."""
    shared: list[Any] = [  # Any: structlog's processors have no common type
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_exception,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    last: list[Any] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.JSONRenderer(),
    ]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    logging.getLogger("carepost").setLevel(logging.INFO)


def name_exception(logger: object, method: str, fields: Fields) -> Fields:
    """The kind of an exception and where it was raised. Its message may quote a row, so it is left out."""
    info = fields.pop("exc_info", None)
    error = (
        info[1] if isinstance(info, tuple) else info if isinstance(info, BaseException) else sys.exc_info()[1]
    )
    if info and error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        fields["error"] = type(error).__name__
        fields["where"] = [f"{frame.name}:{frame.lineno}" for frame in frames[-6:]]
    return fields
