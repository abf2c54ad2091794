"""Which verb moves an arrival or a conversation from where to where.

The delivery engine keeps its moves in a table of its own, which the code obeys. For these two the verbs are
the only place, so the table is kept here, and each verb is looked up when the page is written.
"""

from __future__ import annotations

from dataclasses import dataclass

from carepost.domain.correspondence.models import Conversation
from carepost.engines.intake.models import Arrival

A, C = Arrival.State, Conversation.State


@dataclass(frozen=True, slots=True)
class Move:
    """`source` None: it begins there. `verb` is a module and function below `carepost.actions`."""

    source: str | None
    target: str
    verb: str


ARRIVAL = (
    Move(None, A.STORED, "receiving.accept.accept"),
    Move(A.STORED, A.MATCHED, "receiving.read.read_waiting"),
    Move(A.STORED, A.NEEDS_MATCHING, "receiving.read.read_waiting"),
    Move(A.STORED, A.UNREADABLE, "receiving.read.read_waiting"),
    Move(A.STORED, A.LOOPBACK, "receiving.read.read_waiting"),
    Move(A.STORED, A.REPEATED, "receiving.read.read_waiting"),
    Move(A.NEEDS_MATCHING, A.MATCHED, "triage.confirm.confirm_conversation"),
    Move(A.NEEDS_MATCHING, A.MATCHED, "triage.confirm.confirm_patient"),
    Move(A.NEEDS_MATCHING, A.SETTLED, "triage.settle.settle_arrival"),
    Move(A.NEEDS_MATCHING, A.SPLIT, "triage.split.place_pieces"),
    Move(A.UNREADABLE, A.MATCHED, "triage.confirm.confirm_conversation"),
    Move(A.UNREADABLE, A.MATCHED, "triage.confirm.confirm_patient"),
    Move(A.UNREADABLE, A.SETTLED, "triage.settle.settle_arrival"),
    Move(A.MATCHED, A.NEEDS_MATCHING, "triage.confirm.undo_match"),
    Move(A.SETTLED, A.NEEDS_MATCHING, "triage.settle.undo_settling"),
    Move(A.SPLIT, A.NEEDS_MATCHING, "triage.unsplit.take_back"),
)

CONVERSATION = (
    Move(None, C.AWAITING_REPLY, "writing.send.send_message"),
    Move(None, C.WAITING, "triage.confirm.confirm_patient"),
    Move(None, C.WAITING, "triage.split.place_pieces"),
    Move(C.WAITING, C.AWAITING_REPLY, "writing.send.send_reply"),
    Move(C.DONE, C.AWAITING_REPLY, "writing.send.send_reply"),
    Move(C.AWAITING_REPLY, C.WAITING, "receiving.placing.place"),
    Move(C.DONE, C.WAITING, "receiving.placing.place"),
    Move(C.AWAITING_REPLY, C.WAITING, "delivering.failures.tell_failure"),
    Move(C.DONE, C.WAITING, "delivering.failures.tell_failure"),
    Move(C.WAITING, C.AWAITING_REPLY, "delivering.failures.settle_failure"),
    Move(C.WAITING, C.DONE, "conversations.work.mark_done"),
    Move(C.AWAITING_REPLY, C.DONE, "conversations.work.mark_done"),
    Move(C.DONE, C.WAITING, "conversations.work.reopen"),
    Move(C.AWAITING_REPLY, C.WAITING, "conversations.work.reopen"),
    Move(C.WAITING, C.AWAITING_REPLY, "triage.confirm.undo_match"),
    Move(C.WAITING, C.DONE, "triage.confirm.undo_match"),
    Move(C.WAITING, C.AWAITING_REPLY, "triage.unsplit.take_back"),
    Move(C.WAITING, C.DONE, "triage.unsplit.take_back"),
)
