"""The steps of the way out, from the press of Send to the outcome."""

from __future__ import annotations

from carepost.engines.delivery.transports.smtp.line import Line
from tests.faults.storms.steps import Step

DELIVER = "carepost.actions.delivering.deliver"
COUNTER = "carepost.actions.delivering.counter"
MOVES = "carepost.engines.delivery.moves"
SESSION = "carepost.engines.delivery.transports.smtp.session"
DIALOGUE = "carepost.engines.delivery.transports.smtp.dialogue"
LINE = "carepost.engines.delivery.transports.smtp.line:Line"
DOT = b".\r\n"


def _says(verb: str):
    return lambda _line, command, *_: command == verb


def _is_dot(_line: Line, data: bytes) -> bool:
    return bytes(data) == DOT


def _is_body(_line: Line, data: bytes) -> bool:
    return bytes(data) != DOT


def _half_the_body(line: Line, data: bytes) -> None:
    line._socket().sendall(data[: len(data) // 2])


def _half_the_dot(line: Line, _data: bytes) -> None:
    line._socket().sendall(DOT[:1])


PRESSING = [
    Step("Send pressed, not committed", "carepost.actions.writing.send:_send", may_spare=False),
    Step("Send committed, not answered", "tests.faults.storms.post_room:press", may_spare=False),
]
BEFORE_THE_DOT = [
    Step("claim written, not committed", f"{MOVES}:claim_next"),
    Step("claim committed", f"{DELIVER}:_parcel", "before"),
    Step("connected, before TLS", f"{SESSION}:_connected", may_spare=False),
    Step("TLS agreed, before signing in", f"{SESSION}:_secured", may_spare=False),
    Step("MAIL answered", f"{DIALOGUE}:offer"),
    Step("RCPT answered", f"{DIALOGUE}:_copied_to_us", "before"),
    Step("our own copy's RCPT answered", f"{DIALOGUE}:_copied_to_us"),
    Step("354 answered", f"{LINE}.ask", fits=_says("DATA")),
    Step("amid the body", f"{LINE}.send", "before", _is_body, _half_the_body),
    Step("body sent, dot pending not written", f"{MOVES}:mark_dot_pending", "before"),
    Step("dot pending written, not committed", f"{MOVES}:mark_dot_pending"),
]
AROUND_THE_DOT = [
    Step("dot pending committed, before the dot", f"{DIALOGUE}:finish", "before"),
    Step("amid the dot", f"{LINE}.send", "before", _is_dot, _half_the_dot),
    Step("dot sent, not answered", f"{LINE}.send", fits=_is_dot),
    Step("answer read, outcome not written", f"{DIALOGUE}:finish"),
    Step("outcome written, not committed", f"{COUNTER}:_write_receipts"),
]
AFTER_IT = [Step("outcome committed", f"{DELIVER}:_deliver")]

STEPS = [*PRESSING, *BEFORE_THE_DOT, *AROUND_THE_DOT, *AFTER_IT]
