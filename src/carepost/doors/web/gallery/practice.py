"""The practice's own pages with made-up people."""

from __future__ import annotations

from dataclasses import replace

from carepost.doors.web.presenters.moving import Invited, Move, MovePage, MovesPage, Step
from carepost.doors.web.presenters.parts import Choice, FieldError, Link, PostAction, Tag, Tone
from carepost.doors.web.presenters.policies import PoliciesPage, PolicyText
from carepost.doors.web.presenters.practice import PracticePage, Room
from carepost.doors.web.presenters.teams import (
    Asked,
    PersonRow,
    TeamColumn,
    TeamSettingsPage,
    TeamsPage,
    Tick,
)
from carepost.doors.web.presenting.help import help_on
from carepost.doors.web.presenting.policies import changes
from carepost.doors.web.presenting.reviewing import red
from carepost.doors.web.render import Page

PRACTICE = PracticePage(
    title="Riverside Surgery",
    rooms=(
        Room(label="People", url="/practice/people", about="Who works here.", waiting="2 await approval"),
        Room(label="Teams", url="/practice/teams", about="Who is in which team, and who is there now."),
    ),
    red=red(2, link=Link(label="Access review", url="/practice/review")),
)
NAMES = ("Doctors", "Nurses", "Admin", "Reception", "Secretaries", "Prescribing")
TICKED = {("Aisha Barton", "Doctors"), ("Sam Okafor", "Reception")}


def _row(name: str, note: str, new: str = "") -> PersonRow:
    return PersonRow(
        name=name,
        note=note,
        ticks=tuple(
            Tick(
                value=f"{name}:{team}",
                label=f"{name} in {team}",
                ticked=(name, team) in TICKED,
                suggested=team == new,
            )
            for team in NAMES
        ),
    )


def _column(name: str, there: int) -> TeamColumn:
    return TeamColumn(
        name=name,
        cover=f"{there} at work" if there else "nobody at work",
        thin=not there,
        settings=Link(label=f"Settings of {name}", url="/practice/teams/1"),
    )


TEAMS = TeamsPage(
    teams=tuple(_column(name, there) for name, there in zip(NAMES, (2, 1, 1, 3, 0, 1), strict=True)),
    people=(
        _row("Aisha Barton", "GP"),
        _row("Sam Okafor", "Receptionist, away now"),
        _row("Oluwaseun Featherstonehaugh-Cholmondeley", "Secretary", new="Secretaries"),
    ),
    ask_url="/practice/teams/ask",
    save_url="/practice/teams/places",
    make_url="/practice/teams/make",
    suggest=Link(label="Suggest teams from clinical roles", url="/practice/teams?by=role"),
    suggested=1,
    asked=(
        Asked(
            id="1",
            name="Pharmacists",
            said="asked for by Sam Okafor, today 10:42: medicines queries get lost",
            grant=PostAction(label="Make this team", url="/practice/teams/asked/1"),
            refuse_url="/practice/teams/asked/1",
        ),
    ),
    archived=(("Night owls", PostAction(label="Bring back", url="/practice/teams/2/restore")),),
)
TEAMS_OF_A_MEMBER = TeamsPage(
    teams=tuple(TeamColumn(name=name, cover="2 at work") for name in NAMES),
    people=TEAMS.people,
    ask_url="/practice/teams/ask",
    asked=(Asked(id="1", name="Night owls", said="Refused, today 10:42: we close at six"),),
)
TEAM = TeamSettingsPage(
    team="Doctors",
    name="",
    url="/practice/teams/1",
    archive_url="/practice/teams/1/archive",
    held="It has 12 conversations, or is to have their answers.",
    heirs=tuple(Choice(value=name, label=name) for name in NAMES[1:]),
    back=Link(label="Back to the teams", url="/practice/teams"),
    errors=(FieldError(field="name", text="Give the team a name."),),
)
MOVES = MovesPage(
    begin_url="/practice/moving",
    members=(Choice(value="1", label="Sam Okafor"), Choice(value="2", label="Priya Nair")),
    moves=(
        Move(
            name="Front desk",
            url="/practice/moving/1",
            said="Closes in 12 days, at the end of 3 June 2026.",
            tag=Tag(text="Under way", tone=Tone.LOOK),
        ),
    ),
)
MOVE = MovePage(
    name="Front desk",
    lead="Begun by Dev Patel, today 10:42. Closes in 12 days, at the end of 3 June 2026.",
    steps=tuple(
        Step(number=number, title=title, said=said, done=number < 3)
        for number, title, said in (
            (1, "Named", "It is not in Carepost, so nothing here is stopped."),
            (2, "The team that has its inbox", "Reception has what it held, and the answers still to come."),
            (3, "An account for each person", "1 of 2 are at work with an account of their own."),
            (4, "The closing date", "Not set yet."),
            (5, "Closed", "By itself, after the closing date."),
        )
    ),
    story=Link(label="The whole story, from the ledger", url="/practice/moving/1/story"),
    back=Link(label="Back to shared log-ins", url="/practice/moving"),
    team_url="/practice/moving/1/team",
    teams=(Choice(value="new", label="A team called Front desk"),),
    invite_url="/practice/moving/1/invite",
    invited=(
        Invited(name="Sam Okafor", said="At work", done=True),
        Invited(name="Priya Nair", said="Awaits approval", next=Link(label="Approve Priya Nair", url="/p/1")),
    ),
    date_url="/practice/moving/1/date",
    undo=PostAction(label="Take it all back", url="/practice/moving/1/undo"),
    errors=(FieldError(field="closes_on", text="Choose a day from tomorrow on, at most 90 days ahead."),),
)
OLD = "**Your account is yours alone.** Never for emergencies.\n\nLock the computer."
NEW = "**Your account is yours alone.** Never for emergencies: ring.\n\nLock the computer when you leave it."
POLICY = PolicyText(
    id=1, name="Acceptable use", version="version 2, published today 10:42", html=f"<h3>Use</h3><p>{NEW}</p>"
)
POLICIES = PoliciesPage(
    to_accept=(replace(POLICY, changes=changes(OLD, NEW)), replace(POLICY, id=2, name="Terms")), after="/"
)

PAGES_OF_THE_PRACTICE: dict[str, Page] = {
    "policies": POLICIES,
    "policies-accepted": PoliciesPage(accepted=(POLICY,)),
    "help-starting": help_on("starting"),
    "help-moving": help_on("moving"),
    "help-administrator": help_on("administrator"),
    "moves": MOVES,
    "move": MOVE,
    "practice": PRACTICE,
    "teams": TEAMS,
    "teams-of-a-member": TEAMS_OF_A_MEMBER,
    "team-settings": TEAM,
}
