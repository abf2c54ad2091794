"""The SMTP way out: one kept line, one parcel at a time, and no doubt hidden."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from carepost.engines.delivery.transports.port import Outcome, Parcel, Permanent, Proof, Submission, Temporary
from carepost.engines.delivery.transports.smtp import body, dialogue
from carepost.engines.delivery.transports.smtp.dialogue import AtDot, Unfit
from carepost.engines.delivery.transports.smtp.line import Reply
from carepost.engines.delivery.transports.smtp.session import NotOpened, Session, opened


class SmtpTransport:
    """Hands parcels to one submission server. Used by one thread at a time."""

    def __init__(self, to: Submission) -> None:
        self._to = to
        self._kept: Session | None = None

    def deliver(self, parcel: Parcel, before_dot: Callable[[Proof], None]) -> Outcome:
        """Hand over one parcel.

        1. what must never be on a wire is refused here;
        2. everything but the final dot goes out; whatever fails so far is certain not to have been sent;
        3. `before_dot` commits that the dot is about to go;
        4. the dot goes; no answer from here on is `Uncertain`.
        """
        wrong = body.fault(parcel)
        if wrong:
            return Permanent(None, wrong, None)
        reached = self._brought_to_dot(parcel)
        if not isinstance(reached, AtDot):
            return reached
        try:
            before_dot(reached.proof)
            return dialogue.finish(reached, self._to.final_timeout)
        except BaseException:
            self._drop()
            raise

    def close(self) -> None:
        """Say goodbye to the server, if a line is kept."""
        if self._kept:
            self._kept.line.leave()
            self._kept = None

    def _brought_to_dot(self, parcel: Parcel) -> AtDot | Outcome:
        raw = body.complete(parcel.raw)
        try:
            session, reply = self._begun(parcel, len(raw))
            if not reply.good:
                return dialogue.refused(session.line, reply, session.proof())
            return dialogue.bring_to_dot(session, parcel, raw)
        except NotOpened as error:
            return Temporary(error.code, error.text, None)
        except Unfit as error:
            return Permanent(None, str(error), self._proof())
        except OSError:
            proof = self._proof()
            self._drop()
            return Temporary(
                None, f"The line to {self._to.host} was lost before the message was whole.", proof
            )
        except BaseException:
            self._drop()
            raise

    def _begun(self, parcel: Parcel, octets: int) -> tuple[Session, Reply]:
        """Give a line on which MAIL was answered: the kept one, or a new one if that has died meanwhile."""
        if self._kept:
            with suppress(OSError):
                self._kept.line.wait_at_most(self._to.timeout)
                reply = dialogue.offer(self._kept, parcel, octets)
                if not dialogue.is_closing(reply):
                    return self._kept, reply
            self._drop()
        self._kept = opened(self._to)
        return self._kept, dialogue.offer(self._kept, parcel, octets)

    def _proof(self) -> Proof | None:
        return self._kept.proof() if self._kept else None

    def _drop(self) -> None:
        if self._kept:
            self._kept.line.drop()
            self._kept = None
