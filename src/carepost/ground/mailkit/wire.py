"""What may go on the wire: CRLF line ends only, no line over 998 octets (RFC 5322 section 2.1.1)."""

from __future__ import annotations

import re

from carepost.ground.kernel import Refused

LONGEST_LINE = 998  # octets, without its CRLF

# A lone CR or LF is read as a line end by some servers and not by others; between the two a second message
# can be smuggled in (CVE-2023-51764 and its kind).
_STRAY = re.compile(rb"\r(?!\n)|(?<!\r)\n|\x00")
_NAMES = {b"\r": "a lone carriage return", b"\n": "a lone line feed", b"\x00": "a NUL"}


def check(raw: bytes) -> None:
    """Pass bytes that every server reads alike; Refused for a lone CR or LF, a NUL or a line too long."""
    if found := _STRAY.search(raw):
        raise Refused(
            f"This message holds {_NAMES[found[0]]} at byte {found.start()}, "
            "which mail systems read in different ways. It was not sent."
        )
    if not raw.endswith(b"\r\n"):
        raise Refused("This message does not end with a line end. It was not sent.")
    if max(map(len, raw.split(b"\r\n"))) > LONGEST_LINE:
        raise Refused(f"This message has a line over {LONGEST_LINE} octets. It was not sent.")
