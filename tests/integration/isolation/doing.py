"""The real verbs, called as the doors call them, and what they said in one word."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import F
from psycopg import OperationalError

from carepost.actions.people.away import Away
from carepost.actions.writing.letter import Letter, RepliesTo
from carepost.domain.correspondence.models import Conversation
from carepost.domain.organisations.models import Membership
from carepost.domain.organisations.people import hold_place, places_of
from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import (
    Actor,
    Conflict,
    EmailAddress,
    NotFound,
    NotPermitted,
    Refused,
    clock,
    new_id,
)
from carepost.ground.mailkit.pieces import By
from scripts.reference.verbs import Verb
from tests.integration.isolation import reference_model as model
from tests.integration.isolation.doing_details import DETAILS
from tests.integration.isolation.doing_devices import DEVICES
from tests.integration.isolation.doing_people import WITH_PEOPLE
from tests.integration.isolation.doing_provisioning import PROVISIONING
from tests.integration.isolation.doing_reviewing import REVIEWING
from tests.integration.isolation.doing_sharing import SHARING
from tests.integration.isolation.doing_teams import DOING_TEAMS
from tests.integration.isolation.everything import FILE, Everything
from tests.integration.isolation.reference_model import Act
from tests.integration.isolation.things import Things, things_of
from tests.integration.letters import CARDIOLOGY

__all__ = ["DOING", "SAID", "Things", "look_up", "said", "things_of"]
SAID = {
    NotPermitted: model.NOT_PERMITTED,
    NotFound: model.NOT_FOUND,
    Conflict: model.CONFLICT,
    Refused: model.REFUSED,
}
Do = Callable[[Verb, Actor, "Things", "Things", Act], object]


def look_up(person_id: UUID, practice_id: UUID) -> Membership | None:
    """As the way in does it."""
    with acting_for(None, person_id):
        return next((one for one in places_of(person_id) if one.practice_id == practice_id), None)


def said(verb: Verb, member: Membership | None, act: Act, town: dict[str, Things]) -> str:
    """What became of it, in the model's words."""
    if member is None:
        return model.TURNED_AWAY
    with acting_for(member.practice_id, member.person_id):
        if act.verb not in model.LOOKS and not hold_place(member):
            return model.TURNED_AWAY
    try:
        with acting_for(member.practice_id, member.person_id):
            DOING.get(verb.name, _with_nothing)(verb, member.as_actor(), town[act.of], town[act.second], act)
    except tuple(SAID) as error:
        return next(words for kind, words in SAID.items() if isinstance(error, kind))
    return model.DONE


