"""What an instance made by an earlier version is like now, and that work goes on in it.

    python -m tests.upgrade.look FACTS.json

acts on CAREPOST_HOME and prints one JSON object of what it found.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from carepost.doors.commands.running import running


def main() -> None:
    facts = json.loads(Path(sys.argv[1]).read_text())
    with running() as instance:
        instance.checkpoints_file.parent.mkdir(exist_ok=True)
        print(json.dumps(found(facts)))


def found(facts: dict[str, Any]) -> dict[str, Any]:
    from carepost.domain.correspondence.models import Message
    from carepost.domain.organisations.models import Practice
    from carepost.domain.tenancy import services
    from carepost.domain.tenancy.context import acting_for
    from carepost.engines.intake.models import Arrival
    from carepost.ground.kernel import Actor

    practice = Practice.objects.get(ods_code=facts["practice"])
    system = Actor.system("tests", practice.id)
    with acting_for(practice.id):
        states = {str(one.id): str(one.state) for one in Arrival.objects.of(practice.id)}
        texts = list(Message.objects.of(practice.id).order_by("at", "id").values_list("text", flat=True))
        originals = {
            one: hashlib.sha256(services.vault().get(practice.id, UUID(one))).hexdigest()
            for one in facts["originals"]
        }
    return {
        "texts": [text.strip() for text in texts],
        "originals": originals,
        "states": states,
        "pages": pages(facts),
        "sent": delivered(system),
        "sent_again": delivered(system),
        "reply": reply(system, facts["awaits_reply"]),
    }


def pages(facts: dict[str, Any]) -> dict[str, Any]:
    """Signed in with the old password and the old second factor, the conversation is readable."""
    from allauth.mfa.totp.internal import auth as totp
    from django.test import Client

    one, browser = facts["sign_in"], Client(SERVER_NAME="localhost")
    first = browser.post("/accounts/login/", {"login": one["email"], "password": one["password"]})
    code = totp.format_hotp_value(totp.hotp_value(one["secret"], int(time.time()) // 30))
    browser.post(first["Location"], {"code": code})
    page = browser.get(f"/conversations/{facts['awaits_reply']['conversation']}")
    inbox = browser.get("/inbox/all")
    return {"inbox": inbox.status_code, "conversation": page.status_code, "shows": page.content.decode()}


def delivered(system: Any) -> list[str]:
    """To whom the worker hands over what waits."""
    from carepost.actions.delivering.deliver import deliver_waiting
    from carepost.domain.organisations.models import ServiceMailbox
    from carepost.domain.tenancy.context import acting_for
    from tests.doubles.ways_out import WayOut

    with acting_for(system.practice_id):
        mailbox = ServiceMailbox.objects.of(system.practice_id).get()
    way = WayOut()
    deliver_waiting(actor=system, mailbox_id=mailbox.id, transport=way)
    return [parcel.rcpt for parcel in way.parcels]


def reply(system: Any, awaited: dict[str, str]) -> dict[str, str]:
    """An answer to what the old version sent, to the address it gave: whose conversation it is filed in."""
    from carepost.actions.receiving.accept import Incoming, accept
    from carepost.actions.receiving.read import read_waiting
    from carepost.domain.correspondence.models import Message
    from carepost.domain.organisations.models import ServiceMailbox
    from carepost.domain.tenancy.context import acting_for
    from carepost.engines.intake.models import Arrival
    from tests.integration.letters import mail

    with acting_for(system.practice_id):
        mailbox = ServiceMailbox.objects.of(system.practice_id).get()
    raw = mail("Seen, and written to today.", to=awaited["address"], answers=awaited["message_id"])
    incoming = Incoming(
        mailbox_id=mailbox.id,
        source_key="imap:INBOX:1:99",
        raw=raw,
        rcpt_to=(awaited["address"],),
        junk=False,
    )
    arrival_id = accept(actor=system, mail=incoming)
    read_waiting(actor=system)
    with acting_for(system.practice_id):
        arrival = Arrival.objects.of(system.practice_id).get(id=arrival_id)
        message = (
            Message.objects.of(system.practice_id)
            .select_related("conversation__patient")
            .get(arrival_id=arrival_id)
        )
    conversation = message.conversation
    return {
        "state": str(arrival.state),
        "conversation": str(conversation.id),
        "patient": str(conversation.patient.nhs_number),
    }


if __name__ == "__main__":
    main()
