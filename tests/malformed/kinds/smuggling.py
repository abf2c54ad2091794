"""One mail that wants to be two, or to add to its own heading or envelope (RFC 5321 section 4.1.1.4)."""

from __future__ import annotations

from random import Random

from tests.malformed.kinds.making import SERVICE, each, letter

SECOND = (
    b"MAIL FROM:<boss@nhsmail.example>\r\nRCPT TO:<" + SERVICE + b">\r\nDATA\r\n"
    b"From: boss@nhsmail.example\r\nSubject: smuggled\r\n\r\nPay at once.\r\n"
)

ENDS = {
    "LF dot LF": b"\n.\n",
    "LF dot CRLF": b"\n.\r\n",
    "CRLF dot LF": b"\r\n.\n",
    "CR dot CR": b"\r.\r",
    "CR dot CRLF": b"\r.\r\n",
    "CRLF dot CR": b"\r\n.\r",
    "LF dot CR": b"\n.\r",
    "CR LF LF dot CRLF": b"\r\n\n.\r\n",
    "CR CR LF dot CR CR LF": b"\r\r\n.\r\r\n",
    "NUL after the dot": b"\r\n.\x00\r\n",
    "NUL before the dot": b"\r\n\x00.\r\n",
    "space after the dot": b"\r\n. \r\n",
    "two dots": b"\r\n..\r\n",
    "CRLF dot CRLF": b"\r\n.\r\n",
    "a full-width dot": "\r\n．\r\n".encode(),
}


@each(ENDS)
def second_letter(draw: Random, end: bytes) -> bytes:
    """A second letter after what some servers take for the end of data, by."""
    return letter(draw, b"Dear practice" + end + SECOND)


DOTS = {
    "a dot on every line": b".\r\n" * 200,
    "a dot first": b".\r\nwords\r\n",
    "a dot last": b"words\r\n.\r\n",
    "dots at the start of words": b".hidden\r\n..hidden\r\n...\r\n",
    "a dot and no line end": b"words\r\n.",
}


@each(DOTS)
def dots(draw: Random, body: bytes) -> bytes:
    """Dots where SMTP adds and takes them: with."""
    return letter(draw, body)


INJECTED = {
    "an encoded line end": b"=?utf-8?q?x=0D=0AFrom:_boss@nhsmail.example?=",
    "an encoded line end in base64": b"=?utf-8?b?eA0KQmNjOiBhdHRhY2tAYXR0YWNrLmV4YW1wbGU=?=",
    "a lone CR": b"x\rFrom: boss@nhsmail.example",
    "a lone LF": b"x\nFrom: boss@nhsmail.example",
    "NUL and LF": b"x\x00\nBcc: attack@attack.example",
    "a vertical tab": b"x\x0bFrom: boss@nhsmail.example",
    "a heading by a lone LF": b"x\n\nA text that begins here.",
}


@each(INJECTED)
def subject_with(draw: Random, value: bytes) -> bytes:
    """A subject that adds to the heading by."""
    return letter(draw, b"words\r\n", subject=value)


@each({"CRLF": b"\r\n", "LF": b"\n", "CR": b"\r"})
def chunks(draw: Random, end: bytes) -> bytes:
    """BDAT commands in the text, by lines of."""
    return letter(draw, b"words" + end + b"BDAT 10 LAST" + end + b"0123456789" + end)
