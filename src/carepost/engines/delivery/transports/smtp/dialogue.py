"""One mail on an open line, up to the final dot and beyond it (RFC 5321 3.3)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from carepost.engines.delivery.transports.port import (
    Accepted,
    Outcome,
    Parcel,
    Permanent,
    Proof,
    Temporary,
    Uncertain,
)
from carepost.engines.delivery.transports.smtp import body
from carepost.engines.delivery.transports.smtp.line import Line, Reply
from carepost.engines.delivery.transports.smtp.session import Session

_CLOSING = 421  # RFC 5321 3.8: the server hangs up, whatever was asked


@dataclass(frozen=True, slots=True)
class AtDot:
    """All but the final dot is on the wire."""

    session: Session
    proof: Proof
    loopback: bool


class Unfit(Exception):
    """This server said of itself that it cannot take this mail."""


def offer(session: Session, parcel: Parcel, octets: int) -> Reply:
    """Name the sender and the size. The line is alive if any answer but 421 comes. Raises Unfit.

    To a server that offers PIPELINING (RFC 2920) the recipients are named in the same flight. Never DATA: whether
    there is to be a body is for us to say, once we know who may have it.
    """
    _check_fit(session, parcel, octets)
    line = session.line
    words = [f"MAIL FROM:<{parcel.mail_from}>"]
    if line.offers("size") is not None:
        words.append(f"SIZE={octets}")
    if not parcel.raw.isascii():
        words.append("BODY=8BITMIME")
    line.say(" ".join(words), *(map(_rcpt, _recipients(parcel)) if _in_one_flight(line) else ()))
    return line.reply()


def bring_to_dot(session: Session, parcel: Parcel, raw: bytes) -> AtDot | Outcome:
    """After MAIL: recipient, our own copy, the body without its dot. Raises OSError if the line goes."""
    line, proof = session.line, session.proof()
    reply = _named(line, parcel.rcpt)
    if not reply.good:
        return refused(line, reply, proof)
    loopback = _copied_to_us(line, parcel)
    reply = line.ask("DATA")
    if reply.code != 354:
        return refused(line, reply, proof)
    for piece in body.stuffed(raw):
        line.send(piece)
    if line.spoke_early():
        # It hung up or refused in mid-body. Without the dot it has nothing, so this is certain.
        early = line.reply()
        line.drop()
        return _verdict(early, proof)
    return AtDot(session, proof, loopback)


def finish(at: AtDot, patience: float) -> Outcome:
    """Send the final dot and read the answer, for which `patience` seconds are given."""
    line = at.session.line
    try:
        line.send(b".\r\n")
        line.wait_at_most(patience)
        reply = line.reply()
    except OSError:
        line.drop()
        return Uncertain(
            f"The line to {at.session.host} was lost after the message, before its answer.", at.proof
        )
    if reply.good:
        return Accepted(reply.code, reply.text, at.proof, at.loopback)
    if not reply.refusal or reply.code == _CLOSING:
        line.drop()
    if not reply.refusal:
        return Uncertain(f"{at.session.host} answered the message with something that is not SMTP.", at.proof)
    return _verdict(reply, at.proof)


def refused(line: Line, reply: Reply, proof: Proof) -> Outcome:
    """Take back the mail that was begun, and say what kind of no this was."""
    if reply.refusal and reply.code != _CLOSING:
        _forget(line)
    else:
        line.drop()
    return _verdict(reply, proof)


def is_closing(reply: Reply) -> bool:
    """Did the server say that it hangs up?"""
    return reply.code == _CLOSING


def _check_fit(session: Session, parcel: Parcel, octets: int) -> None:
    limit = session.line.offers("size") or ""
    if limit.isdigit() and 0 < int(limit) < octets:
        raise Unfit(
            f"The message has {_megabytes(octets)}; {session.host} takes at most {_megabytes(int(limit))}."
        )
    if not parcel.raw.isascii() and session.line.offers("8bitmime") is None:
        raise Unfit(f"The message has 8-bit text, which {session.host} does not take.")


def _in_one_flight(line: Line) -> bool:
    return line.offers("pipelining") is not None


def _recipients(parcel: Parcel) -> list[str]:
    return [one for one in (parcel.rcpt, parcel.loopback_rcpt) if one is not None]


def _rcpt(recipient: str) -> str:
    return f"RCPT TO:<{recipient}>"


def _named(line: Line, recipient: str) -> Reply:
    """The answer about a recipient, who is named now if it was not done with the sender."""
    if not _in_one_flight(line):
        line.say(_rcpt(recipient))
    return line.reply()


def _copied_to_us(line: Line, parcel: Parcel) -> bool:
    if parcel.loopback_rcpt is None:
        return False
    reply = _named(line, parcel.loopback_rcpt)
    if reply.code == _CLOSING:
        raise ConnectionError("The server hung up.")
    return reply.good


def _forget(line: Line) -> None:
    with suppress(OSError):
        line.pass_over()
        if line.ask("RSET").good:
            return
    line.drop()


def _verdict(reply: Reply, proof: Proof) -> Outcome:
    if 500 <= reply.code < 600:
        return Permanent(reply.code, reply.text, proof)
    if 400 <= reply.code < 500:
        return Temporary(reply.code, reply.text, proof)
    return Temporary(None, f"{proof.host} gave an answer out of place ({reply.code} {reply.text}).", proof)


def _megabytes(octets: int) -> str:
    return f"{octets / 1_000_000:.1f} MB"
