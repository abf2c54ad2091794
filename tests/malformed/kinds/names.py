"""Names of people and files: encoded, turned round, hidden, or paths (RFC 2047, RFC 2231)."""

from __future__ import annotations

from random import Random

from tests.malformed.kinds.making import each, letter, multi, text

WORDS = {
    "an unknown character set": b"=?klingon?q?abc?=",
    "broken base64": b"=?utf-8?b?Q?=",
    "broken base64 with strays": b"=?utf-8?b?Q!U*J=D?=",
    "words within words": b"=?utf-8?q?=3D=3Futf-8=3Fq=3Fabc=3F=3D?=",
    "a character cut in two": b"=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=",
    "a character cut for ever": b"=?utf-8?q?caf=C3?= x",
    "no end": b"=?utf-8?q?abc",
    "no encoding": b"=?utf-8??abc?=",
    "another encoding": b"=?utf-8?x?abc?=",
    "a language": b"=?utf-8*en-GB?q?abc?=",
    "NUL": b"=?utf-8?q?a=00b?=",
    "line ends": b"=?utf-8?q?a=0D=0Ab?=",
    "spaces within": b"=?utf-8?q?a b c?=",
    "no space between": b"=?utf-8?q?a?==?utf-8?q?b?=",
    "ten thousand characters": b"=?utf-8?q?" + b"a" * 10_000 + b"?=",
    "surrogates": b"=?utf-8?q?=ED=A0=80?=",
    "UTF-7": b"=?utf-7?q?+ADw-script+AD4-?=",
    "UTF-16": b"=?utf-16?b?//5hAGIA?=",
    "quotation marks": b'"=?utf-8?q?a=22b?="',
    "an empty word": b"=?utf-8?q??=",
    "a lone question mark": b"=?=",
}


@each(WORDS)
def encoded_name(draw: Random, name: bytes) -> bytes:
    """A sender's name and a subject as encoded words with."""
    return letter(draw, b"words\r\n", sender=name + b" <clinic@hospital.example>", subject=name)


SEEN = {
    "turned round": "Dr \u202ehahS",
    "isolated": "\u2067Dr Shah\u2069",
    "no width": "Dr\u200b \u200bShah",
    "soft hyphens": "Dr\u00ad Sh\u00adah",
    "tags": "Dr Shah\U000e0041\U000e007f",
    "marks upon marks": "Dr Shah" + "\u0301\u0336" * 200,
    "other alphabets": "Dr Ѕhаh",
    "mathematical letters": "𝐃𝐫 𝐒𝐡𝐚𝐡",
    "joiners": "می‌خواهم 👩‍⚕️",
    "an interlinear note": "Dr\ufff9 Shah\ufffa Other\ufffb",
    "private use": "Dr \ue000\uf8ff Shah",
    "not characters": "Dr \ufffe\uffff Shah",
    "nothing but unseen": "\u200b\u200b\u2060",
    "right to left": "ד״ר שאה",
}


@each(SEEN)
def seen_name(draw: Random, name: str) -> bytes:
    """A sender's name that looks like something else by."""
    return letter(
        draw, b"words\r\n", sender=name.encode() + b" <clinic@hospital.example>", subject=name.encode()
    )


FILES = {
    "a path up": b"../../../../etc/passwd",
    "a path of Windows": b"..\\\\..\\\\windows\\\\system32\\\\x.exe",
    "a drive": b"C:\\\\autoexec.bat",
    "a share": b"\\\\\\\\server\\\\share\\\\x",
    "an absolute path": b"/etc/cron.d/x",
    "a home": b"~/.ssh/authorized_keys",
    "a dot": b".",
    "two dots": b"..",
    "a device": b"CON",
    "a device with an ending": b"NUL.txt",
    "a stream": b"letter.txt:hidden.exe",
    "dots at the end": b"letter.exe...",
    "spaces at the end": b"letter.pdf" + b" " * 100 + b".exe",
    "two endings": b"letter.pdf.exe",
    "turned round": "letter\u202efdp.exe".encode(),
    "no width": "letter\u200b.pdf".encode(),
    "five thousand characters": b"x" * 5000 + b".pdf",
    "NUL": b"letter.pdf\x00.exe",
    "percent signs": b"%2e%2e%2fpasswd%00.pdf",
    "a shell": b"; rm -rf / #`id`$(id)|x",
    "an option": b"--checkpoint-action=exec=sh",
    "markup": b"<img src=x onerror=alert(1)>.pdf",
    "line ends": b"a\r\n b\r\n\tc.pdf",
    "slashes of Unicode": "a\u2215b\uff0fc\u2044d".encode(),
    "an NHS number": b"999 000 0018 Jane Smith.pdf",
    "an emoji": "😀.pdf".encode(),
    "Latin 1": "Köln.pdf".encode("latin-1"),
    "nothing": b"",
    "spaces only": b"   ",
    "an ending only": b".pdf",
    "a formula": b"=cmd|'/c calc'!A1.csv",
}


@each(FILES)
def file_name(draw: Random, name: bytes) -> bytes:
    """An attachment whose name is or has."""
    head = (
        b'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="' + name + b'"'
    )
    return multi(draw, text(), head + b"\r\n\r\ndata")


PIECES = {
    "out of order": b"filename*1=b.pdf; filename*0=a",
    "with a gap": b"filename*0=a; filename*2=b.pdf",
    "twice the same": b"filename*0=a; filename*0=b; filename*1=.pdf",
    "not from nought": b"filename*3=a.pdf",
    "of ten thousand": b"".join(b"filename*%d=a; " % n for n in range(10_000)),
    "of a huge number": b"filename*99999999999999999999=a.pdf",
    "of a negative number": b"filename*-1=a.pdf",
    "with broken percent signs": b"filename*=utf-8''%G1%%4%C3%",
    "of an unknown character set": b"filename*=klingon'en'a%20b.pdf",
    "without quotes": b"filename*=utf-8a%20b.pdf",
    "with NUL": b"filename*=utf-8''a%00b.pdf",
    "with a path": b"filename*=utf-8''..%2F..%2Fetc%2Fpasswd",
    "turned round": b"filename*=utf-8''a%E2%80%AEfdp.exe",
    "plain and extended that differ": b"filename=\"good.pdf\"; filename*=utf-8''bad.exe",
    "plain twice": b"filename=good.pdf; filename=bad.exe",
    "as an encoded word": b'filename="=?utf-8?b?Li4vLi4vYS5leGU=?="',
    "without an end": b'filename="a.pdf',
    "with a space before the equals sign": b"filename = a.pdf",
    "encoded and not, in turn": b"filename*0*=utf-8''a%20; filename*1=%20b; filename*2*=%20c.pdf",
}


@each(PIECES)
def file_name_in_pieces(draw: Random, parameter: bytes) -> bytes:
    """A file name by RFC 2231."""
    head = b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; " + parameter
    return multi(draw, text(), head + b"\r\n\r\ndata")
