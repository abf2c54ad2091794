"""People of the practice, made up: the list, one who waits, one at work, and what somebody who waits sees."""

from __future__ import annotations

from dataclasses import replace

from carepost.doors.web.presenters.invitations import (
    FoundingPage,
    InvitationRow,
    InvitationsPage,
    InvitedPage,
)
from carepost.doors.web.presenters.parts import Choice, EmptyState, FieldError, Link, PostAction, Tag, Tone
from carepost.doors.web.presenters.people import (
    Approve,
    Asked,
    Attest,
    Fact,
    FactGroup,
    OpenQuestion,
    PeoplePage,
    PersonPage,
    PersonRow,
    Waiting,
    WaitingPage,
)
from carepost.doors.web.presenters.way_back import WayBackCard, WayBackPage
from carepost.doors.web.render import Page

STATES = tuple(Choice(value=one, label=one) for one in ("Everybody", "Awaiting approval", "Active"))
ROLES = (
    Choice(value="member", label="Member"),
    Choice(value="administrator", label="Practice administrator"),
)
LONG = "Oluwaseun Featherstonehaugh-Cholmondeley"
BACK = Link(label="Back to the people", url="/practice/people")

PEOPLE = PeoplePage(
    rows=(
        PersonRow(
            name=LONG,
            url="/practice/people/1",
            about="Pharmacist, since today 09:12",
            state=Tag(text="Awaiting approval", tone=Tone.LOOK),
        ),
        PersonRow(name="Aisha Barton", url="/practice/people/2", about="GP"),
        PersonRow(
            name="Sam Okafor",
            url="/practice/people/3",
            about="Receptionist, since 3 May 2026, 10:42",
            state=Tag(text="Suspended", tone=Tone.HARM),
        ),
    ),
    words="",
    states=STATES,
)
NOBODY = PeoplePage(
    rows=(),
    words="zz",
    states=STATES,
    empty=EmptyState(
        title="Nobody of that kind here",
        text="Change the words or the state you look for.",
        link=Link(label="Show everybody", url="/practice/people"),
    ),
)
GROUPS = (
    FactGroup(
        heading="Who it is",
        facts=(
            Fact(what="Name", value=LONG),
            Fact(what="Invited by", value="nobody: they came by themselves"),
            Fact(what="Other practices here", value="1"),
        ),
    ),
    FactGroup(
        heading="Address",
        facts=(
            Fact(
                what="E-mail address",
                value="o.featherstonehaugh-cholmondeley3@nhs.example",
                tag=Tag(text="Look twice", tone=Tone.LOOK),
            ),
            Fact(what="Proved by a code", value="today 09:05"),
        ),
        reasons=("The first name is not in the address, only its first letter.",),
    ),
    FactGroup(
        heading="Telephone",
        facts=(
            Fact(what="Telephone", value="+447700900123"),
            Fact(what="Proved by a code", value="today 09:08"),
        ),
        reasons=("Another account uses this telephone too. One person, one telephone: ask whose it is.",),
    ),
    FactGroup(
        heading="Clinical system",
        facts=(Fact(what="Profile", value="none seen yet", tag=Tag(text="Needed", tone=Tone.LOOK)),),
    ),
)
AWAITING = PersonPage(
    name=LONG,
    state=Tag(text="Awaiting approval", tone=Tone.LOOK),
    about="Pharmacist, since today 09:12",
    groups=GROUPS,
    back=BACK,
    questions=(Asked(text="Which rooms do you work in?", by="Dev Patel", answer="The dispensary"),),
    approve=Approve(
        url="/practice/people/1/approve",
        roles=ROLES,
        teams=(Choice(value="1", label="Doctors"), Choice(value="2", label="Prescribing", chosen=True)),
        refuse_url="/practice/people/1/refuse",
        ask_url="/practice/people/1/ask",
    ),
    attest=Attest(
        url="/practice/people/1/attest",
        systems=(Choice(value="systmone", label="SystmOne"), Choice(value="emis", label="EMIS Web")),
        day="2026-05-22",
    ),
    errors=(
        FieldError(field="profile", text="There is no profile in your clinical system for this person yet."),
    ),
)
AT_WORK = PersonPage(
    name="Sam Okafor",
    state=Tag(text="Active", tone=Tone.DONE),
    about="Receptionist",
    groups=GROUPS[:1],
    back=BACK,
    roles=ROLES,
    role_url="/practice/people/3/role",
    heirs=(
        Choice(value="", label="You, if it is not your own role", chosen=True),
        Choice(value="4", label="Dev Patel"),
    ),
    second_step_url="/practice/people/3/second-step",
    suspend_url="/practice/people/3/suspend",
    leave_url="/practice/people/3/leave",
    hand_over=Link(label="Hand over what they have", url="/practice/people/3/hand-over"),
    sign_out=PostAction(label="Sign them out everywhere", url="/practice/people/3/sign-out"),
)
WAITING = WaitingPage(
    name=LONG,
    places=(
        Waiting(
            practice="Riverside Surgery",
            state="A practice administrator has to let you in.",
            missing=("Your answer to the question below.", "An administrator's approval."),
            questions=(OpenQuestion(text="Which rooms do you work in?", url="/join/waiting/1"),),
        ),
        Waiting(practice="Millbrook Practice", state="You are approved, and begin on 1 June 2026."),
    ),
)
INVITATIONS = InvitationsPage(
    rows=(
        InvitationRow(
            name=LONG,
            email="o.featherstonehaugh-cholmondeley3@nhs.example",
            about="Locum GP, here until 1 June 2026, invited by Dev Patel, the link is good until 5 June 2026",
            again=PostAction(label="Send again", url="/practice/invitations/1/again"),
            withdraw=PostAction(label="Withdraw", url="/practice/invitations/1/withdraw"),
        ),
    ),
    url="/practice/invitations",
    roles=ROLES,
    teams=tuple(
        Choice(value=name, label=name)
        for name in ("Doctors", "Nurses", "Admin", "Reception", "Secretaries", "Prescribing")
    ),
    inheritors=(
        Choice(value="", label="Nobody yet"),
        Choice(value="team:1", label="Doctors", group="Teams"),
        Choice(value="member:1", label="Aisha Barton", group="Colleagues"),
    ),
    systems=(Choice(value="systmone", label="SystmOne"), Choice(value="emis", label="EMIS Web")),
    back=BACK,
    typed={"given_name": "Ann", "email": "reception@nhs.example"},
    errors=(FieldError(field="email", text="This address looks shared."),),
)
INVITED = InvitedPage(
    practice="Riverside Surgery", by="Dev Patel", accept=PostAction(label="Accept", url="/join/invited/1/a")
)
FOUNDING = FoundingPage(
    practice="Riverside Surgery", name=LONG, email="dev.patel@nhs.example", url="/join/administrator/1/a"
)
WAY_BACK = WayBackPage(
    url="/practice/way-back/ask",
    back=Link(label="Back to the practice", url="/practice"),
    cards=(
        WayBackCard(
            heading=LONG,
            said=f"It was asked that {LONG} becomes administrator, as none is at work. Stood for by Sam Okafor.",
            reason="Both administrators have left.",
            buttons=(
                PostAction(label=f"Confirm: {LONG}", url="/practice/way-back/1/confirm"),
                PostAction(label=f"Stop: {LONG}", url="/practice/way-back/1/stop"),
            ),
        ),
    ),
    members=(Choice(value="1", label=LONG), Choice(value="2", label="Sam Okafor")),
    errors=(FieldError(field="reason", text="Say why, in a sentence that they will read."),),
)
BEFORE_COMING_IN = {"founding", "founding-wrong", "waiting", "invited", "invited-another"}
MEMBERS: dict[str, Page] = {
    "people": PEOPLE,
    "people-nobody": NOBODY,
    "person-awaiting": AWAITING,
    "person-at-work": AT_WORK,
    "invitations": INVITATIONS,
    "invitations-none": replace(
        INVITATIONS, rows=(), errors=(), typed={}, empty=EmptyState(title="Nobody is invited just now")
    ),
    "waiting": WAITING,
    "way-back": WAY_BACK,
    "way-back-closed": replace(
        WAY_BACK, cards=(), members=(), errors=(), at_work="At work as administrator: Dev Patel. Ask them."
    ),
    "founding": FOUNDING,
    "founding-wrong": replace(
        FOUNDING, errors=(FieldError(field="password", text="This password is too short."),)
    ),
    "invited": INVITED,
    "invited-another": replace(INVITED, blocked="This invitation is for another address."),
}
