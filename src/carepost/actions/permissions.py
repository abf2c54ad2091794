"""May this person? Pure rules on the actor; state rules are in policies/."""

from __future__ import annotations

from collections.abc import Callable

from carepost.ground.kernel import Actor, NotPermitted, Role

EVERYONE = frozenset(Role)


def check_member(actor: Actor) -> None:
    """Corresponding is for members of the practice, and for the system on their behalf."""
    if actor.kind == "platform" or (actor.kind == "member" and actor.role not in EVERYONE):
        raise NotPermitted(
            "Only approved members of this practice may do this. Ask a practice administrator."
        )


def check_signed_in(actor: Actor) -> None:
    """One's own account: anybody who has one, whether at work, awaiting approval or of the platform."""


def check_sender(actor: Actor) -> None:
    """A human author is named on every message (C3): the system never writes."""
    if actor.kind != "member":
        raise NotPermitted("Only a person may send a message: the author is named in it.")
    check_member(actor)


def check_colleague(actor: Actor) -> None:
    """What takes two people, each in their own name: never the system."""
    if actor.kind != "member":
        raise NotPermitted("Only a person who works here may do this, in their own name.")
    check_member(actor)


def check_exporter(actor: Actor) -> None:
    if actor.kind != "system" and actor.role not in {Role.ADMINISTRATOR, Role.IG_LEAD}:
        raise NotPermitted(
            "Only a practice administrator or the IG lead may export the ledger. Ask one of them."
        )


def check_reader_of_the_record(actor: Actor) -> None:
    """Who did what across the practice; on one conversation every member may read it."""
    if actor.kind != "system" and actor.role not in {Role.ADMINISTRATOR, Role.IG_LEAD, Role.CLINICAL_LEAD}:
        raise NotPermitted(
            "Only a practice administrator, the IG lead or a clinical lead may read who did what. Ask one of them."
        )


def check_administrator(actor: Actor) -> None:
    """People, teams and policy are the practice administrators' (A5, A8)."""
    if actor.kind != "system" and actor.role != Role.ADMINISTRATOR:
        raise NotPermitted("Only a practice administrator may do this. Ask one of them.")


def check_platform(actor: Actor) -> None:
    """People of the platform help practices; no member of one is let in there."""
    if actor.kind != "platform":
        raise NotPermitted("Only people of the platform do this.")


def check_system(actor: Actor) -> None:
    if actor.kind != "system":
        raise NotPermitted("Only Carepost's own services do this.")


def allows(rule: Callable[[Actor], None], actor: Actor) -> bool:
    """What a rule would say, for pages that offer only what may be done."""
    try:
        rule(actor)
    except NotPermitted:
        return False
    return True


def can_read_the_record(actor: Actor) -> bool:
    return allows(check_reader_of_the_record, actor)


def can_administer(actor: Actor) -> bool:
    return allows(check_administrator, actor)
