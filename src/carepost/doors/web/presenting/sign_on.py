"""What is linked to somebody's account, for their own page."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from carepost.domain.identity.models import Person, SignOnLink
from carepost.doors.web.presenters.parts import Link, PostAction
from carepost.doors.web.presenters.sign_on import OwnSignOnPage, SignOnRow
from carepost.engines.single_sign_on.port import Provider


def own_page(person: Person, links: Mapping[str, SignOnLink], ways: Mapping[str, Provider]) -> OwnSignOnPage:
    has_one = person.has_usable_password()
    return OwnSignOnPage(
        rows=tuple(_row(one, links.get(one.issuer)) for one in ways.values()),
        set_password=None if has_one else Link(label="Set a password", url=reverse("account_set_password")),
    )


def _row(provider: Provider, link: SignOnLink | None) -> SignOnRow:
    if link is None:
        where = reverse("own-sign-on-link", args=[provider.name])
        return SignOnRow(label=provider.label, link=Link(label="Link it", url=where))
    where = reverse("own-sign-on-unlink", args=[provider.name])
    return SignOnRow(
        label=provider.label,
        linked_at=link.linked_at,
        used_at=link.used_at,
        unlink=PostAction(label="Unlink", url=where),
    )
