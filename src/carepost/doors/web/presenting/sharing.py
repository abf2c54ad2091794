"""Evidence that a log-in is shared, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from carepost.actions.sharing.settling import Signs
from carepost.domain.organisations.models import Practice, SharingSign
from carepost.domain.organisations.people import names_of
from carepost.doors.web import formats
from carepost.doors.web.presenters.parts import Choice, PostAction
from carepost.doors.web.presenters.sharing import SharingPage, SignCard
from carepost.ground.kernel import clock

Kind = SharingSign.Kind


def sharing_page(signs: Signs, practice: Practice) -> SharingPage:
    names = names_of(practice.id)
    return SharingPage(
        open=tuple(_open(one, names) for one in signs.open),
        settled=tuple(_settled(one, names) for one in signs.settled),
        policy_url=reverse("sharing-policy"),
        policies=tuple(
            Choice(value=value, label=label, chosen=value == practice.sharing)
            for value, label in Practice.Sharing.choices
        ),
    )


def _open(sign: SharingSign, names: Mapping[str, str]) -> SignCard:
    buttons = [
        PostAction(
            label="Begin the move to accounts of their own", url=reverse("sharing-move", args=[sign.id])
        )
    ]
    if sign.kind == Kind.TWO_PLACES:
        end = PostAction(
            label="Sign them out but for the last place", url=reverse("sharing-end", args=[sign.id])
        )
        buttons.append(end)
    return SignCard(
        name=sign.membership.name,
        evidence=evidence(sign, names),
        explain_url=reverse("sharing-explain", args=[sign.id]),
        answer_id=f"answer-{sign.id}",
        buttons=tuple(buttons),
    )


def _settled(sign: SharingSign, names: Mapping[str, str]) -> SignCard:
    when = formats.moment(sign.decided_at, now=clock.now()) if sign.decided_at else ""
    who = sign.decided_by.name if sign.decided_by else ""
    said = f"{SharingSign.State(sign.state).label} by {who}, {when}. {sign.answer}".strip()
    return SignCard(name=sign.membership.name, evidence=evidence(sign, names), said=said)


def evidence(sign: SharingSign, names: Mapping[str, str]) -> tuple[str, ...]:
    """What was seen, and how often and when."""
    last = formats.moment(sign.last_at, now=clock.now())
    often = "Seen once" if sign.times == 1 else f"Seen {sign.times} times"
    return (*_words(Kind(sign.kind), sign.evidence, names), f"{often}, last {last}.")


def _words(
    kind: SharingSign.Kind,
    seen: Mapping[str, Any],  # Any: what JSON can hold
    names: Mapping[str, str],
) -> tuple[str, ...]:
    match kind:
        case Kind.TWO_PLACES:
            devices = " and ".join(seen.get("devices", ()))
            networks = "on two networks" if seen.get("networks") == 2 else "on one network"
            return (
                f"At work on {devices}, {networks}, within ten seconds of each other.",
                f"That was so in {seen.get('minutes', 0)} minutes of one hour. "
                "One person with two devices uses one after the other.",
            )
        case Kind.TELEPHONE:
            others = [names.get(one, "a colleague") for one in seen.get("others", ())]
            elsewhere = ["an account of another practice"] if seen.get("elsewhere") else []
            return (f"The same telephone is that of {' and '.join([*others, *elsewhere])}.",)
        case Kind.SWITCHBOARD:
            return ("The telephone of this account is the practice's own.",)
        case Kind.CLINICAL_USERS:
            users = " and ".join(seen.get("users", ()))
            return (f"Two users of the clinical system stand behind this account: {users}.",)
