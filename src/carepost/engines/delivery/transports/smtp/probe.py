"""Trying the way out: connect, verify, sign in, leave. No mail is offered."""

from __future__ import annotations

from datetime import datetime

from carepost.engines.delivery.transports.port import Submission
from carepost.engines.delivery.transports.smtp.session import NotOpened, opened
from carepost.ground.kernel import Unavailable


def probe(to: Submission) -> datetime | None:
    """Until when the server's certificate is good. Raises Unavailable with what is wrong, in words."""
    try:
        session = opened(to)
    except NotOpened as trouble:
        raise Unavailable(trouble.text) from trouble
    try:
        return session.line.certificate_ends()
    finally:
        session.line.leave()
