"""Inviting everybody on a list: looked at first, then all of it or nothing; the same list twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from carepost.actions.permissions import check_administrator
from carepost.actions.provisioning.inviting import differs, invite_listed, standing
from carepost.actions.provisioning.reading import Line, lines_of
from carepost.actions.provisioning.wanted import Wanted, beside, wanted
from carepost.domain.directory.own_addresses import check_account_domain
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Invitation, Membership, Practice
from carepost.domain.organisations.people import teams_of
from carepost.ground.kernel import Actor, EmailAddress, Refused, clock, new_id


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What becomes of one line, in words that begin with a capital; `wanted` None where it is refused."""

    line: int
    outcome: Outcome
    words: str
    wanted: Wanted | None = None
    invitation: Invitation | None = None


def look_at_list(*, actor: Actor, raw: bytes) -> list[Judged]:
    """What importing this would do, line by line. Nothing is changed."""
    check_administrator(actor)
    practice = Practice.objects.get(id=actor.practice_id)
    return list(_judged(practice, lines_of(raw)))


def import_people(*, actor: Actor, raw: bytes) -> list[Judged]:
    """Invite them. With one refused line nothing is done, and the answer says which it was: repair and repeat."""
    check_administrator(actor)
    # One list at a time: two that are imported at once would invite people twice.
    practice = Practice.objects.select_for_update(no_key=True).get(id=actor.practice_id)
    found = list(_judged(practice, lines_of(raw)))
    if any(one.outcome is Outcome.REFUSED for one in found):
        return found

    told = [(one.wanted, one.invitation) for one in found if one.outcome is not Outcome.UNCHANGED]
    invited = [invite_listed(actor, practice, whom, before).email for whom, before in told if whom]

    if invited:
        record(
            actor=actor,
            event=Event.PEOPLE_IMPORTED,
            about={"import": new_id()},
            detail={"addresses": invited},
        )
    return found


def _judged(practice: Practice, lines: list[Line]) -> Iterator[Judged]:
    teams = {team.name.lower(): str(team.id) for team in teams_of(practice.id)}
    here, waiting = standing(practice.id)
    first: dict[str, int] = {}
    for line in lines:
        try:
            whom = wanted(line, practice, teams)
            if first.setdefault(whom.email, line.number) != line.number:
                raise Refused(f"The same address stands in line {first[whom.email]}.")
            if whom.email not in here:
                check_account_domain(EmailAddress.parse(whom.email))
            if whom.email in waiting:
                whom = beside(whom, line.unsaid, waiting[whom.email])
        except Refused as refused:
            yield Judged(line=line.number, outcome=Outcome.REFUSED, words=refused.reason)
        else:
            yield _compared(line.number, whom, here.get(whom.email), waiting.get(whom.email))


def _compared(number: int, whom: Wanted, member: Membership | None, invitation: Invitation | None) -> Judged:
    outcome, words = Outcome.NEW, "Is invited."
    if member is not None:
        outcome, words = Outcome.UNCHANGED, "Has a place here already, which a list does not change."
    elif invitation is not None and invitation.pre_approved:
        outcome, words = Outcome.UNCHANGED, "Is invited and approved already, which a list does not change."
    elif invitation is not None:
        changes = differs(invitation, whom)
        outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        words = f"Is invited already; changes: {', '.join(changes)}." if changes else "Is invited already."
    if invitation is not None and member is None and invitation.expires_at <= clock.now():
        words = f"{words} The link is good no more: send it again, under Invitations."
    said = " ".join((words, *(whom.notes if outcome is not Outcome.UNCHANGED else ())))
    return Judged(line=number, outcome=outcome, words=said, wanted=whom, invitation=invitation)
