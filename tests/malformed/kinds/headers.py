"""The heading: its lines, their names and what is in them (RFC 5322, RFC 6532)."""

from __future__ import annotations

from random import Random

from tests.malformed.kinds.making import SERVICE, each, kind, letter, unique

HEAD = b"From: clinic@hospital.example\r\nTo: " + SERVICE + b"\r\n"

RAW = {
    "no blank line before the text": HEAD + b"Subject: x\r\nThe text begins here.\r\n",
    "no heading": b"\r\nOnly words.\r\n",
    "words only": b"Only words, and no heading at all.\r\n",
    "heading only": HEAD,
    "heading cut in a name": HEAD + b"Subj",
    "heading cut in a value": HEAD + b"Subject: half a",
    "first line goes on from nothing": b" going on\r\n" + HEAD + b"\r\nwords\r\n",
    "a line of spaces in the heading": HEAD + b"   \r\nSubject: after it\r\n\r\nwords\r\n",
    "a space before the colon": HEAD + b"Subject : spaced\r\n\r\nwords\r\n",
    "a name without a colon": HEAD + b"Subject\r\nX: y\r\n\r\nwords\r\n",
    "a colon without a name": HEAD + b": nameless\r\n\r\nwords\r\n",
    "a tab for a space": HEAD + b"Subject:\tx\ty\r\n\r\nwords\r\n",
    "no space after the colon": b"From:clinic@hospital.example\r\nSubject:x\r\n\r\nwords\r\n",
    "names in capitals": b"FROM: clinic@hospital.example\r\nSUBJECT: x\r\nMESSAGE-id: <a@b>\r\n\r\nwords\r\n",
    "a name of eight bits": HEAD + b"S\xfcbject: x\r\n\r\nwords\r\n",
    "a name in UTF-8": HEAD + "Bétreff: x\r\n\r\nwords\r\n".encode(),
    "an mbox line above": b"From clinic@hospital.example Mon Mar  2 09:30:00 2026\r\n"
    + HEAD
    + b"\r\nwords\r\n",
    "an mbox line within": HEAD + b"From clinic@hospital.example Mon Mar  2\r\nSubject: x\r\n\r\nwords\r\n",
    "an mbox line last": HEAD + b"From clinic@hospital.example Mon Mar  2\r\n\r\nwords\r\n",
    "a quoted mbox line": b">From clinic@hospital.example Mon Mar  2\r\n" + HEAD + b"\r\nwords\r\n",
    "NUL in a name": HEAD + b"Sub\x00ject: x\r\n\r\nwords\r\n",
    "two headings": HEAD + b"\r\n" + HEAD + b"Subject: the second\r\n\r\nwords\r\n",
    "a byte order mark": b"\xef\xbb\xbf" + HEAD + b"Subject: x\r\n\r\nwords\r\n",
    "UTF-16 throughout": (HEAD + b"Subject: x\r\n\r\nwords\r\n").decode().encode("utf-16"),
}


@each(RAW)
def heading(draw: Random, raw: bytes) -> bytes:
    """A heading that is not one."""
    return (
        unique(draw) + raw if b"UTF-16" not in raw and not raw.startswith((b"From c", b" ", b"\xff")) else raw
    )


SUBJECTS = {
    "empty": b"",
    "only spaces": b"     ",
    "Latin 1 as it is": "Köln £5".encode("latin-1"),
    "UTF-8 as it is": "Köln £5 – 😀".encode(),
    "Shift JIS as it is": "診療".encode("shift_jis"),
    "half a character": "Köln".encode()[:2] + b" x",
    "NUL": b"before\x00after",
    "escape sequences": b"\x1b[31mred\x1b]0;title\x07",
    "backspaces": b"John\x08\x08\x08\x08Jane",
    "a hundred thousand characters": b"x" * 100_000,
    "folded four thousand times": b"\r\n ".join([b"x"] * 4000),
    "folded with nothing on the lines": b"a" + b"\r\n \r\n \r\n \r\n b",
    "an NHS number": b"Jane Smith 999 000 0018",
    "markup": b"<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a template": b"{{ 7*7 }} {% include '/etc/passwd' %} ${7*7} %(x)s {0.__class__}",
    "SQL": b"'; DROP TABLE app_arrival; --",
    "a spreadsheet formula": b'=HYPERLINK("http://attack.example")',
    "line separators": "one\u2028two\u2029three\x85four".encode(),
    "our reference, made up": b"CP-AAAAA-BBBBB",
}


@each(SUBJECTS)
def subject(draw: Random, value: bytes) -> bytes:
    """A subject that is hard to show."""
    return letter(draw, b"words\r\n", subject=value)


TWICE = (
    "Subject",
    "Date",
    "To",
    "Message-ID",
    "Content-Type",
    "Content-Transfer-Encoding",
    "In-Reply-To",
    "Bcc",
)


@each({name: name.encode() for name in TWICE})
def given_twice(draw: Random, name: bytes) -> bytes:
    """A header that may stand once and stands twice."""
    other = {
        b"Content-Type": (b"text/plain", b"text/html"),
        b"Content-Transfer-Encoding": (b"base64", b"7bit"),
    }
    first, second = other.get(name, (b"<first@hospital.example>", b"<second@hospital.example>"))
    return letter(draw, b"d29yZHM=\r\n", name + b": " + first, name + b": " + second)


MANY = {
    "a thousand Received": b"Received: from a by b; Mon, 2 Mar 2026 09:30:00 +0000\r\n" * 1000,
    "five thousand unknown": b"X-Unknown: y\r\n" * 5000,
    "five thousand addresses": b"Cc: "
    + b",\r\n ".join(b"p%d@hospital.example" % n for n in range(5000))
    + b"\r\n",
    "a name of ten thousand": b"X" * 10_000 + b": y\r\n",
    "a value of 400 kB": b"X-Long: " + b"y" * 400_000 + b"\r\n",
    "a heading of 600 kB, over the limit": b"X-Long: " + b"y" * 600_000 + b"\r\n",
    "two hundred thousand lines, over the limit": b"X: y\r\n" * 200_000,
}


@each(MANY)
def very_much(draw: Random, lines: bytes) -> bytes:
    """A heading that is very long."""
    return lines + letter(draw)


@kind
def smtputf8_throughout(draw: Random) -> bytes:
    """Addresses and heading in UTF-8, as SMTPUTF8 allows."""
    return letter(
        draw, "Grüße\r\n".encode(), sender="Jörg <jörg@köln.example>".encode(), subject="Grüße".encode()
    )
