"""How somebody asks for a change at their browser, and what is known of it then."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.test import Client

from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import DetailChange, Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Role
from tests.cast import Cast
from tests.integration.joining.desk import CODE, Post

NEW = "aisha.barton2@nhs.net"
MOBILE = "07700 900123"
MARRIED = {"title": "Dr", "given_name": "Aisha", "family_name": "Stone", "known_as": "Ash"}


def asks(browser: Client, detail: str, **typed: str) -> Any:
    return browser.post(f"/me/details/{detail}", typed)


def code_of(post: Post) -> str:
    """The last that has come, by mail or text message."""
    return [found for one in post.fetch() for found in CODE.findall(one.text)][-1]


def change_of(actor: Actor) -> DetailChange:
    """The last they asked for."""
    with acting_for(actor.practice_id):
        rows = DetailChange.objects.of(actor.practice_id).filter(membership=UUID(actor.id))
        return rows.order_by("id").last()  # type: ignore[return-value]  # there is one


def proved(browser: Client, post: Post, actor: Actor, detail: str, **typed: str) -> DetailChange:
    """Asked for, and the code brought back."""
    asked = asks(browser, detail, **typed)
    browser.post(asked["Location"], {"code": code_of(post)})
    return change_of(actor)


def decide(browser: Client, change: DetailChange, what: str, **typed: str) -> Any:
    return browser.post(f"/practice/people/changes/{change.id}/{what}", typed, follow=True)


def person(actor: Actor) -> Person:
    return Person.objects.get(id=actor.person_id)


def also_at_millbrook(cast: Cast, actor: Actor) -> Membership:
    with acting_for(cast.millbrook.practice.id):
        return Membership.objects.create(
            practice=cast.millbrook.practice, person=person(actor), role=Role.MEMBER, state="active"
        )
