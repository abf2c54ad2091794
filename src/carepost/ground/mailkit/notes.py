"""What was odd about a message, as sentences for a person, each once."""

from __future__ import annotations

import re
from email.message import Message

from carepost.ground.mailkit import limits

_LONE = re.compile(rb"\r(?!\n)")
# Some servers end a message at a dot between line ends of any kind; with CRLF on both sides, all of them do.
_SEEMING_END = re.compile(rb"(?:(?<!\r)\n|\r(?!\n))\.[\r\n]|\n\.(?:\n|\r(?!\n))")
_SENTENCES = {
    "StartBoundaryNotFoundDefect": "It says it has several parts, but none can be found.",
    "CloseBoundaryNotFoundDefect": "It ends in the middle of a part; something may be missing.",
    "NoBoundaryInMultipartDefect": "It says it has several parts, but not how to tell them apart.",
    "MissingHeaderBodySeparatorDefect": "Its heading is not marked off from its text.",
    "FirstHeaderLineIsContinuationDefect": "The first line of its heading is missing.",
    "MisplacedEnvelopeHeaderDefect": "A line of its heading is out of place.",
    "InvalidMultipartContentTransferEncodingDefect": "Its parts are encoded in a way that is not allowed.",
}


class Notes:
    """Called with a sentence, it keeps it."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}

    def __call__(self, sentence: str) -> None:
        if len(self._sentences) < limits.DEFECTS:
            self._sentences.setdefault(sentence)

    def said(self) -> tuple[str, ...]:
        return tuple(self._sentences)

    def about_bytes(self, raw: bytes) -> None:
        """Note what only the raw octets show."""
        if _LONE.search(raw):
            self("It has lone carriage returns, which mail programs read in different ways.")
        # Looked for first because it is a hundred times cheaper, and few messages have it.
        if (b"\n." in raw or b"\r." in raw) and _SEEMING_END.search(raw):
            self(
                "It has a line that some servers take for its end: a second message may have been hidden behind it."
            )

    def about_part(self, part: Message[str, str]) -> None:
        """Note what Python's parser found, and text outside the parts."""
        for defect in part.defects:
            name = type(defect).__name__
            self(_SENTENCES.get(name, "It is not well-formed."))
        if part.is_multipart() and (part.epilogue or "").strip():
            self("Some text stands after its last part; it is only in the original.")

    def shortened(self, text: str, most: int, what: str) -> str:
        """The text, or as much of it as we keep, saying so."""
        if len(text) <= most:
            return text
        self(f"Only the first {most:,} characters of its {what} are shown; the original has the rest.")
        return text[:most]
