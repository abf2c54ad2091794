"""Who it is from and to: several, none, hidden, or somebody else."""

from __future__ import annotations

from random import Random

from tests.malformed.kinds.making import SERVICE, each, kind, letter

CLINIC = b"clinic@hospital.example"

SENDERS = {
    "nobody": b"",
    "an empty angle": b"<>",
    "a name only": b"Heart Clinic",
    "two": CLINIC + b", other@elsewhere.example",
    "five hundred": b", ".join(b"p%d@hospital.example" % n for n in range(500)),
    "a group": b"Clinics: clinic@hospital.example, other@elsewhere.example;",
    "a group of nobody": b"undisclosed-recipients:;",
    "groups within a group": b"A: B: clinic@hospital.example;;",
    "a group left open": b"Clinics: clinic@hospital.example",
    "a comment": b"clinic@hospital.example (other@elsewhere.example)",
    "a comment within": b"clinic(x)@(y)hospital.example",
    "a comment left open": b"clinic@hospital.example (and on",
    "a route": b"<@relay.example,@other.example:clinic@hospital.example>",
    "a quoted local part": b'"clinic nurse"@hospital.example',
    "a quoted address": b'"clinic@hospital.example" <other@elsewhere.example>',
    "an address for a name": b"clinic@hospital.example <other@elsewhere.example>",
    "an address in the name, encoded": b"=?utf-8?q?clinic=40hospital.example?= <other@elsewhere.example>",
    "an address added by an encoded name": b"=?utf-8?q?x=3Ca=40b.example=3E,?= <clinic@hospital.example>",
    "an encoded address": b"=?utf-8?q?clinic=40hospital.example?=",
    "an angle left open": b"Heart Clinic <clinic@hospital.example",
    "two angles": b"<other@elsewhere.example> <clinic@hospital.example>",
    "angles within": b"<<clinic@hospital.example>>",
    "a comma in the name": b"Clinic, Heart <clinic@hospital.example>",
    "a semicolon between": b"clinic@hospital.example; other@elsewhere.example",
    "two at signs": b"clinic@hospital.example@elsewhere.example",
    "no domain": b"clinic@",
    "no local part": b"@hospital.example",
    "a space within": b"cli nic@hospital.example",
    "a dot at the end": b"clinic@hospital.example.",
    "two dots": b"cli..nic@hospital..example",
    "a domain of numbers": b"clinic@[192.0.2.1]",
    "a percent sign": b"clinic%hospital.example@elsewhere.example",
    "a bang": b"hospital!clinic",
    "NUL": b"cli\x00nic@hospital.example",
    "a lone CR": b"clinic@hospital.example\rother@elsewhere.example",
    "UTF-8 in the local part": "clínic@hospital.example".encode(),
    "UTF-8 in the domain": "clinic@höspital.example".encode(),
    "Latin 1": "clínic@hospital.example".encode("latin-1"),
    "an IDN": b"clinic@xn--hspital-90a.example",
    "Cyrillic letters that look Latin": "сlinic@hоspital.example".encode(),
    "a full-width at sign": "clinic＠hospital.example".encode(),
    "an ideographic full stop": "clinic@hospital。example".encode(),
    "a hidden space": "clin\u200bic@hospital.example".encode(),
    "a turned address": "\u202eelpmaxe.latipsoh@cinilc".encode(),
    "a local part of 1,000": b"c" * 1000 + b"@hospital.example",
    "a domain of 1,000": b"clinic@" + b"h." * 500 + b"example",
    "markup": b'"<script>alert(1)</script>" <"><img/src=x/onerror=alert(1)>"@hospital.example>',
    "a hundred trailing commas": CLINIC + b"," * 100,
    "our own mailbox": SERVICE,
    "our own mailbox with a made-up token": b"y90001+" + b"a" * 40 + b"@nhsmail.example",
}


@each(SENDERS)
def sender(draw: Random, value: bytes) -> bytes:
    """A From line that says it is from."""
    return letter(draw, b"words\r\n", sender=value)


@each({"two": 2, "three": 3, "two hundred": 200})
def from_lines(draw: Random, count: int) -> bytes:
    """Several From lines."""
    return letter(draw, b"words\r\n", *[b"From: other%d@elsewhere.example" % n for n in range(1, count)])


@kind
def no_from_line(draw: Random) -> bytes:
    """No From line at all."""
    return letter(draw).partition(b"\r\n")[2]


OTHERS = {
    "Sender": b"Sender: other@elsewhere.example",
    "several Senders": b"Sender: a@elsewhere.example\r\nSender: b@elsewhere.example",
    "Reply-To": b"Reply-To: attack@attack.example",
    "many Reply-To": b"Reply-To: " + b", ".join(b"r%d@attack.example" % n for n in range(300)),
    "Resent-From": b"Resent-From: other@elsewhere.example\r\nResent-Message-ID: <r@x.example>",
    "Return-Path": b"Return-Path: <attack@attack.example>",
    "Delivered-To": b"Delivered-To: somebody@elsewhere.example",
    "no To": b"X-Was-To: nobody",
    "Bcc": b"Bcc: hidden@elsewhere.example",
    "a receipt wanted": b"Disposition-Notification-To: attack@attack.example",
    "results made up": b"Authentication-Results: nhsmail.example; dmarc=pass header.from=hospital.example",
}


@each(OTHERS)
def differs(draw: Random, line: bytes) -> bytes:
    """Another person in."""
    return letter(draw, b"words\r\n", line)


TOKENS = {
    "not base32": b"1" * 40,
    "of 39": b"a" * 39,
    "of 41": b"a" * 41,
    "in capitals": b"AEAAAAAB" * 5,
    "for nobody": b"cmaaaaaayaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "for our copies": b"ciaaaaaayaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "with NUL": b"a" * 20 + b"\x00" + b"a" * 19,
}


@each(TOKENS)
def token(draw: Random, written: bytes) -> bytes:
    """A made-up token in the address and the thread."""
    address = b"y90001+" + written + b"@nhsmail.example"
    return letter(draw, b"words\r\n", b"Cc: " + address, b"In-Reply-To: <" + written + b"@nhsmail.example>")
