"""Mail within mail, and mail that is an envelope for something else."""

from __future__ import annotations

import base64
from random import Random

from tests.malformed.kinds.making import each, file, kind, letter, multi, text

CALENDAR = (
    b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Clinic\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
TNEF = b"\x78\x9f\x3e\x22\x01\x00"
PGP = b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA0b8nothing\r\n=abcd\r\n-----END PGP MESSAGE-----\r\n"
CMS = base64.b64encode(b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03" + bytes(100))

WHOLE = {
    "TNEF": (b"application/ms-tnef; name=winmail.dat", TNEF + bytes(200)),
    "TNEF cut short": (b"application/ms-tnef; name=winmail.dat", TNEF[:5]),
    "S/MIME, enveloped": (b"application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", CMS),
    "S/MIME, signed": (b"application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", CMS),
    "S/MIME, broken": (b"application/x-pkcs7-mime; name=smime.p7m", b"0\x80" * 5000),
    "PGP in the text": (b"text/plain", PGP),
    "a PGP signature in the text": (b"text/plain", b"-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\nwords\r\n"),
    "a message only": (
        b"message/rfc822",
        b"From: inner@elsewhere.example\r\nSubject: inner\r\n\r\nwords\r\n",
    ),
    "an empty message": (b"message/rfc822", b""),
    "a message that is none": (b"message/rfc822", b"\x00\x01\x02"),
    "a piece of a message": (
        b'message/partial; id="x@y"; number=1; total=3',
        b"Subject: first\r\n\r\nwords\r\n",
    ),
    "a piece without its number": (b"message/partial; id=x", b"words\r\n"),
    "a body elsewhere, by FTP": (
        b'message/external-body; access-type=ftp; site="attack.example"; name=x',
        b"\r\n",
    ),
    "a body elsewhere, on this machine": (
        b'message/external-body; access-type=local-file; name="/etc/passwd"',
        b"",
    ),
    "a body elsewhere, on the web": (
        b'message/external-body; access-type=URL; URL="http://attack.example/"',
        b"",
    ),
    "a message in UTF-8": (b"message/global", "From: ü@x.example\r\n\r\nwords\r\n".encode()),
    "news": (b"message/news", b"Newsgroups: a\r\n\r\nwords\r\n"),
    "HTTP": (b"message/http", b"GET / HTTP/1.1\r\nHost: attack.example\r\n\r\n"),
    "a heading only": (b"text/rfc822-headers", b"From: inner@elsewhere.example\r\n"),
    "a calendar": (b"text/calendar; method=REQUEST", CALENDAR),
    "a calendar broken": (b"text/calendar", CALENDAR.replace(b"END", b"BEGIN") * 50),
    "a calendar that repeats for ever": (b"text/calendar", CALENDAR + b"RRULE:FREQ=SECONDLY\r\n"),
    "a card": (b"text/vcard", b"BEGIN:VCARD\r\nFN:Dr Shah\r\nEND:VCARD\r\n"),
    "rich text": (b"text/rtf", b"{\\rtf1{\\field{\\*\\fldinst HYPERLINK http://attack.example}}}"),
    "enriched text": (b"text/enriched", b"<bold>words</bold>"),
    "a picture only": (b"image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "XHTML": (b"application/xhtml+xml", b"<html><script>alert(1)</script></html>"),
    "a program": (b"application/x-msdownload; name=a.exe", b"MZ" + bytes(100)),
}


@each(WHOLE)
def whole(draw: Random, given: tuple[bytes, bytes]) -> bytes:
    """A letter that is nothing but."""
    return letter(draw, given[1], b"MIME-Version: 1.0", b"Content-Type: " + given[0])


HUMAN = text(b"It could not be delivered.")
STATUS = b"Content-Type: message/delivery-status\r\n\r\n"
FAILED = (
    STATUS
    + b"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\n"
)
RETURNED = b"Content-Type: message/rfc822\r\n\r\nMessage-ID: <nobody@nhsmail.example>\r\n\r\nold\r\n"
REPORTS = {
    "without a status": (HUMAN,),
    "of nothing": (),
    "that is garbage": (HUMAN, STATUS + b"\x00\x01garbage"),
    "of a message not ours": (HUMAN, FAILED, RETURNED),
    "for ten thousand": (
        HUMAN,
        STATUS + b"Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\n\r\n" * 3000,
    ),
    "of reading": (
        HUMAN,
        b"Content-Type: message/disposition-notification\r\n\r\nDisposition: x; displayed\r\n",
    ),
    "of abuse": (HUMAN, b"Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n", RETURNED),
}


@each(REPORTS)
def report(draw: Random, given: tuple[bytes, ...]) -> bytes:
    """A report."""
    return multi(draw, *given, kind=b"report")


INSIDE = {
    "another letter, with two senders": b"From: a@b.example\r\nFrom: c@d.example\r\n\r\nwords",
    "another letter, of HTML": b"Content-Type: text/html\r\n\r\n<script>alert(1)</script>",
    "another letter, about somebody": b"Subject: John Adeyemi 999 000 0026\r\n\r\nwords",
    "another letter, with files": b"Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n\r\nx\r\n--in--\r\n",
}


@each(INSIDE)
def attached_message(draw: Random, inner: bytes) -> bytes:
    """A letter that encloses."""
    return multi(draw, text(), b"Content-Type: message/rfc822\r\n\r\n" + inner)


@each({"PGP": b"application/pgp-encrypted", "S/MIME": b"application/pkcs7-signature", "nothing": b"x/y"})
def sealed(draw: Random, kind_of: bytes) -> bytes:
    """Signed or encrypted parts whose words stand beside them, by."""
    return multi(
        draw, text(b"Signed words."), file(b"0\x80", kind_of), text(b"Words nobody signed."), kind=b"signed"
    )


@each(
    {
        "replied": b"auto-replied",
        "generated": b"auto-generated",
        "garbage": b"\x00;;=",
        "twice": b"no, auto-replied",
    }
)
def automatic(draw: Random, word: bytes) -> bytes:
    """Mail that says it was sent by itself."""
    return letter(draw, b"I am away.\r\n", b"Auto-Submitted: " + word, b"Precedence: bulk")


@kind
def apple_double(draw: Random) -> bytes:
    """A file in two forks."""
    return multi(draw, file(b"\x00\x05\x16\x07", b"application/applefile"), file(b"x"), kind=b"appledouble")
