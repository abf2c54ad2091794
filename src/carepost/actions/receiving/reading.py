"""What is read of an arrival before it is decided where it belongs. No transaction is open while it is parsed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from carepost.domain.tenancy import services, statements
from carepost.engines.intake.models import Arrival
from carepost.engines.matching import Link, Sender
from carepost.engines.screening import Passage
from carepost.ground.kernel import EmailAddress, Refused
from carepost.ground.mailkit import html, quoting
from carepost.ground.mailkit.hidden import uncovered
from carepost.ground.mailkit.parsed import ParsedMail

NOTHING_READ = "This message could not be read here. Download its original to see what it says."

_TEXTS = "select text from correspondence_message where practice_id = %s and conversation_id = any(%s)"
_HEADING = re.compile(rb"(?:(?:From |[!-9;-~]*[ \t]*:|[\t ])[^\r\n]*(?:\r\n|\r|\n|\Z))*")


@dataclass(frozen=True)
class Reading:
    """`in_part`: only its heading and the beginning of its words could be read."""

    arrival: Arrival
    raw: bytes
    parsed: ParsedMail
    in_part: bool = False

    @cached_property
    def sender(self) -> Sender:
        """The From address if there is one; whether to believe it is the matcher's business."""
        first = self.parsed.from_[0] if self.parsed.from_ else None
        address, name = (first.address, first.name) if first else ("", "")
        return Sender(identity_of(address), address, self.parsed.from_lines, name, len(self.parsed.from_))

    @property
    def not_read(self) -> tuple[str, ...]:
        files = (a.name for a in self.parsed.attachments if a.text_state == "unreadable")
        return (*files, *(["the message"] if self.parsed.not_all_read else []))

    def content_sha256(self) -> str:
        """The same letter by another way: sender, Message-ID and everything below the headers."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        parts = (self.sender.address, self.parsed.message_id or "", self.parsed.subject)
        return hashlib.sha256("\0".join(parts).encode() + b"\0" + below_heading(self.raw)).hexdigest()

    def passages(self, links: tuple[Link, ...]) -> list[Passage]:
        """The new text, plain and in its formatting, and what the attachments say and are called (M1)."""
        texts = [quoting.split(text) for text in self._texts()]
        # Only asked for where there is earlier text that it could hold.
        held = _lines_held(self.arrival, links) if any(earlier for _, earlier in texts) else set()
        found = [Passage("the message", _not_held(new, earlier, held)) for new, earlier in texts]
        found.append(Passage("the subject", self.parsed.subject))
        for attachment in self.parsed.attachments:
            found.append(Passage("a file name", attachment.name))
            if attachment.text:
                found.append(Passage(attachment.name, attachment.text))
        return found

    def _texts(self) -> list[str]:
        """What is shown first, and what the formatted version says if that is another thing."""
        formatted = html.to_text(self.parsed.html) if self.parsed.html is not None else ""
        return [self.parsed.text] + ([formatted] if formatted not in {"", self.parsed.text} else [])


def _not_held(new: str, earlier: str, held: set[str]) -> str:
    """Everything but earlier text that the conversation holds already: a heading that only looks like the start
    of an earlier message hides nothing."""
    return "\n".join([new, *(line for line in earlier.splitlines() if _bare(line) not in held)])


def below_heading(raw: bytes) -> bytes:
    """The message without its headers, which end where the parser sees them end: at any line that is none."""
    heading = _HEADING.match(raw)
    return raw[heading.end() :] if heading else raw


def _lines_held(arrival: Arrival, links: tuple[Link, ...]) -> set[str]:
    conversations = list({link.conversation_id for link in links})
    texts = statements.run(_TEXTS, [arrival.practice_id, conversations]) if conversations else []
    return {_bare(line) for (text,) in texts for line in text.splitlines()}


def _bare(line: str) -> str:
    return " ".join(line.lstrip("> \t").split())


def identity_of(address: str) -> str:
    """The address without tag or case, or "" where it is not a plain address."""
    try:
        return EmailAddress.parse(address).identity
    except Refused:
        return ""


def parse(raw: bytes) -> ParsedMail:
    """Unreadable (a Refused) when it cannot be read within the limits; Unavailable when the parser cannot run."""
    return uncovered(services.parser().parse(raw))


def outline(raw: bytes) -> ParsedMail:
    """What can still be said of a mail that `parse` could not read; Unavailable when the parser cannot run."""
    try:
        return uncovered(services.parser().outline(raw))
    except Refused:
        return ParsedMail(text=NOTHING_READ)
