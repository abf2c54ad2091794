"""Forms kept for a person until they have unlocked the page, or shown again who they are: nothing typed is lost."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from carepost.domain.organisations.models import KeptForm
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.domain.tenancy.rows import PracticeQuerySet
from carepost.ground.kernel import clock, new_id

KEPT_FOR = timedelta(hours=12)
MOST = 20
"""Forms of one person; the oldest go."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a form: the field's name, its own, its type and its bytes."""

    field: str
    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Typed:
    """What was in a form: names and values in their order, and files."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[Upload, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept form, opened."""

    id: UUID
    path: str
    why: KeptForm.Why
    typed: Typed


def keep_form(*, person_id: UUID, practice_id: UUID, path: str, why: KeptForm.Why, typed: Typed) -> UUID:
    """Seal it with the practice's key. Needs the transaction of the practice, as the others here."""
    form_id, own = new_id(), _own(person_id, practice_id)
    sealed = services.vault().seal(practice_id, _label(form_id), _pack(typed))
    KeptForm.objects.create(
        id=form_id,
        practice_id=practice_id,
        person_id=person_id,
        path=path,
        why=why,
        sealed=sealed,
        at=clock.now(),
    )
    newest = list(own.order_by("-at", "-id").values_list("id", flat=True)[:MOST])
    own.exclude(id__in=newest).delete()
    return form_id


def kept_forms(*, person_id: UUID, practice_id: UUID) -> list[KeptForm]:
    """Those that wait, the newest first."""
    return list(_own(person_id, practice_id).filter(at__gt=clock.now() - KEPT_FOR).order_by("-at", "-id"))


def let_drafts_go(*, person_id: UUID, practice_id: UUID, since: datetime) -> None:
    """They are on the screen again."""
    with acting_for(practice_id, person_id):
        _own(person_id, practice_id).filter(why=KeptForm.Why.DRAFT, at__gte=since).delete()


def take_form(*, person_id: UUID, practice_id: UUID, form_id: UUID) -> Kept:
    """Open it and let it go, once; NotFound unless it is theirs."""
    row = _own(person_id, practice_id).one_for_update(practice_id, form_id)
    plain = services.vault().open(practice_id, _label(row.id), bytes(row.sealed))
    row.delete()
    return Kept(row.id, row.path, KeptForm.Why(row.why), _unpack(plain))


def let_form_go(*, person_id: UUID, practice_id: UUID, form_id: UUID) -> None:
    """NotFound unless it is theirs."""
    _own(person_id, practice_id).one(practice_id, form_id).delete()


def _own(person_id: UUID, practice_id: UUID) -> PracticeQuerySet[KeptForm]:
    return KeptForm.objects.of(practice_id).filter(person_id=person_id)


def _label(form_id: UUID) -> str:
    return f"kept-form/{form_id}"


def _pack(typed: Typed) -> bytes:
    files = [[f.field, f.name, f.content_type, base64.b64encode(f.data).decode("ascii")] for f in typed.files]
    return json.dumps({"fields": typed.fields, "files": files}).encode()


def _unpack(plain: bytes) -> Typed:
    found = json.loads(plain)
    files = (
        Upload(field, name, content_type, base64.b64decode(data))
        for field, name, content_type, data in found["files"]
    )
    return Typed(tuple((name, value) for name, value in found["fields"]), tuple(files))
