"""Lines that a mail program broke for its own sake, put together again: text/plain with format=flowed (RFC 3676)."""

from __future__ import annotations

import re

_QUOTED = re.compile(">*")
_SIGNATURE = "-- "


def joined(text: str, *, delsp: bool) -> str:
    """The text as its writer typed it. `delsp`: the space at the end of a broken line is none of theirs."""
    lines: list[list[str]] = []
    open_at: int | None = None  # how deep the quotation is whose last line goes on
    for line in text.split("\n"):
        depth, words = _parts(line)
        goes_on = words.endswith(" ") and words != _SIGNATURE
        if open_at != depth or words == _SIGNATURE:
            lines.append([">" * depth + " " if depth else ""])
        lines[-1].append(words[:-1] if goes_on and delsp else words)
        open_at = depth if goes_on else None
    return "\n".join("".join(pieces) for pieces in lines)


def _parts(line: str) -> tuple[int, str]:
    """How deep it is quoted, and its words without the space that was put before some."""
    found = _QUOTED.match(line)
    depth = found.end() if found else 0
    words = line[depth:]
    # What would then look quoted keeps its space.
    return depth, words[1:] if words.startswith(" ") and not words.startswith(" >") else words
