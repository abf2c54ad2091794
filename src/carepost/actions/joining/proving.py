"""Bringing the codes. A try is counted and kept whatever happens after it."""

from __future__ import annotations

from enum import Enum
from uuid import UUID

from carepost.actions.joining import codes
from carepost.actions.joining.asking import asking_of, is_known
from carepost.actions.notices.tell import is_lost
from carepost.domain.identity.models import Joining, Proof
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock

ORDER = (Proof.Of.MAIL, Proof.Of.TELEPHONE)


class Answer(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"
    """a new code is needed"""
    DONE = "done"
    """all was brought before, as by pressing twice"""


def going_on(joining_id: UUID) -> Joining | None:
    """Begun, and neither finished nor run out."""
    return Joining.objects.filter(id=joining_id, ends_at__gt=clock.now()).first()


def next_proof(joining: Joining) -> Proof | None:
    """What is to be proved now; None when all is."""
    open_proofs = {proof.of: proof for proof in joining.proofs.filter(proved_at=None)}
    return next((open_proofs[of] for of in ORDER if of in open_proofs), None)


def number_texted(joining: Joining, *, again: bool) -> str:
    """The telephone that gets a code if the one for the address is right, or if one is asked for `again`; or ""."""
    proof = next_proof(joining)
    if proof is None or (proof.of == Proof.Of.MAIL) is again:
        return ""
    return asking_of(joining).telephone


def enter_code(*, joining_id: UUID, typed: str) -> Answer:
    """In a transaction of its own that ends well also for a wrong code: a try undone would be a try given away.

    The telephone is asked for when the address is proved, so that nobody can have strangers texted.
    """
    with acting_for(None):
        proof = _to_prove(joining_id)
        if proof is None:
            return Answer.DONE
        if codes.is_over(proof):
            return Answer.OVER
        if not codes.is_right(proof, typed):
            return Answer.OVER if codes.is_over(proof) else Answer.WRONG
        asking = asking_of(proof.joining)
        if proof.of == Proof.Of.MAIL and asking.telephone:
            codes.send_first(joining_id, Proof.Of.TELEPHONE, to=asking.telephone)
        return Answer.RIGHT


def send_new_code(*, joining_id: UUID) -> bool:
    """False when there were as many as we send."""
    with acting_for(None):
        proof = _to_prove(joining_id)
        if proof is None:
            return False
        asking = asking_of(proof.joining)
        if proof.of == Proof.Of.TELEPHONE:
            return codes.send_again(proof, to=asking.telephone, known=False)
        return codes.send_again(proof, to=asking.email, known=is_known(asking.email))


def _to_prove(joining_id: UUID) -> Proof | None:
    """What is to be proved now, held until this transaction ends; None when all is, or it was finished meanwhile."""
    joining = Joining.objects.select_for_update().filter(id=joining_id).first()
    return next_proof(joining) if joining else None


def was_lost(proof: Proof) -> bool:
    """The code never left: the page has to say so."""
    return is_lost(proof.notice_id)
