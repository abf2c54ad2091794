"""The lists of the inbox by their short names."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from carepost.actions.permissions import check_member
from carepost.domain.correspondence.models import Conversation
from carepost.domain.correspondence.queries import ConversationQuerySet
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Membership, Team
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.paging import Page, page_of
from carepost.domain.tenancy.pointed import look_up
from carepost.ground.kernel import Actor, NotFound

QUEUES = ("my", "unassigned", "urgent")
LATEST = ("failed", "awaiting-reply", "all", "done")


def list_conversations(*, actor: Actor, name: str, cursor: str = "") -> Page[Conversation]:
    """A page of a list: "my", "unassigned", ..., "team-<uuid>", "member-<uuid>"; NotFound for any other."""
    check_member(actor)
    rows = _of(actor, name)
    page = page_of(rows.latest_first() if name in LATEST else rows.longest_waiting_first(), cursor)
    look_up(page.rows, "patient", Patient)
    look_up(page.rows, "assigned_team", Team)
    look_up(look_up(page.rows, "assigned_to", Membership), "person", Person)
    return page


def count_new(*, actor: Actor, name: str, since: datetime) -> int:
    """How many of a list have had news since."""
    check_member(actor)
    return _of(actor, name).since(since).count()


def _of(actor: Actor, name: str) -> ConversationQuerySet:
    found = Conversation.objects.of(actor.practice_id)
    match name:
        case "my":
            return found.of_member(actor.id)
        case "unassigned":
            return found.unassigned()
        case "held":
            return found.stranded()
        case "urgent":
            return found.urgent()
        case "failed":
            return found.failed()
        case "awaiting-reply":
            return found.awaiting_reply()
        case "all":
            return found
        case "done":
            return found.done()
        case _:
            return _of_whom(actor, found, name)


def _of_whom(actor: Actor, found: ConversationQuerySet, name: str) -> ConversationQuerySet:
    kind, _, rest = name.partition("-")
    try:
        row_id = UUID(rest)
    except ValueError as error:
        raise NotFound("There is no list of that name.") from error
    match kind:
        case "team":
            return found.of_team(Team.objects.one(actor.practice_id, row_id).id)
        case "member":
            return found.of_member(Membership.objects.one(actor.practice_id, row_id).id)
        case _:
            raise NotFound("There is no list of that name.")
