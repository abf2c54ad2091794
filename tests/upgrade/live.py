"""A few made-up days at Riverside, lived by this version in the instance of CAREPOST_HOME.

    python -m tests.upgrade.live

prints as JSON what has to be true under every later version. Part of `scripts/release_fixture.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from carepost.config.instance import Instance
from carepost.doors.commands.running import running

if TYPE_CHECKING:  # Django has no settings before `running`
    from tests.integration.desk import Desk

PASSWORD = "made up words for a test"
SECRET = "JBSWY3DPEHPK3PXP"
PALPITATIONS = "Please see this patient about palpitations."
TAPE = "Thank you, please arrange a tape."
SECOND = "A second letter, not answered yet."
UNSENT = "A letter that nobody has sent yet."
QUESTION = "A question without a reference."


def main() -> None:
    with running() as instance:
        from tests.cast import make_cast
        from tests.integration.desk import Desk

        desk = Desk(make_cast())
        facts = {
            "practice": str(desk.practice.ods_code),
            "texts": [PALPITATIONS, TAPE, SECOND, UNSENT],
            "sign_in": _may_sign_in(desk),
        }
        print(json.dumps(facts | _correspond(desk, lambda: _place(instance)), indent=1))


def _may_sign_in(desk: Desk) -> dict[str, str]:
    from allauth.mfa.totp.internal.auth import TOTP

    from carepost.domain.identity.models import Person

    alice = Person.objects.get(id=desk.someone.person_id)
    alice.set_password(PASSWORD)
    alice.save()
    TOTP.activate(alice, SECRET)
    return {"email": alice.email, "password": PASSWORD, "secret": SECRET}


def _correspond(desk: Desk, place: Callable[[], None]) -> dict[str, Any]:
    """One letter answered, one not yet, one not even sent; and a letter nobody asked for."""
    from tests.integration.letters import mail

    answered = desk.sent(text=PALPITATIONS)
    raw = mail(TAPE, answers=answered.mime_message_id)
    answer = desk.take_in(raw, desk.reply_address(answered), source="imap:INBOX:1:1")
    place()
    question = mail(QUESTION)
    stranger = desk.take_in(question, source="imap:INBOX:1:2")
    owen = desk.surgery.patient(number="9990000026", family="Jones", given="Owen")
    sent = desk.sent(text=SECOND, patient=owen)
    place()
    unsent = desk.envelope(desk.send(text=UNSENT))
    place()
    originals = {answer.object_id: raw, stranger.object_id: question}
    originals |= {one.object_id: desk.frozen(one) for one in (answered, sent, unsent)}
    return {
        "originals": {str(name): hashlib.sha256(data).hexdigest() for name, data in originals.items()},
        "states": {str(one.id): str(one.state) for one in (answer, stranger)},
        "unsent": {"envelope": str(unsent.id), "to": unsent.recipient},
        "awaits_reply": {
            "address": desk.reply_address(sent),
            "message_id": sent.mime_message_id,
            "conversation": str(sent.message.conversation_id),
            "patient": owen.nhs_number,
        },
    }


def _place(instance: Instance) -> None:
    """What the worker does: places and signed checkpoints."""
    import psycopg

    from carepost.config.database import conninfo
    from carepost.domain.ledger.checkpoint import load_key
    from carepost.domain.ledger.outside import OutsideFile
    from carepost.domain.ledger.sequencer import place_waiting

    instance.checkpoints_file.parent.mkdir(mode=0o700, exist_ok=True)
    with psycopg.connect(conninfo(instance, "ledger")) as conn:
        key = load_key(instance.secret("ledger.key") or b"")
        place_waiting(conn, key, OutsideFile(instance.checkpoints_file), force=True)


if __name__ == "__main__":
    main()
