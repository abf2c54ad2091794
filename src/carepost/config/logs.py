"""Logs: one JSON line an event, with ids and never with what people wrote, are called or live under.

What a library says is not kept: its words may quote an address, a row or a header. Its name, where it spoke and
the kind of an exception are. The same for what nobody caught, which Python would print with its message.
"""

from __future__ import annotations

import logging
import sys
import sysconfig
import threading
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

Fields = MutableMapping[str, Any]  # Any: what a log line may hold

LIBRARY = "library.said"
LIBRARIES = tuple(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib"))
log = structlog.get_logger()


def configure(level: str = "info") -> None:
    """Both our events and that libraries spoke; libraries from warnings upward, but at "debug" all of them."""
    shared: list[Any] = [  # Any: structlog's processors have no common type
        structlog.contextvars.merge_contextvars,
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
    # use_get_message: a library's words are not even put together
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[name_library, *shared], processors=last, use_get_message=False
        )
    )
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.DEBUG if level == "debug" else logging.WARNING)
    logging.getLogger("carepost").setLevel(level.upper())
    _catch_what_nobody_caught()


def name_library(logger: object, method: str, fields: Fields) -> Fields:
    """Who spoke and where, in place of the words."""
    record: logging.LogRecord = fields["_record"]
    fields.update(event=LIBRARY, library=record.name, at=f"{record.module}:{record.lineno}")
    return fields


def name_exception(logger: object, method: str, fields: Fields) -> Fields:
    """The kind of an exception and where it was raised. Its message may quote a row, so it is left out."""
    info = fields.pop("exc_info", None)
    error = (
        info[1] if isinstance(info, tuple) else info if isinstance(info, BaseException) else sys.exc_info()[1]
    )
    if info and error is not None:
        fields["error"] = type(error).__name__
        fields["where"] = _places(error)
        if state := getattr(error.__cause__ or error, "sqlstate", None):
            fields["sqlstate"] = state
    return fields


def _places(error: BaseException) -> list[str]:
    """The way to it through our own code, and the very place, which may be a library's."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if not frame.filename.startswith(LIBRARIES)]
    last = frames[-1:] if frames and frames[-1] not in ours else []
    return [f"{Path(one.filename).stem}.{one.name}:{one.lineno}" for one in [*ours[-8:], *last]]


def _catch_what_nobody_caught() -> None:
    logging.captureWarnings(True)
    sys.excepthook = _process_died
    threading.excepthook = _thread_died
    sys.unraisablehook = _ended_badly


def _process_died(kind: type[BaseException], died: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, died, trace)
    else:
        log.critical("process.died", exc_info=(kind, died, trace))


def _thread_died(died: threading.ExceptHookArgs) -> None:
    log.critical("thread.died", exc_info=(died.exc_type, died.exc_value, died.exc_traceback))


def _ended_badly(ended: sys.UnraisableHookArgs) -> None:
    log.error("object.ended_badly", exc_info=(ended.exc_type, ended.exc_value, ended.exc_traceback))
