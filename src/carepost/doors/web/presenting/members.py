"""From places and evidence to the list of people and the page of one."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from carepost.actions.people.look import Evidence
from carepost.domain.organisations.models import Membership, Team
from carepost.domain.organisations.profiles import CLINICAL_SYSTEMS
from carepost.doors.web import formats
from carepost.doors.web.presenters.parts import Choice, EmptyState, FieldError, Link, PostAction, Tag, Tone
from carepost.doors.web.presenters.people import Approve, Asked, Attest, PeoplePage, PersonPage, PersonRow
from carepost.doors.web.presenting.evidence_of_members import groups
from carepost.ground.kernel import Role, clock

S = Membership.State
ROLES = {
    Role.MEMBER: "Member",
    Role.ADMINISTRATOR: "Practice administrator",
    Role.CLINICAL_LEAD: "Clinical lead",
    Role.IG_LEAD: "IG lead",
}
TONES = {
    S.AWAITING: Tone.LOOK,
    S.INVITED: Tone.PLAIN,
    S.ACTIVE: Tone.DONE,
    S.SUSPENDED: Tone.HARM,
    S.LEFT: Tone.PLAIN,
}


def people_page(members: Iterable[Membership], *, words: str, state: str, to_review: int = 0) -> PeoplePage:
    rows = tuple(_row(member) for member in members)
    chosen = [Choice(value="", label="Everybody", chosen=not state)]
    chosen += [Choice(value=one.value, label=str(one.label), chosen=one == state) for one in S]
    nobody = EmptyState(
        title="Nobody of that kind here",
        text="Change the words or the state you look for.",
        link=Link(label="Show everybody", url=reverse("people")),
    )
    return PeoplePage(
        rows=rows,
        words=words,
        states=tuple(chosen),
        links=(
            Link(label="Invite somebody", url=reverse("invitations")),
            Link(label="Changes of details", url=reverse("changes")),
            Link(
                label=f"Access review ({to_review})" if to_review else "Access review", url=reverse("review")
            ),
        ),
        empty=None if rows else nobody,
    )


def _row(member: Membership) -> PersonRow:
    return PersonRow(
        name=member.name,
        url=reverse("person", args=[member.id]),
        about=_about(member),
        state=None if member.state == S.ACTIVE else state_of(member),
    )


def _about(member: Membership) -> str:
    role = None if member.role == Role.MEMBER and member.job_title else ROLES[Role(member.role)]
    since = f"since {formats.moment(member.state_since, now=clock.now())}" if member.state_since else ""
    until = f"until {formats.day(member.ends_on)}" if member.ends_on else ""
    return ", ".join(filter(None, [member.job_title, role, since, until]))


def state_of(member: Membership) -> Tag:
    state = S(member.state)
    if state is S.AWAITING and member.approved_at is not None and member.starts_on is not None:
        return Tag(text=f"Begins on {formats.day(member.starts_on)}", tone=Tone.PLAIN)
    return Tag(text=str(state.label), tone=TONES[state])


def person_page(
    found: Evidence,
    teams: Iterable[Team],
    *,
    typed: dict[str, str] | None = None,
    errors: tuple[FieldError, ...] = (),
) -> PersonPage:
    member, state = found.member, S(found.member.state)
    waits = state is S.AWAITING and member.approved_at is None
    works = state is S.ACTIVE
    return PersonPage(
        name=member.name,
        state=state_of(member),
        about=_about(member),
        groups=groups(found),
        back=Link(label="Back to the people", url=reverse("people")),
        questions=tuple(
            Asked(text=one.text, by=one.asked_by.name, answer=one.answer) for one in found.questions
        ),
        approve=_approve(found, teams) if waits else None,
        attest=_attest(found, typed or {}) if state in {S.AWAITING, S.ACTIVE, S.SUSPENDED} else None,
        roles=_roles(member) if works else (),
        role_url=_url(member, "role") if works else "",
        heirs=_heirs(found, typed or {}) if works else (),
        second_step_url=_url(member, "second-step") if works else "",
        suspend_url=_url(member, "suspend") if works else "",
        hand_over=Link(label="Hand over what they have", url=reverse("hand-over", args=[member.id])),
        leave_url=_url(member, "leave") if works or state is S.SUSPENDED else "",
        restore=PostAction(label="Let them in again", url=_url(member, "restore"))
        if state is S.SUSPENDED
        else None,
        sign_out=PostAction(label="Sign them out everywhere", url=_url(member, "sign-out"))
        if works
        else None,
        typed=typed or {},
        errors=errors,
    )


def _url(member: Membership, what: str) -> str:
    return reverse(f"person-{what}", args=[member.id])


def _roles(member: Membership) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=role.value, label=label, chosen=role == member.role) for role, label in ROLES.items()
    )


def _heirs(found: Evidence, typed: dict[str, str]) -> tuple[Choice, ...]:
    """Chosen beforehand is nobody: then it is whoever makes the change."""
    if not found.heirs:
        return ()
    others = ((str(one.id), one.name) for one in found.heirs)
    return tuple(
        Choice(value=value, label=label, chosen=value == typed.get("heir", ""))
        for value, label in (("", "You, if it is not your own role"), *others)
    )


def _approve(found: Evidence, teams: Iterable[Team]) -> Approve:
    member, in_them = found.member, {team.id for team in found.teams}
    return Approve(
        url=_url(member, "approve"),
        roles=_roles(member),
        teams=tuple(Choice(value=str(one.id), label=one.name, chosen=one.id in in_them) for one in teams),
        refuse_url=_url(member, "refuse"),
        ask_url=_url(member, "ask"),
    )


def _attest(found: Evidence, typed: dict[str, str]) -> Attest:
    last = found.profiles[0] if found.profiles else None
    system = typed.get("system") or (last.system if last else "")
    return Attest(
        url=_url(found.member, "attest"),
        systems=tuple(
            Choice(value=value, label=label, chosen=value == system) for value, label in CLINICAL_SYSTEMS
        ),
        user_name=typed.get("user_name", last.user_name if last else ""),
        role=typed.get("profile_role", last.role if last else ""),
        full_name=typed.get("full_name", last.full_name if last else ""),
        day=typed.get("day", clock.today().isoformat()),
    )
