"""People of the practice: the list, one of them, and what is done about them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.people.approving import approve, ask, refuse
from carepost.actions.people.attesting import Seen, attest
from carepost.actions.people.ending import leave, restore, sign_out_everywhere, suspend
from carepost.actions.people.handing_over import undo_hand_over
from carepost.actions.people.look import evidence_for, people_here
from carepost.actions.people.roles import change_role
from carepost.actions.people.second_steps import take_away
from carepost.actions.reviewing.look import how_many_to_review
from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.organisations.people import teams_of
from carepost.doors.web import toasts
from carepost.doors.web.asked import id_in
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError, PostAction
from carepost.doors.web.presenting.members import ROLES, people_page, person_page
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.ground.kernel import NotFound, Refused, Role


def show(request: MemberRequest) -> HttpResponse:
    """A search is posted: names are not for addresses of pages."""
    words, state = request.POST.get("words", ""), request.POST.get("state", request.GET.get("state", ""))
    if state not in ("", *Membership.State):
        raise NotFound("There is nobody of that kind. Choose from the list.")
    members = people_here(actor=request.actor, words=words, state=state)
    to_review = how_many_to_review(actor=request.actor).all
    page = people_page(members, words=words, state=state, to_review=to_review)
    return answer(request, shell_for(request, "practice", quiet=True), page)


def one(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    return _draw(request, membership_id)


def _draw(
    request: MemberRequest, membership_id: UUID, *, errors: tuple[FieldError, ...] = ()
) -> HttpResponse:
    found = evidence_for(actor=request.actor, membership_id=membership_id)
    page = person_page(found, teams_of(request.actor.practice_id), typed=request.POST.dict(), errors=errors)
    return answer(request, shell_for(request, "practice", quiet=True), page, 422 if errors else 200)


def _tried(
    request: MemberRequest, membership_id: UUID, field: str, act: Callable[[], tuple[str, PostAction | None]]
) -> HttpResponse:
    """Done and said on the person's page; or the page again, with what is wrong at its field."""
    try:
        said, undo = act()
    except Refused as refused:
        return _draw(request, membership_id, errors=(FieldError(field=field, text=refused.reason),))
    toasts.leave(request, said, undo)
    return redirect("person", membership_id=membership_id)


def let_in(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def act() -> tuple[str, None]:
        teams = [id_in(team, "team") for team in request.POST.getlist("team")]
        member = approve(actor=request.actor, membership_id=membership_id, role=_role(request), teams=teams)
        if member.state == Membership.State.ACTIVE or member.starts_on is None:
            return f"{member.name} may work here now.", None
        return f"{member.name} may work here from {member.starts_on:%-d %B %Y} on.", None

    return _tried(request, membership_id, "profile", act)


def turn_down(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def act() -> tuple[str, None]:
        member = refuse(
            actor=request.actor, membership_id=membership_id, reason=request.POST.get("reason", "")
        )
        return f"{member.name} has no place here, and can read why.", None

    return _tried(request, membership_id, "reason", act)


def question(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def act() -> tuple[str, None]:
        ask(actor=request.actor, membership_id=membership_id, text=request.POST.get("question", ""))
        return "Asked. The answer will stand on this page.", None

    return _tried(request, membership_id, "question", act)


def seen(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def act() -> tuple[str, None]:
        profile = attest(actor=request.actor, membership_id=membership_id, seen=seen_in(request.POST))
        return f"Noted, on your word. To be looked at again by {profile.due_on:%-d %B %Y}.", None

    return _tried(request, membership_id, "user_name", act)


def seen_in(given: QueryDict) -> Seen:
    """What somebody wrote down of a profile."""
    if given.get("system") not in Profile.System.values:
        raise Refused("Choose the clinical system you looked at.")
    try:
        day = date.fromisoformat(given.get("day", ""))
    except ValueError as error:
        raise Refused("Give the day you saw the profile.") from error
    return Seen(
        system=Profile.System(given.get("system", "")),
        user_name=given.get("user_name", ""),
        role=given.get("profile_role", ""),
        full_name=given.get("full_name", ""),
        on=day,
    )


def stop(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def act() -> tuple[str, PostAction]:
        member = suspend(actor=request.actor, membership_id=membership_id, reason=request.POST.get("why", ""))
        undo = PostAction(label="Undo", url=reverse("person-restore", args=[membership_id]))
        return f"{member.name} is suspended, from this moment on.", undo

    return _tried(request, membership_id, "why", act)


def again(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def act() -> tuple[str, None]:
        return (
            f"{restore(actor=request.actor, membership_id=membership_id).name} is at work here again.",
            None,
        )

    return _tried(request, membership_id, "", act)


def end(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def act() -> tuple[str, None]:
        member = leave(
            actor=request.actor, membership_id=membership_id, reason=request.POST.get("why_left", "")
        )
        return f"{member.name} has left. Everything they did stays on the record.", None

    return _tried(request, membership_id, "why_left", act)


def role(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def act() -> tuple[str, PostAction]:
        before = evidence_for(actor=request.actor, membership_id=membership_id).member.role
        heir_id = id_in(request.POST["heir"], "person") if request.POST.get("heir") else None
        changed = change_role(
            actor=request.actor, membership_id=membership_id, role=_role(request), heir_id=heir_id
        )
        if request.POST.get("passed_on"):
            undo_hand_over(actor=request.actor, hand_over_id=id_in(request.POST["passed_on"], "hand-over"))
        kept = (("passed_on", str(changed.passed_on.id)),) if changed.passed_on else ()
        undo = PostAction(
            label="Undo",
            url=reverse("person-role", args=[membership_id]),
            fields=(("role", before), *kept),
        )
        member = changed.member
        return f"{member.name}: {ROLES[Role(member.role)].lower()} from now on.", undo

    return _tried(request, membership_id, "role", act)


def sign_out(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def act() -> tuple[str, None]:
        member = sign_out_everywhere(actor=request.actor, membership_id=membership_id)
        return f"{member.name} is signed out everywhere and can sign in anew.", None

    return _tried(request, membership_id, "", act)


def second_step(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def act() -> tuple[str, None]:
        member = take_away(
            actor=request.actor, membership_id=membership_id, reason=request.POST.get("why_lost", "")
        )
        return (
            f"{member.name} is signed out everywhere, and sets up a new second step when they sign in.",
            None,
        )

    return _tried(request, membership_id, "why_lost", act)


def _role(request: MemberRequest) -> Role:
    with suppress(ValueError):
        return Role(request.POST.get("role", ""))
    raise NotFound("There is no such role. Choose from the list.")
