"""What an approval rests on, in groups of facts with what to look at twice."""

from __future__ import annotations

from carepost.actions.people.look import Evidence
from carepost.domain.organisations.models import Membership, Profile
from carepost.doors.web import formats
from carepost.doors.web.presenters.parts import Tag, Tone
from carepost.doors.web.presenters.people import Fact, FactGroup
from carepost.engines.addresses import Outcome
from carepost.ground.kernel import clock

ADDRESS = {
    Outcome.PLAUSIBLE: Tag(text="Looks like their own", tone=Tone.DONE),
    Outcome.REVIEW: Tag(text="Look twice", tone=Tone.LOOK),
    Outcome.GENERIC: Tag(text="Looks shared", tone=Tone.HARM),
}


def groups(found: Evidence) -> tuple[FactGroup, ...]:
    return (_who(found), _address(found), _telephone(found), _clinical_system(found), *_national(found))


def _who(found: Evidence) -> FactGroup:
    member, invited = found.member, found.invitation
    by = invited.invited_by.name if invited and invited.invited_by else ""
    practices = "none" if not found.elsewhere else f"{found.elsewhere}"
    facts = [
        Fact(what="Name", value=member.name),
        Fact(what="Known as", value=member.person.known_as),
        Fact(what="Job", value=member.job_title),
        Fact(what="Teams", value=", ".join(team.name for team in found.teams)),
        Fact(what="Invited by", value=by or "nobody: they came by themselves"),
        Fact(what="Other practices here", value=practices),
        Fact(what="Approved by", value=member.approved_by.name if member.approved_by else ""),
        Fact(what="Answers for them", value=member.sponsor.name if member.sponsor else ""),
        Fact(what="First day", value=formats.day(member.starts_on) if member.starts_on else ""),
        Fact(what="Last day", value=formats.day(member.ends_on) if member.ends_on else ""),
        Fact(
            what="Last at work",
            value=formats.day(member.last_active_at.astimezone(formats.LONDON).date())
            if member.last_active_at
            else "",
        ),
        Fact(what="Access looked at", value=_looked_at(member)),
        Fact(what="Reason given", value=member.state_reason),
    ]
    return FactGroup(heading="Who it is", facts=tuple(fact for fact in facts if fact.value))


def _looked_at(member: Membership) -> str:
    if member.reviewed_at is None:
        return ""
    by = f" by {member.reviewed_by.name}" if member.reviewed_by else ""
    return f"{formats.moment(member.reviewed_at, now=clock.now())}{by}"


def _address(found: Evidence) -> FactGroup:
    person, told = found.member.person, found.introduction
    proved = formats.moment(told.at, now=clock.now()) if told and told.address == person.email else ""
    facts = [
        Fact(what="E-mail address", value=person.email, tag=ADDRESS[found.address.outcome]),
        Fact(
            what="Proved by a code",
            value=proved or "not by a code: the account was made at the console",
            tag=None if proved else Tag(text="Look twice", tone=Tone.LOOK),
        ),
    ]
    if told and told.name_typed != person.get_full_name():
        facts.append(Fact(what="Name as they typed it", value=told.name_typed))
    return FactGroup(heading="Address", facts=tuple(facts), reasons=found.address.reasons)


def _telephone(found: Evidence) -> FactGroup:
    telephone = found.telephone
    if telephone is None:
        nothing = Fact(what="Telephone", value="none: they sign in with a passkey or an app")
        return FactGroup(heading="Telephone", facts=(nothing,))
    proved = formats.moment(telephone.proved_at, now=clock.now()) if telephone.proved_at else "not yet"
    facts = (Fact(what="Telephone", value=telephone.number), Fact(what="Proved by a code", value=proved))
    reasons = []
    if found.others_with_it:
        reasons.append("Another account uses this telephone too. One person, one telephone: ask whose it is.")
    if found.is_switchboard:
        reasons.append("This is the practice's own number. Ask for a telephone of their own.")
    return FactGroup(heading="Telephone", facts=facts, reasons=tuple(reasons))


def _clinical_system(found: Evidence) -> FactGroup:
    if not found.profiles:
        none = Fact(what="Profile", value="none seen yet", tag=Tag(text="Needed", tone=Tone.LOOK))
        return FactGroup(heading="Clinical system", facts=(none, *_as_they_say(found)))
    profile = found.profiles[0]
    facts = (
        Fact(what="System", value=profile.get_system_display(), tag=_standing(profile)),
        Fact(what="User name", value=profile.user_name),
        Fact(what="Role there", value=profile.role),
        Fact(what="Seen", value=f"{formats.day(profile.seen_on)}{_by(profile)}"),
        Fact(
            what="To be looked at again", value=formats.day(profile.due_on) if profile.due_on else "by itself"
        ),
    )
    return FactGroup(heading="Clinical system", facts=facts)


def _national(found: Evidence) -> tuple[FactGroup, ...]:
    """Beside the clinical system, and not instead of it."""
    told = found.national
    if told is None:
        return ()
    facts = (
        Fact(what="User id", value=told.user_name),
        Fact(what="Name there", value=told.full_name),
        Fact(what="Role here", value=told.role),
        Fact(what="Told at their sign-in", value=formats.day(told.seen_on)),
    )
    return (FactGroup(heading="NHS CIS2", facts=facts),)


def _as_they_say(found: Evidence) -> tuple[Fact, ...]:
    """Where to look: what they told of themselves."""
    told = found.introduction
    if told is None or not told.user_name:
        return ()
    said = ", ".join(filter(None, [told.user_name, told.clinical_name]))
    return (Fact(what="They say their user name is", value=said),)


def _by(profile: Profile) -> str:
    if profile.source == Profile.Source.LISTED:
        by = f", uploaded by {profile.attested_by.name}" if profile.attested_by else ""
        return f", on the list of users of that day{by}"
    return f" by {profile.attested_by.name}" if profile.attested_by else ""


def _standing(profile: Profile) -> Tag | None:
    if profile.gone_at is not None:
        return Tag(text="Gone", tone=Tone.HARM)
    if profile.due_on is not None and profile.due_on < clock.today():
        return Tag(text="Due again", tone=Tone.LOOK)
    return None
