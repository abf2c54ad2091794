"""The rows of a message being sent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from carepost.actions.writing import wording
from carepost.actions.writing.letter import Letter
from carepost.actions.writing.recipients import Judged
from carepost.domain.correspondence.models import Attachment, Conversation, Message, Participant
from carepost.domain.organisations.models import Membership, Practice
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy import services
from carepost.ground.kernel import new_id
from carepost.ground.mailkit import reference
from carepost.ground.mailkit.compose import OutgoingFile


def new_conversation(
    practice: Practice, patient: Patient | None, judged: Sequence[Judged], now: datetime
) -> Conversation:
    conversation_id = new_id()
    mark = reference.make(services.token_key(), practice.short_id, conversation_id)
    return Conversation.objects.create(
        id=conversation_id,
        practice=practice,
        reference=mark,
        patient=patient,
        subject=wording.subject(practice, mark),
        correspondent=", ".join(one.name or str(one.address) for one in judged if one.kind == "to")[:300],
        state=Conversation.State.AWAITING_REPLY,
        last_at=now,
    )


def new_message(
    practice: Practice,
    conversation: Conversation,
    author: Membership,
    letter: Letter,
    judged: Sequence[Judged],
    now: datetime,
    *,
    reply: bool,
) -> Message:
    def line(kind: str) -> list[list[str]]:
        return [[one.name, str(one.address)] for one in judged if one.kind == kind]

    return Message.objects.create(
        practice=practice,
        conversation=conversation,
        direction=Message.Direction.OUT,
        author=author,
        from_name=author.name,
        from_address="",
        to=line("to"),
        cc=line("cc"),
        subject=wording.subject(practice, conversation.reference, reply=reply),
        text=letter.text,
        at=now,
        send_key=letter.key,
    )


def add_files(message: Message, files: Sequence[OutgoingFile]) -> None:
    for index, file in enumerate(files):
        object_id = new_id()
        services.vault().put(message.practice_id, object_id, file.data)
        Attachment.objects.create(
            practice_id=message.practice_id,
            message=message,
            index=index,
            name=file.name,
            content_type=file.content_type,
            size=len(file.data),
            sha256=hashlib.sha256(file.data).hexdigest(),
            object_id=object_id,
        )


def add_participants(conversation: Conversation, judged: Sequence[Judged], now: datetime) -> None:
    Participant.objects.bulk_create(
        [
            Participant(
                practice_id=conversation.practice_id,
                conversation=conversation,
                identity=one.address.identity,
                address=str(one.address),
                name=one.name,
                organisation=one.organisation,
                ods_code=one.ods_code,
                added_at=now,
            )
            for one in judged
        ],
        ignore_conflicts=True,
    )