def _with_nothing(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    """For what is Carepost's own to do, and is refused before it looks at anything."""
    return verb.function(actor=actor, **dict.fromkeys(verb.needs))


def _with(**given: Callable[[Things], object]) -> Do:
    """Called with these, each taken from what the practice has."""

    def do(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
        return verb.function(actor=actor, **{name: take(of) for name, take in given.items()})

    return do


def _conversation(**more: object) -> Do:
    return _with(conversation_id=lambda of: of.of.conversation.id, **_as_they_are(more))


def _arrival(which: str = "to_match", **more: object) -> Do:
    return _with(arrival_id=lambda of: getattr(of.of, which).id, **_as_they_are(more))


def _as_they_are(values: dict[str, object]) -> dict[str, Callable[[Things], object]]:
    return {name: (lambda of, value=value: value) for name, value in values.items()}


def _letter(second: Things) -> Letter:
    to = (EmailAddress.parse(CARDIOLOGY),)
    return Letter(key=new_id(), to=to, text="Made up.", replies_to=RepliesTo(team_id=second.team))


def _assign(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    whom = {"team_id": second.team} if act.whom < 0 else {"membership_id": second.member(act.whom)}
    return verb.function(actor=actor, conversation_id=of.of.conversation.id, seen=of.version, **whom)


def _send(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    return verb.function(actor=actor, patient_id=of.of.patient.id, letter=_letter(second))


def _reply(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    return verb.function(
        actor=actor, conversation_id=of.of.conversation.id, letter=_letter(second), seen=of.version
    )


def _confirm(name: str, take: Callable[[Everything], UUID]) -> Do:
    def do(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
        return verb.function(actor=actor, arrival_id=of.of.to_match.id, **{name: take(second.of)})

    return do


def _place(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    return verb.function(
        actor=actor,
        arrival_id=of.of.split.id,
        patient_id=second.of.patient.id,
        pieces=frozenset({act.piece}),
        attachments=frozenset(),
        seen=of.cut,
    )


def _take_back(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    return verb.function(actor=actor, arrival_id=of.of.split.id, number=of.part_with(act.piece))


def _hold(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    of.held = verb.function(actor=actor, send_key=new_id(), file=FILE)  # type: ignore[assignment]
    return of.held


def _held(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    """None of them is the same as not found: a form that names them is sent without."""
    if of.held is None or not verb.function(actor=actor, send_key=of.held.send_key, ids=[of.held.id]):
        raise NotFound
    return of.held


def _hand_over(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    whose = {"membership_id": of.member(act.whom)} if "membership_id" in verb.needs else {}
    done = verb.function(actor=actor, to=second.desk.surgery.team("Nurses"), **whose)
    of.handed = done.hand_over.id  # type: ignore[attr-defined]
    return done


def _undo(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    """Somebody has worked on the conversation since, so that it stays where it is."""
    with of.desk.acting():
        Conversation.objects.of(of.desk.id).update(version=F("version") + 1)
    return verb.function(actor=actor, hand_over_id=of.handed or new_id())


def _set_absence(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    whose = {"membership_id": of.member(act.whom)} if "membership_id" in verb.needs else {}
    away = Away(team_id=second.team, first_day=clock.today() + timedelta(days=30), back_on=None)
    of.absence = verb.function(actor=actor, away=away, **whose).id  # type: ignore[attr-defined]
    return of.absence


def _of_the_ledger(*paths: str, **more: object) -> Do:
    """Past its rule it needs the ledger's own login, which is not there: that far is far enough."""

    def do(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
        given = {"address": "host=127.0.0.1 port=1", "seed": bytes(32)} | dict.fromkeys(
            paths, Path("/dev/null")
        )
        with suppress(OperationalError):
            return verb.function(actor=actor, **given, **more)

    return do


DOING: dict[str, Do] = {
    **WITH_PEOPLE,
    **DEVICES,
    **SHARING,
    **DETAILS,
    "conversations.lists.list_conversations": _with(name=lambda of: f"team-{of.team}"),
    "conversations.lists.count_new": _with(name=lambda of: f"team-{of.team}", since=lambda of: clock.now()),
    "conversations.look.open_conversation": _conversation(),
    "conversations.look.print_conversation": _conversation(),
    "conversations.look.open_attachment": _with(attachment_id=lambda of: of.of.attachment.id),
    "conversations.look.open_html": _with(message_id=lambda of: of.of.received.id),
    "conversations.look.original_of_message": _with(message_id=lambda of: of.of.received.id),
    "conversations.look.original_of_envelope": _with(envelope_id=lambda of: of.of.envelope.id),
    "conversations.look.search_patients": _with(words=lambda of: "smith"),
    "conversations.work.assign": _assign,
    "conversations.work.add_note": _conversation(text="A note"),
    "conversations.work.mark_done": _with(conversation_id=lambda of: of.refused.message.conversation_id),
    "conversations.work.reopen": _conversation(),
    "conversations.work.set_urgent": _conversation(urgent=True),
    "delivering.look.evidence_of": _with(envelope_id=lambda of: of.of.envelope.id),
    "delivering.settle.decide_send": _with(envelope_id=lambda of: of.refused.id, decision=lambda of: "leave"),
    "ledger.export.export_ledger": _of_the_ledger("checkpoints", "file"),
    "ledger.restored.declare_restored": _of_the_ledger("checkpoints", reason="made up"),
    "people.away.set_absence": _set_absence,
    "people.away.set_own_absence": _set_absence,
    "people.away.end_absence": _with(absence_id=lambda of: of.absence or new_id()),
    "people.away.end_own_absence": _with(absence_id=lambda of: of.absence or new_id()),
    "people.handing_over.what_i_hold": _with(),
    "people.handing_over.hand_over": _hand_over,
    "people.handing_over.hand_over_own": _hand_over,
    "people.handing_over.undo_hand_over": _undo,
    "people.handing_over.undo_own_hand_over": _undo,
    **PROVISIONING,
    **REVIEWING,
    **DOING_TEAMS,
    "record.look.read_record": _with(),
    "record.look.read_record_of_conversation": _conversation(),
    "triage.confirm.confirm_conversation": _confirm("conversation_id", lambda of: of.conversation.id),
    "triage.confirm.confirm_patient": _confirm("patient_id", lambda of: of.patient.id),
    "triage.confirm.undo_match": _arrival(),
    "triage.look.open_arrival": _arrival(),
    "triage.look.original_of_arrival": _arrival(),
    "triage.look.attachment_of_arrival": _arrival("matched", index=0),
    "triage.look.html_of_arrival": _arrival(),
    "triage.settle.settle_arrival": _arrival(outcome=Arrival.Outcome.JUNK),
    "triage.settle.undo_settling": _arrival(),
    "triage.split.place_pieces": _place,
    "triage.splitting.open_to_split": _arrival("split", by=By.PARAGRAPHS),
    "triage.unsplit.take_back": _take_back,
    "writing.held.hold_file": _hold,
    "writing.held.held_files": _held,
    "writing.held.contents_of": _with(files=lambda of: ()),
    "writing.held.let_go": _with(send_key=lambda of: of.held.send_key if of.held else new_id()),
    "writing.send.send_message": _send,
    "writing.send.send_reply": _reply,
    "writing.subjects.patient_to_write_about": _with(patient_id=lambda of: of.of.patient.id),
}
