"""Reads hostile mail in a process of its own: what hangs or eats memory there costs only that message."""

from __future__ import annotations

import os
import weakref
from threading import Lock
from types import TracebackType
from typing import Any, Self

from carepost.ground.kernel import Refused, Unavailable
from carepost.ground.mailkit import limits, outline
from carepost.ground.mailkit.parsed import ParsedMail
from carepost.ground.mailkit.process import Died, Hung, NotStarted, Process
from carepost.ground.mailkit.starter import started

MEMORY = 480 * limits.MEBIBYTE

# Of the time for one message: to read it, to read it without its files, and to read its beginning.
_FIRST, _SECOND, _OUTLINE = 0.6, 0.2, 0.2
_RECYCLE = 5 * limits.MEBIBYTE  # a larger message leaves the child large

_living: weakref.WeakSet[ParserChild] = weakref.WeakSet()


class Unreadable(Refused):
    """This message cannot be opened here; its bytes are kept."""

    usual = "This message cannot be opened here. The original is kept and can be downloaded."


class ParserChild:
    """A parser to keep and to share between threads; it starts its process when first needed.

    `timeout`: seconds of a processor for one message, all attempts at it together.
    """

    def __init__(self, timeout: float = 10.0, memory: int = MEMORY) -> None:
        self._timeout = timeout
        self._memory = memory
        self._lock = Lock()
        self._process: Process | None = None
        self.starts = 0
        """processes started so far: more than one, and mail broke them or made them large"""
        _living.add(self)

    def parse(self, raw: bytes) -> ParsedMail:
        """What the message says; Unreadable if it cannot be read within the limits."""
        _check_size(raw)
        with self._lock:
            try:
                answer = self._ask({"do": "parse", "attachments": True}, raw, _FIRST)
            except (Hung, Died):
                # An attachment is the likeliest reason, and the message is worth more than its search words.
                answer = self._last_try({"do": "parse", "attachments": False}, raw, _SECOND)
        return _mail(answer)

    def outline(self, raw: bytes) -> ParsedMail:
        """Its heading and the beginning of its words, for what `parse` could not read; Unreadable."""
        with self._lock:
            return _mail(self._last_try({"do": "outline"}, raw[: outline.OCTETS], _OUTLINE))

    def part(self, raw: bytes, index: int) -> bytes:
        """The octets of the attachment `parse` gave this index; Unreadable if they cannot be had."""
        _check_size(raw)
        question = {"do": "part", "index": index}
        with self._lock:
            try:
                return self._ask(question, raw, _FIRST)
            except (Hung, Died):
                return self._last_try(question, raw, _SECOND)

    @property
    def pid(self) -> int | None:
        """The process that reads, if one is running."""
        return self._process.pid if self._process else None

    def gave_up_root(self) -> bool:
        """Whether the process that reads has no rights to speak of; Unavailable if it cannot be started."""
        with self._lock:
            self._process = self._process or self._started()
            return self._process.dropped

    def close(self) -> None:
        """End the process; the next message starts another."""
        with self._lock:
            self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _last_try(self, question: dict[str, Any], raw: bytes, share: float) -> bytes:
        try:
            return self._ask(question, raw, share)
        except Hung as hung:
            raise _unreadable("it takes too long") from hung
        except Died as died:
            raise _unreadable("it breaks the program that reads it") from died

    def _ask(self, question: dict[str, Any], raw: bytes, share: float) -> bytes:
        if self._process is None or self._process.ended:
            # What ended between two messages was not broken by this one, which is then asked for in full.
            self._stop()
            self._process = self._started()
        try:
            head, body = self._process.ask(question, raw, self._timeout * share)
        except BaseException:
            # Whatever was half said must not be taken for the answer to the next message.
            self._stop()
            raise
        if len(raw) > _RECYCLE or not head.get("ok"):
            self._stop()
        if not head.get("ok"):
            raise _unreadable(str(head.get("reason", "it is damaged"))[:200])
        return body

    def _started(self) -> Process:
        self.starts += 1
        try:
            return started(self._memory)
        except NotStarted as trouble:
            # Not the message's fault: it must not be set aside as unreadable for it.
            raise Unavailable(
                "The program that opens mail could not be started. It will be tried again."
            ) from trouble

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()

    def _forget(self) -> None:
        """In a forked process: another thread may have held the lock, and the child is not ours."""
        process, self._process, self._lock = self._process, None, Lock()
        if process:
            process.disown()


def _mail(answer: bytes) -> ParsedMail:
    try:
        return ParsedMail.from_json(answer.decode())
    except (ValueError, KeyError, TypeError, AttributeError) as nonsense:
        raise Unreadable from nonsense


def _check_size(raw: bytes) -> None:
    if len(raw) > limits.LARGEST:
        raise _unreadable(f"it is over {limits.LARGEST // limits.MEBIBYTE} MB, too large to open here")


def _unreadable(reason: str) -> Unreadable:
    return Unreadable(
        f"This message cannot be opened here: {reason}. The original is kept and can be downloaded."
    )


def _after_fork() -> None:
    for child in list(_living):
        child._forget()


os.register_at_fork(after_in_child=_after_fork)

__all__ = ["MEMORY", "ParserChild", "Unreadable"]
