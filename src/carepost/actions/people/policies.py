"""Publishing a policy, and accepting it: who accepted which words when is on the ledger (A4)."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from uuid import UUID

from carepost.domain.identity.models import Acceptance, Policy
from carepost.domain.identity.policies import first_text, in_force, to_accept
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Practice
from carepost.domain.organisations.people import everywhere_of
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Refused, clock

CONSOLE = "console"


def publish_policy(*, kind: str, text: str) -> Policy:
    """The next version; everybody is asked to accept it before they go on. Refused where nothing has changed."""
    before, words = in_force(kind), text.strip() + "\n"
    if not text.strip():
        raise Refused("The file is empty, so there is nothing to accept.")
    if before is not None and before.text == words:
        raise Refused(f"These are the words of version {before.version}, which is in force already.")

    version = before.version + 1 if before else 1
    policy = Policy.objects.create(kind=kind, version=version, text=words, published_at=clock.now())

    for practice_id in Practice.objects.values_list("id", flat=True):
        _tell(Actor.system(CONSOLE, practice_id), Event.POLICY_PUBLISHED, policy)
    return policy


def publish_first_policies() -> list[Policy]:
    """What a new installation begins with; kinds that have words already are left alone."""
    kinds = [kind for kind in Policy.Kind.values if in_force(kind) is None]
    return [publish_policy(kind=kind, text=first_text(kind)) for kind in kinds]


def accept_policies(*, person_id: UUID, policy_ids: Collection[int]) -> list[Policy]:
    """Accept these, as far as they are in force and not accepted yet; which ones that were."""
    wanted = set(to_accept(person_id)) & set(policy_ids)
    accepted = list(Policy.objects.filter(id__in=wanted).order_by("kind"))
    now = clock.now()
    Acceptance.objects.bulk_create(
        [Acceptance(person_id=person_id, policy=policy, at=now) for policy in accepted], ignore_conflicts=True
    )
    with acting_for(None, person_id):
        actors = [place.as_actor() for place in everywhere_of(person_id)]
    for actor in actors:
        for policy in accepted:
            _tell(actor, Event.POLICY_ACCEPTED, policy)
    return accepted


def _tell(actor: Actor, event: Event, policy: Policy) -> None:
    with acting_for(actor.practice_id):
        record(
            actor=actor,
            event=event,
            about={"policy": f"{policy.kind}.{policy.version}"},
            detail={
                "name": policy.get_kind_display(),
                "version": policy.version,
                "sha256": sha256(policy.text.encode()).hexdigest(),
            },
        )
