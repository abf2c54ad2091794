"""What a server's clock said when it took our letter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from carepost.ground.mailkit.stamps import first_stamp

TOOK = b"Received: from us\r\n by mail.example with ESMTPSA;\r\n Fri, 27 Nov 2026 08:00:05 +0100 (CET)\r\n"
LATER = b"Received: from mail.example by store.example; Fri, 27 Nov 2026 07:03:00 +0000\r\n"


def test_the_first_server_is_the_lowest() -> None:
    raw = LATER + TOOK + b"Subject: x\r\n\r\nReceived: by nobody; Mon, 01 Jan 2001 00:00:00 +0000\r\n"
    assert first_stamp(raw) == datetime(2026, 11, 27, 7, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: nothing\r\n\r\n",
        b"Received: by mail.example\r\n\r\n",
        b"Received: by mail.example; yesterday\r\n\r\n",
        b"Received: by m; Fri, 99 Nov 2026 08:00:05 +0100\r\n\r\n",
        b"Received: \xff\xfe; \xff\r\n\r\n",
    ],
)
def test_what_says_nothing_is_nothing(raw: bytes) -> None:
    assert first_stamp(raw) is None
