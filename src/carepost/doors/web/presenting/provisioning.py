"""From tokens to the page of the organisation's directory."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from carepost.domain.provisioning.models import ProvisioningToken
from carepost.doors.web import formats
from carepost.doors.web.presenters.parts import FieldError, Link, PostAction
from carepost.doors.web.presenters.provisioning import DirectoryPage, TokenLine
from carepost.ground.kernel import clock


def directory_page(
    tokens: Iterable[ProvisioningToken],
    address: str,
    *,
    made: str = "",
    name: str = "",
    errors: tuple[FieldError, ...] = (),
) -> DirectoryPage:
    """`made`: the text of a token made just now."""
    return DirectoryPage(
        url=reverse("provisioning"),
        address=address,
        tokens=tuple(map(_line, tokens)),
        made=made,
        name=name,
        back=Link(label="The practice", url=reverse("practice")),
        errors=errors,
    )


def _line(token: ProvisioningToken) -> TokenLine:
    now = clock.now()
    made = f"Made by {token.made_by.name}, {formats.moment(token.made_at, now=now)}"
    used = (
        f"last used {formats.moment(token.last_used_at, now=now)}" if token.last_used_at else "not used yet"
    )
    over = f", ended {formats.moment(token.ended_at, now=now)}" if token.ended_at else ""
    url = reverse("provisioning-end", args=[token.id])
    return TokenLine(
        name=token.name,
        said=f"{made}; {used}{over}",
        end=None if token.ended_at else PostAction(label=f"End “{token.name}”", url=url),
    )
