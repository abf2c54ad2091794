"""Structure: boundaries, parts and what they say they are (RFC 2045, RFC 2046)."""

from __future__ import annotations

from random import Random

from tests.malformed.kinds.making import each, file, kind, letter, multi, parts, text

TWO = parts(text(b"First part."), text(b"Second part."))
LONG = b"m" * 300

TYPES = {
    "missing boundary": b"multipart/mixed",
    "empty boundary": b'multipart/mixed; boundary=""',
    "boundary of spaces": b'multipart/mixed; boundary="   "',
    "boundary with a space at its end": b'multipart/mixed; boundary="cut "',
    "boundary in single quotes": b"multipart/mixed; boundary='cut'",
    "boundary given twice": b"multipart/mixed; boundary=other; boundary=cut",
    "boundary by RFC 2231": b"multipart/mixed; boundary*=us-ascii''c%75t",
    "boundary in pieces": b"multipart/mixed; boundary*0=c; boundary*1=ut",
    "boundary as an encoded word": b'multipart/mixed; boundary="=?us-ascii?q?cut?="',
    "boundary of eight bits": b'multipart/mixed; boundary="c\xfct"',
    "boundary of another part": b"multipart/mixed; boundary=elsewhere",
    "boundary not closed by its quotation mark": b'multipart/mixed; boundary="cut',
    "subtype nobody knows": b"multipart/x-nobody-knows; boundary=cut",
    "no subtype": b"multipart; boundary=cut",
    "only a slash": b"/; boundary=cut",
    "empty": b"",
    "garbage": b'\x01\x02;;;===""',
    "only parameters": b"; boundary=cut",
    "with a comment": b"multipart/mixed (comment; boundary=wrong); boundary=cut",
    "digest": b"multipart/digest; boundary=cut",
    "parallel": b"multipart/parallel; boundary=cut",
    "form data": b"multipart/form-data; boundary=cut",
    "replacing itself": b"multipart/x-mixed-replace; boundary=cut",
    "byte ranges": b"multipart/byteranges; boundary=cut",
    "signed, nothing signed": b"multipart/signed; boundary=cut; protocol=x/y; micalg=none",
    "a thousand parameters": b"multipart/mixed" + b"; a=b" * 1000 + b"; boundary=cut",
    "capitals": b"MULTIPART/MIXED; BOUNDARY=cut",
}


@each(TYPES)
def content_type(draw: Random, value: bytes) -> bytes:
    """A type or boundary that programs read in different ways."""
    return letter(draw, TWO, b"MIME-Version: 1.0", b"Content-Type: " + value)


BODIES = {
    "never closed": parts(text(), end=False),
    "closed at once": b"--cut--\r\n",
    "opened only": b"--cut\r\n",
    "no part at all": b"Words where parts should be.\r\n",
    "nothing": b"",
    "only before the first part": b"Read me.\r\n--cut--\r\n",
    "words after the last part": TWO + b"His potassium is 6.9.\r\n",
    "part without a blank line": b"--cut\r\nContent-Type: text/plain\r\n--cut--\r\n",
    "part without a heading": b"--cut\r\n\r\nwords\r\n--cut--\r\n",
    "words where a heading should be": b"--cut\r\nwords: and more\r\nmore\r\n--cut--\r\n",
    "garbage after the boundary": b"--cut garbage\r\n\r\nwords\r\n--cut-- garbage\r\n",
    "spaces after the boundary": b"--cut \t \r\n\r\nwords\r\n--cut-- \t\r\n",
    "boundary that another begins with": parts(text(b"one\r\n--cuts\r\ntwo")),
    "boundary within a line": parts(text(b"one --cut two")),
    "a part after the end": TWO + parts(text(b"Third part.")),
    "closed twice": TWO + b"--cut--\r\n--cut--\r\n",
    "parts within parts of the same mark": parts(
        b"Content-Type: multipart/mixed; boundary=cut\r\n\r\n" + TWO
    ),
    "an empty part between": b"--cut\r\n--cut\r\n\r\nwords\r\n--cut--\r\n",
    "an mbox line in a part": parts(
        text(b"From here on\r\nFrom clinic@hospital.example Mon Mar  2 09:30:00 2026")
    ),
    "two headings of one part": parts(b"Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\n<b>x"),
    "text with a name": parts(b"Content-Type: text/plain; name=letter.txt\r\n\r\nwords"),
    "attachment without a name": parts(b"Content-Disposition: attachment\r\n\r\nwords"),
    "the same Content-ID twice": parts(*[b"Content-ID: <a@b>\r\nContent-Type: image/png\r\n\r\nx"] * 2),
}


@each(BODIES)
def divided(draw: Random, body: bytes) -> bytes:
    """Parts that are not divided as they should be."""
    return letter(draw, body, b"MIME-Version: 1.0", b'Content-Type: multipart/mixed; boundary="cut"')


PLAIN, RICH = text(b"About Jane Smith."), text(b"<p>About John Adeyemi.</p>", b"html")
ALTERNATIVES = {
    "two plain texts that differ": (PLAIN, text(b"About John Adeyemi.")),
    "plain and laid out differ": (PLAIN, RICH),
    "richest first": (RICH, PLAIN),
    "two laid out": (RICH, text(b"<p>About Ann.</p>", b"html")),
    "none": (),
    "only a picture": (file(b"\x89PNG", b"image/png"),),
    "both empty": (text(b""), text(b"", b"html")),
}


@each(ALTERNATIVES)
def alternatives(draw: Random, given: tuple[bytes, ...]) -> bytes:
    """Versions of one text that do not say the same."""
    return multi(draw, *given, kind=b"alternative")


@kind
def a_boundary_of_three_hundred(draw: Random) -> bytes:
    """A boundary of 300 characters, where 70 are allowed."""
    return multi(draw, text(), mark=LONG)


@each({"missing": b"", "2.0": b"2.0", "twice": b"1.0\r\nMIME-Version: 1.0", "with a comment": b"1.(x)0"})
def mime_version(draw: Random, value: bytes) -> bytes:
    """A MIME-Version that is not 1.0."""
    lines = [b"MIME-Version: " + value] if value else []
    return letter(draw, TWO, *lines, b"Content-Type: multipart/mixed; boundary=cut")


@each({"base64": b"base64", "quoted-printable": b"quoted-printable", "unknown": b"x-none"})
def parts_encoded_as_a_whole(draw: Random, encoding: bytes) -> bytes:
    """A multipart with a transfer encoding, which RFC 2045 forbids."""
    lines = (b"Content-Type: multipart/mixed; boundary=cut", b"Content-Transfer-Encoding: " + encoding)
    return letter(draw, TWO, *lines)
