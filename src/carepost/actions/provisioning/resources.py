"""Users and groups as a directory finds, brings, changes and removes them: those it brought, and no others."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet

from carepost.actions.permissions import check_system
from carepost.actions.provisioning.groups import Users, follow_group, forget_group, members_now, users_of
from carepost.actions.provisioning.told import Document, Taken, external_id_of, handle_of
from carepost.actions.provisioning.users import follow_user, forget_user, is_at_work
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.provisioning.models import ScimResource
from carepost.ground.kernel import Actor, Conflict, NotFound, clock

Kind = ScimResource.Kind
KEYS = {"id", "handle", "external_id"}
"""what can be looked for in the database"""


class Changed(Conflict):
    """It is not the version that was expected."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A row, and its document with what is so here now: at work or not, who is in the team."""

    row: ScimResource
    document: Document
    version: str


def find(
    *, actor: Actor, kinds: Iterable[str], only: dict[str, str] | None = None, part: slice = slice(None)
) -> tuple[int, list[Kept]]:
    """How many there are, and those of `part`, oldest first; `only` compares KEYS."""
    check_system(actor)
    rows = _rows(actor).filter(kind__in=list(kinds))
    for key, value in (only or {}).items():
        rows = rows.filter(**{key: value}) if key != "id" or _is_id(value) else rows.none()
    found = list(rows.order_by("created_at", "id")[part])
    users = users_of(actor.practice_id) if any(row.kind == Kind.GROUP for row in found) else {}
    total = len(found) if part == slice(None) else rows.count()
    return total, [_kept(row, users) for row in found]


def one(*, actor: Actor, kind: str, resource_id: str, hold: bool = False) -> Kept:
    """One user or group.

    `hold`: nobody else changes it until this is done.
    """
    check_system(actor)
    rows = _rows(actor)
    return _seen(_one(actor, rows.select_for_update(of=("self",)) if hold else rows, kind, resource_id))


def bring(*, actor: Actor, kind: str, document: Document) -> Kept:
    """A user is invited, or recognised by the address; a group is a team of its name."""
    check_system(actor)
    now = clock.now()
    row = ScimResource(practice_id=actor.practice_id, kind=kind, document={}, created_at=now, changed_at=now)
    _follow(actor, row, document)
    _save(row, new=True)
    _record(actor, Event.PROVISIONING_BROUGHT, row)
    return _seen(row)


def change(
    *, actor: Actor, kind: str, resource_id: str, document: Document, expected: str | None = None
) -> Kept:
    """All the directory says of it from now on. `expected`: the version it has looked at."""
    check_system(actor)
    row = _for_update(actor, kind, resource_id, expected)
    row.version, row.changed_at = row.version + 1, clock.now()
    _follow(actor, row, document)
    _save(row, new=False)
    _record(actor, Event.PROVISIONING_CHANGED, row)
    return _seen(row)


def remove(*, actor: Actor, kind: str, resource_id: str, expected: str | None = None) -> None:
    """Gone for the directory. People's places end and teams are archived; nothing is deleted here."""
    check_system(actor)
    row = _for_update(actor, kind, resource_id, expected)
    (forget_user if row.kind == Kind.USER else forget_group)(actor, row)
    row.gone_at = clock.now()
    row.save()
    _record(actor, Event.PROVISIONING_REMOVED, row)


def _rows(actor: Actor) -> QuerySet[ScimResource]:
    rows = ScimResource.objects.of(actor.practice_id).filter(gone_at=None)
    return rows.select_related("membership__person", "invitation__membership__person", "team")


def _one(actor: Actor, rows: QuerySet[ScimResource], kind: str, resource_id: str) -> ScimResource:
    found = rows.filter(kind=kind, id=resource_id).first() if _is_id(resource_id) else None
    if found is None:
        raise NotFound("This directory has brought nothing with that id here.")
    return found


def _for_update(actor: Actor, kind: str, resource_id: str, expected: str | None) -> ScimResource:
    row = _one(actor, _rows(actor).select_for_update(of=("self",)), kind, resource_id)
    if expected is not None and _seen(row).version != expected:
        raise Changed("It has changed since it was looked at.")
    return row


def _follow(actor: Actor, row: ScimResource, document: Document) -> None:
    row.handle, row.external_id = handle_of(row.kind, document), external_id_of(document)
    others = _rows(actor).filter(kind=row.kind, handle=row.handle).exclude(id=row.id)
    if others.exists():
        raise Taken("Another one has this name already.")
    (follow_user if row.kind == Kind.USER else follow_group)(actor, row, document)
    row.document = document


def _save(row: ScimResource, *, new: bool) -> None:
    """Of two at the same moment the second is told so; with it goes whatever it had begun."""
    try:
        row.save(force_insert=new)
    except IntegrityError as twice:
        raise Taken("Another one has this name already.") from twice


def _seen(row: ScimResource) -> Kept:
    return _kept(row, users_of(row.practice_id) if row.kind == Kind.GROUP else {})


def _kept(row: ScimResource, users: Users) -> Kept:
    document, at_work = dict(row.document), is_at_work(row)
    if row.kind == Kind.GROUP:
        members = members_now(row, users)
        said = {member.get("value"): member for member in document.pop("members", None) or []}
        if members:
            document["members"] = [said.get(one, {"value": one}) for one in members]
    elif at_work is not None:
        document["active"] = at_work
    digest = sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:12]
    return Kept(row, document, f'W/"{row.version}-{digest}"')


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _record(actor: Actor, event: Event, row: ScimResource) -> None:
    parts = {"membership": row.membership_id, "invitation": row.invitation_id, "team": row.team_id}
    about = {name: one for name, one in parts.items() if one is not None}
    record(actor=actor, event=event, about={"resource": row.id} | about, detail={"name": row.handle})
