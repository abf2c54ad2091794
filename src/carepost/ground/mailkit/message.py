"""A message taken apart into its parts by Python's parser, in the mode that does not raise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import TYPE_CHECKING, cast

from carepost.ground.mailkit import limits, parameters
from carepost.ground.mailkit.limits import TooMuch
from carepost.ground.mailkit.parameters import Parametered

if TYPE_CHECKING:
    Policy = policy.Policy[Message[str, str]]
    _Message = Message[str, str]
else:
    _Message = Message  # takes no parameters when it runs

_TYPE = re.compile(r"[!-.0-~]{1,127}/[!-.0-~]{1,127}")
# The lines of a heading. RFC 5322 section 4.5.8: programs of old wrote "Subject : words", and that ends none.
_HEADING = re.compile(rb"(?:(?:From |[!-9;-~]*[ \t]*:|[\t ])[^\r\n]*(?:\r\n|\r|\n|\Z))*")
_LOOSE_NAME = re.compile(rb"((?:^|(?<=[\r\n]))[!-9;-~]+)[ \t]+(?=:)")


def _ignore(_: str) -> None:
    """Nobody to tell."""


class Part(_Message):
    """One part, with readers of our own for the headers on which Python's parser stumbles."""

    def raw(self, name: str) -> list[str]:
        """All values of a header exactly as they came."""
        wanted = name.lower()
        return [value for given, value in self.raw_items() if given.lower() == wanted]

    def get(self, name: str, failobj: object = None) -> object:  # type: ignore[override]
        # Python's own gives an object, not text, for an eight-bit character, and its parser stumbles on it.
        return next(iter(self.raw(name)), failobj)

    def parametered(self, name: str) -> Parametered:
        return parameters.read(next(iter(self.raw(name)), ""), _ignore)

    def declared_type(self) -> str:
        """The content type in small letters; RFC 2045's default if missing or malformed."""
        declared = self.parametered("content-type").value
        return declared if _TYPE.fullmatch(declared) else self.get_default_type()

    def get_content_type(self) -> str:
        # Told that a message within is no message, the parser leaves its octets as they are.
        declared = self.declared_type()
        return "application/octet-stream" if declared.startswith("message/") else declared

    def get_boundary(self, failobj: object = None) -> object:  # type: ignore[override]
        boundary = self.parametered("content-type").parameters.get("boundary")
        if boundary is None:
            return failobj
        return boundary.rstrip().encode("utf-8", "replace").decode("ascii", "surrogateescape")

    def content(self) -> bytes:
        """The octets of a part without parts, still in their transfer encoding."""
        # get_payload() would already have replaced what is not in the character set claimed.
        payload = self.__dict__.get("_payload")
        return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""

    def children(self) -> list[Part]:
        """The parts within, if it is a multipart that could be divided."""
        # get_payload() would decode what is text, and stumbles on a character set with a NUL in it.
        payload = self.__dict__.get("_payload")
        return [each for each in payload if isinstance(each, Part)] if isinstance(payload, list) else []


def take_apart(raw: bytes) -> Part:
    """The message as a tree of parts; TooMuch if that would pass a limit."""
    heading = _HEADING.match(raw[: limits.HEADER_OCTETS + 1])
    end = heading.end() if heading else 0
    if end > limits.HEADER_OCTETS:
        raise TooMuch("its heading is too long")
    try:
        root = cast(Part, BytesParser(_counting(), policy=policy.compat32).parsebytes(_tightened(raw, end)))
    except RecursionError as deep:
        raise TooMuch("its parts are nested too deeply") from deep
    _check_depth(root)
    return root


def _tightened(raw: bytes, end: int) -> bytes:
    """The message with no space between a name and its colon in its heading, as Python's parser wants it."""
    return _LOOSE_NAME.sub(rb"\1", raw[:end]) + raw[end:] if _LOOSE_NAME.search(raw, 0, end) else raw


def leaves(part: Part) -> Iterator[Part]:
    """The parts that hold content, in order."""
    children = part.children()
    if not children:
        yield part
    for child in children:
        yield from leaves(child)


def _counting() -> Callable[..., Part]:
    """Makes parts, and stops in the middle of a message that has too many of them."""
    made = 0

    def make(policy: Policy) -> Part:
        nonlocal made
        made += 1
        if made > limits.PARTS + 1:  # the parser makes one to try
            raise TooMuch(f"it has more than {limits.PARTS:,} parts")
        return Part(policy)

    return make


def _check_depth(root: Part) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > limits.DEPTH:
            raise TooMuch("its parts are nested too deeply")
        level = [child for part in level for child in part.children()]
