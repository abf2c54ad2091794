"""Letting somebody in, or not: approve, refuse with a reason, ask (A5)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from carepost.actions.notices.mailing import mail
from carepost.actions.people import words_of_places
from carepost.actions.permissions import check_administrator
from carepost.actions.policies.administrators import check_may_be_administrator
from carepost.actions.policies.people import check_awaits_approval, check_says_why, check_short
from carepost.actions.policies.reviewing import check_profile
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations import places
from carepost.domain.organisations.models import Membership, Question, Team, TeamMembership
from carepost.domain.organisations.profiles import profile_of
from carepost.ground.kernel import Actor, Conflict, Refused, Role, clock

S = Membership.State
LONGEST_QUESTION, LONGEST_ANSWER = 500, 1000  # characters


def approve(
    *, actor: Actor, membership_id: UUID, role: Role = Role.MEMBER, teams: Iterable[UUID] = ()
) -> Membership:
    """From now on, or from their first day, they work here with this role and in these teams.

    Rests on a profile in the clinical system: seen by an adaptor, or attested and not yet due again.
    """
    check_administrator(actor)
    member = Membership.objects.one_for_update(actor.practice_id, membership_id)
    check_awaits_approval(member)
    chosen = [Team.objects.one(actor.practice_id, team) for team in teams]
    check_profile(profile_of(member), clock.today())
    check_may_be_administrator(member, role)

    member.role, member.approved_at = role, clock.now()
    member.approved_by_id = None if actor.is_system else UUID(actor.id)
    member.save(update_fields=["role", "approved_at", "approved_by"])
    put_into(member, chosen)
    begins = member.starts_on if member.starts_on and member.starts_on > clock.today() else None
    if begins is None:
        places.move(member, S.ACTIVE)
    mail(member.person.email, words_of_places.approved(member.practice.name, begins))

    record(
        actor=actor,
        event=Event.MEMBERSHIP_APPROVED,
        about={"membership": member.id},
        detail={"name": member.name, "role": role, "teams": [team.name for team in chosen]},
    )
    return member


def put_into(member: Membership, teams: Iterable[Team]) -> None:
    """In these teams and no others."""
    rows = TeamMembership.objects.of(member.practice_id)
    wanted = {team.id: team for team in teams}
    rows.filter(membership=member).exclude(team__in=wanted).delete()
    for team in wanted.values():
        rows.get_or_create(practice_id=member.practice_id, team=team, membership=member)


def refuse(*, actor: Actor, membership_id: UUID, reason: str) -> Membership:
    """No place here; the person reads why. Asked by mistake, they may ask again."""
    check_administrator(actor)
    member = Membership.objects.one_for_update(actor.practice_id, membership_id)
    check_awaits_approval(member)
    check_says_why(reason)

    places.move(member, S.LEFT, reason=reason)
    mail(member.person.email, words_of_places.refused(member.practice.name, reason.strip()))

    record(
        actor=actor,
        event=Event.MEMBERSHIP_REFUSED,
        about={"membership": member.id},
        detail={"name": member.name, "reason": reason},
    )
    return member


def ask(*, actor: Actor, membership_id: UUID, text: str) -> Question:
    """Something is not clear: the person finds the question where they wait, and answers there."""
    check_administrator(actor)
    member = Membership.objects.one_for_update(actor.practice_id, membership_id)
    check_awaits_approval(member)
    if not text.strip():
        raise Refused("The question is empty. Write what you want to know.")
    check_short(text, LONGEST_QUESTION)

    question = Question.objects.create(
        practice_id=actor.practice_id,
        membership=member,
        text=text.strip(),
        asked_by_id=UUID(actor.id),
        asked_at=clock.now(),
    )
    mail(member.person.email, words_of_places.asked(member.practice.name))

    record(
        actor=actor,
        event=Event.MEMBERSHIP_ASKED,
        about={"membership": member.id, "question": question.id},
        detail={"text": question.text},
    )
    return question


def answer_question(*, place: Membership, question_id: UUID, text: str) -> Question:
    """By whoever waits: `place` is their own, looked up for them. Answered once."""
    question = Question.objects.one_for_update(place.practice_id, question_id)
    if question.membership_id != place.id or question.answered_at is not None:
        raise Conflict("This question has been answered already, or was not for you. Load the page again.")
    if not text.strip():
        raise Refused("The answer is empty. Write something before you send it.")
    check_short(text, LONGEST_ANSWER)

    question.answer, question.answered_at = text.strip(), clock.now()
    question.save(update_fields=["answer", "answered_at"])

    record(
        actor=place.as_actor(),
        event=Event.MEMBERSHIP_ANSWERED,
        about={"membership": place.id, "question": question.id},
        detail={"text": question.answer},
    )
    return question
