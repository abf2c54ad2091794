"""Letters to a practice: answers to what it sent, letters out of the blue, and some that are not well-formed."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from uuid import UUID

from carepost.bench.corpus import files, parts, words
from carepost.bench.corpus.parts import Part

SENTENCE = (
    "60 % answers to letters sent (their tokens in To, In-Reply-To and References; half quote the letter), 70 % "
    "naming their patient, 30 % with HTML, 20 % with a 50-300 kB attachment that does not shrink (half PDFs with "
    "words, half photographs), 4 % malformed in six ways"
)
ANSWERS, HTML, ATTACHED, MALFORMED = 0.60, 0.30, 0.20, 0.04
FAULTS = ("charset", "boundary", "date", "raw_heading", "base64", "nul")
_START = datetime(2026, 1, 5, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """A letter the practice sent. `reply_to` holds its token, `message_id` too; `about` names its patient."""

    conversation_id: UUID
    subject: str
    reply_to: str
    message_id: str
    recipient: str
    name: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """`belongs_to`: the conversation it answers in, None for a letter out of the blue. `fault`: what is wrong."""

    raw: bytes = field(repr=False)
    rcpt_to: str
    belongs_to: UUID | None
    fault: str | None


def letters(
    count: int, seed: int, mailbox: str, sent: Sequence[Answerable], *, first: int = 0
) -> Iterator[Letter]:
    """`count` letters to this mailbox, from number `first` on: each depends on the seed and its number only."""
    for number in range(first, first + count):
        yield _Writer(random.Random(f"{seed}/{number}"), number, mailbox, sent).letter()


class _Writer:
    def __init__(self, draw: random.Random, number: int, mailbox: str, sent: Sequence[Answerable]) -> None:
        self.draw, self.number, self.mailbox = draw, number, mailbox
        self.sent = sent
        self.answered = draw.choice(sent) if draw.random() < ANSWERS else None
        self.fault = draw.choice(FAULTS) if draw.random() < MALFORMED else None
        self.with_html = draw.random() < HTML
        self.with_file = draw.random() < ATTACHED
        if self.answered:
            self.name, self.sender = self.answered.name, self.answered.recipient
        else:
            self.name = f"{draw.choice(words.GIVEN)} {draw.choice(words.FAMILY)}"
            local = f"{self.name.lower().replace(' ', '.')}{draw.randint(1, 60)}"
            self.sender = f"{local}@trust{draw.randint(1, 40)}.example"

    def letter(self) -> Letter:
        body = self._body()
        heading = [*self._heading(), *body.heading]
        octets = "".join(f"{line}\r\n" for line in heading).encode(
            "latin-1" if self.fault == "raw_heading" else "utf-8"
        )
        raw = octets + b"\r\n" + body.body
        if self.fault == "nul":
            raw += b"\r\nstray\x00nul"
        to = self.answered.reply_to if self.answered else self.mailbox
        return Letter(
            raw.rstrip(b"\r\n") + b"\r\n",
            to,
            self.answered.conversation_id if self.answered else None,
            self.fault,
        )

    def _heading(self) -> list[str]:
        draw, host = self.draw, self.sender.partition("@")[2]
        at = format_datetime(_START + timedelta(seconds=20 * self.number))
        lines = [
            f"Return-Path: <{self.sender}>",
            f"Received: from mx{draw.randint(1, 9)}.{host} (192.0.2.{draw.randint(1, 250)}) by mx.nhsmail.example"
            f" with ESMTPS id {draw.getrandbits(40):010x};\r\n {at}",
            f"Authentication-Results: mx.nhsmail.example; spf=pass smtp.mailfrom={host}; dkim=pass; dmarc=pass",
            f"From: {self.name} <{self.sender}>",
            f"To: <{self.answered.reply_to if self.answered else self.mailbox}>",
            f"Subject: {self._subject()}",
            f"Date: {'Yesterday, about noon' if self.fault == 'date' else at}",
            f"Message-ID: <{self.number:07}.{draw.getrandbits(48):012x}@{host}>",
            "MIME-Version: 1.0",
        ]
        if self.answered:
            others = [f"<{draw.getrandbits(64):016x}@{host}>" for _ in range(draw.randint(0, 4))]
            lines.append(f"In-Reply-To: {self.answered.message_id}")
            lines.append("References: " + "\r\n ".join([*others, self.answered.message_id]))
        return lines

    def _subject(self) -> str:
        if self.answered:
            subject = f"Re: {self.answered.subject}"
        else:
            first, second = words.word(self.draw), words.word(self.draw)
            subject = f"{first.capitalize()} {second} for {self.draw.choice(words.GIVEN)}"
        if self.fault == "raw_heading":
            return f"{subject} \u00a3\u00e9"
        if self.draw.random() < 0.1:
            octets = f"{subject} \u2013 r\u00e9sum\u00e9".encode()
            return f"=?utf-8?B?{base64.b64encode(octets).decode()}?="
        return subject

    def _body(self) -> Part:
        text = self._text()
        part = parts.plain(text, "x-unknown-charset" if self.fault == "charset" else "utf-8")
        if self.fault == "charset":
            part.body += b"caf\xe9 \xff\xfe\r\n"
        if self.with_html:
            part = parts.several("alternative", f"=_a{self.number}", [part, parts.formatted(text)])
        # A cut or spoilt attachment needs one.
        if self.with_file or self.fault in {"boundary", "base64"}:
            part = self._with_file(part)
        return part

    def _with_file(self, part: Part) -> Part:
        size = self.draw.randint(50_000, 300_000)
        if self.draw.random() < 0.5:
            file = parts.attached(
                "letter.pdf", "application/pdf", files.pdf(self.draw, size, "Clinic letter")
            )
        else:
            file = parts.attached("wound.jpg", "image/jpeg", files.photograph(self.draw, size))
        if self.fault == "base64":
            file.body = file.body[:-41] + b"!!not base64!!\r\n"
        return parts.several("mixed", f"=_m{self.number}", [part, file], closed=self.fault != "boundary")

    def _text(self) -> str:
        length = int(min(2500, max(20, self.draw.lognormvariate(4.9, 0.8))))
        paragraphs = []
        while length > 0:
            some = min(length, self.draw.randint(30, 110))
            paragraphs.append(words.wrapped(words.paragraph(self.draw, some)))
            length -= some
        said = ["Dear colleague,", *self._about(), *paragraphs, f"Kind regards\r\n{self.name}"]
        if self.answered and self.draw.random() < 0.5:
            said.append(_quoted(self.answered))
        return "\r\n\r\n".join(said) + "\r\n"

    def _about(self) -> list[str]:
        """Most letters name their patient; those out of the blue name one the practice has written about."""
        if self.draw.random() < 0.3:
            return []
        return [(self.answered or self.draw.choice(self.sent)).about]


def _quoted(answered: Answerable) -> str:
    heading = f"From: Riverside Surgery\r\nSent: Monday\r\nTo: {answered.name}\r\nSubject: {answered.subject}"
    return f"________________________________\r\n{heading}\r\n\r\n{answered.text}"
