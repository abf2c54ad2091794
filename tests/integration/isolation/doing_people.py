"""The verbs about people, called for the model: on the place that `whom` has, or on the one invitation there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from carepost.actions.people.inviting import Invited
from carepost.ground.kernel import Actor, EmailAddress, Role
from scripts.reference.verbs import Verb
from tests.integration.isolation.acts import Act
from tests.integration.people.conftest import SEEN

if TYPE_CHECKING:
    from tests.integration.isolation.doing import Things

Do = Callable[[Verb, Actor, "Things", "Things", Act], object]
PAT = Invited(email=EmailAddress.parse("pat.four@nhs.example"), given_name="Pat", family_name="Four")


def _to_whom(**more: object) -> Do:
    def do(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
        return verb.function(actor=actor, membership_id=of.member(act.whom), **more)

    return do


def _simply(**given: object) -> Do:
    def do(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
        return verb.function(actor=actor, **given)

    return do


def _to_the_invitation(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    return verb.function(actor=actor, invitation_id=of.of.invitation.id)


def _to_the_way_back(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
    return verb.function(actor=actor, vouching_id=of.of.vouching.id)


WITH_PEOPLE: dict[str, Do] = {
    "people.handing_over.what_is_held": _to_whom(),
    "people.approving.approve": _to_whom(),
    "people.approving.ask": _to_whom(text="Which rooms do you work in?"),
    "people.approving.refuse": _to_whom(reason="Made up."),
    "people.attesting.attest": _to_whom(seen=SEEN),
    "people.ending.leave": _to_whom(),
    "people.ending.restore": _to_whom(),
    "people.ending.sign_out_everywhere": _to_whom(),
    "people.look.evidence_for": _to_whom(),
    "people.look.how_many_wait": _simply(),
    "people.look.people_here": _simply(words="pat"),
    "people.ending.suspend": _to_whom(reason="Made up."),
    "people.second_steps.take_away": _to_whom(reason="Made up."),
    "people.inviting.invitations_of": _simply(),
    "people.inviting.invite": _simply(whom=PAT),
    "people.inviting.invite_again": _to_the_invitation,
    "people.inviting.withdraw": _to_the_invitation,
    "people.way_back.look_at_way_back": _simply(),
    "people.way_back.ask_for_way_back": _to_whom(reason="Made up."),
    "people.way_back.confirm_way_back": _to_the_way_back,
    "people.way_back.keep_way_back": _to_the_way_back,
    "people.way_back.stop_way_back": _to_the_way_back,
    "people.roles.change_role": _to_whom(role=Role.MEMBER),
}
