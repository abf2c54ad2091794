"""Codes: made, sent, compared. Six digits, five tries, ten minutes, once; three codes at the most."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from allauth.core.internal.cryptokit import generate_user_code
from django.utils.crypto import constant_time_compare, salted_hmac

from carepost.actions.joining import words
from carepost.actions.notices.mailing import mail
from carepost.actions.notices.tell import text
from carepost.domain.identity.models import Proof, SentCode
from carepost.ground.kernel import PhoneNumber, clock

DIGITS, TRIES, MOST = 6, 5, 3
GOOD_FOR = timedelta(minutes=10)
SALT = "carepost.joining.code"


def send_first(joining_id: UUID, of: Proof.Of, *, to: str, known: bool = False) -> None:
    code = made()
    Proof.objects.create(
        joining_id=joining_id,
        of=of,
        code_hash=hashed(joining_id, of, code),
        good_until=clock.now() + GOOD_FOR,
        notice_id=_told(of, to, code, known=known),
    )


def send_again(proof: Proof, *, to: str, known: bool) -> bool:
    """A new code in place of the old one; False when there were too many. The row is locked by the caller."""
    if proof.sent >= MOST:
        return False
    code = made()
    proof.code_hash, proof.good_until = hashed(proof.joining_id, proof.of, code), clock.now() + GOOD_FOR
    proof.notice_id, proof.tries, proof.sent = _told(proof.of, to, code, known=known), 0, proof.sent + 1
    proof.save()
    return True


def is_right(proof: SentCode, typed: str) -> bool:
    """Whether this is the code, still good; the try is counted. The row is locked by the caller."""
    if is_over(proof):
        return False
    proof.tries += 1
    digits = "".join(character for character in typed if character.isdigit())
    right = constant_time_compare(hashed(proof.whose, proof.of, digits), proof.code_hash)
    proof.proved_at = clock.now() if right else None
    proof.save()
    return right


def is_over(proof: SentCode) -> bool:
    """Used, run out, or tried too often: a new code is needed."""
    return proof.proved_at is not None or proof.tries >= TRIES or proof.good_until <= clock.now()


def made() -> str:
    code: str = generate_user_code(numeric=True, length=DIGITS, dashed=False)
    return code


def hashed(whose: UUID, of: str, code: str) -> str:
    """`whose`: the id of what the code belongs to."""
    return salted_hmac(f"{SALT}/{whose}/{of}", code, algorithm="sha256").hexdigest()


def _told(of: str, to: str, code: str, *, known: bool) -> UUID:
    if of == Proof.Of.TELEPHONE:
        return text(to=PhoneNumber(to), words=words.text_message(code), good_for=GOOD_FOR)
    said = words.known_already() if known else words.mail(code)
    return mail(to, said, good_for=GOOD_FOR)
