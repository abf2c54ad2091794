"""The child's side: read a frame, open the message, answer, until the parent closes the pipe.

Everything it may need is imported above `main`, before it gives up its rights.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any, BinaryIO

from carepost.ground.mailkit import frames, outline, parse, reading
from carepost.ground.mailkit.confinement import allowed, confine
from carepost.ground.mailkit.limits import TooMuch
from carepost.ground.mailkit.timed import TimedReader


def main(memory: int, parent: int) -> None:
    """Serve until the parent goes; the arguments are octets, and the parent's process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the pipe
    source, target = sys.stdin.buffer, _answers()
    _send(target, {"dropped": confine(memory=memory, parent=parent)})
    while True:
        try:
            head, raw = frames.unpack(lambda size: _exactly(source, size))
        except EOFError:
            return
        with allowed(float(head["seconds"])):
            _serve(target, head, raw)
        del raw


def _serve(target: BinaryIO, head: dict[str, Any], raw: bytes) -> None:
    try:
        answer = _open(head, raw)
    except TooMuch as reason:
        _send(target, {"ok": False, "reason": str(reason)})
    except MemoryError:
        _send(target, {"ok": False, "reason": "it takes too much memory"})
        # What is left of our memory is in pieces; the parent starts a fresh child.
        sys.exit(0)
    # The outermost loop: what no rule foresaw must cost this message only, and be seen as such.
    except Exception as failure:  # noqa: BLE001
        _send(target, {"ok": False, "reason": f"it is damaged ({type(failure).__name__})"})
    else:
        _send(target, {"ok": True}, answer)


def _open(head: dict[str, Any], raw: bytes) -> bytes:
    if head["do"] == "part":
        return parse.part(raw, int(head["index"]))
    if head["do"] == "outline":
        return outline.outline(raw).to_json().encode()
    read = TimedReader() if head["attachments"] else reading.unread
    return parse.parse(raw, read).to_json().encode()


def _answers() -> BinaryIO:
    """The pipe to the parent; nothing else that this process prints may get into it."""
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return os.fdopen(kept, "wb", buffering=0)


def _exactly(source: BinaryIO, size: int) -> bytes:
    octets = source.read(size)
    if len(octets) < size:
        raise EOFError
    return octets


def _send(target: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    for piece in frames.pack(head, body):
        left = memoryview(piece)
        while left:
            left = left[target.write(left) :]


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
