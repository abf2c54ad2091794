"""The library's storage over our verbs; errors of ours become SCIM's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Union, cast

from scim2_models import (
    ConflictException,
    Context,
    ForbiddenException,
    InvalidValueException,
    Meta,
    NotFoundException,
    PreconditionFailedException,
    Resource,
    ResourceType,
    ResponseParameters,
    ScimFilter,
    ScimProvider,
    SearchRequest,
    UniquenessException,
)
from scim2_models.path import CompareOperator, Comparison
from scim2_server.storage import ScimStorage, SearchPage

from carepost.actions.provisioning import resources
from carepost.actions.provisioning.resources import Changed, Kept
from carepost.actions.provisioning.told import Document, Taken, Unfit
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, CarepostError, Conflict, NotFound, NotPermitted, Refused

AnyResource = Resource[Any]  # Any: the library's own mark for its extensions
# The first that fits: a narrower error stands before the wider.
ANSWERS = (
    (Taken, UniquenessException),
    (Changed, PreconditionFailedException),
    (Unfit, InvalidValueException),
    (NotFound, NotFoundException),
    (NotPermitted, ForbiddenException),
    (Conflict, ConflictException),
    (Refused, ConflictException),
)
NEVER_KEPT = ("id", "meta", "password", "schemas", "groups")
FARTHEST = 2**31
"""No practice has so many people; and what is not a number to the database would be an error."""
SOUGHT = {"id": "id", "externalid": "external_id", "username": "handle"}


class Storage(ScimStorage):
    """Of one practice, for one request.

    `changes`: what is read is about to be changed, so another request that would change it waits for this one.
    """

    def __init__(self, actor: Actor, provider: ScimProvider, *, changes: bool = False) -> None:
        self.actor, self.provider, self.changes = actor, provider, changes

    @contextmanager
    def operation(self) -> Iterator[None]:
        """A savepoint: of a bulk request the failed ones are undone, and no others."""
        with in_their_words(), acting_for(self.actor.practice_id):
            yield

    def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> AnyResource:
        with in_their_words():
            kept = resources.one(
                actor=self.actor,
                kind=str(resource_type.name),
                resource_id=resource_id,
                hold=self.changes,
            )
        return self._read(kept)

    def create(self, resource_type: ResourceType, resource: AnyResource) -> AnyResource:
        with in_their_words():
            kept = resources.bring(
                actor=self.actor, kind=str(resource_type.name), document=document_of(resource)
            )
        return self._read(kept)

    def update(
        self, resource_type: ResourceType, resource: AnyResource, *, expected_version: str | None = None
    ) -> AnyResource:
        with in_their_words():
            kept = resources.change(
                actor=self.actor,
                kind=str(resource_type.name),
                resource_id=str(resource.id),
                document=document_of(resource),
                expected=expected_version,
            )
        return self._read(kept)

    def delete(
        self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None
    ) -> None:
        with in_their_words():
            resources.remove(
                actor=self.actor,
                kind=str(resource_type.name),
                resource_id=resource_id,
                expected=expected_version,
            )

    def search(
        self, resource_types: list[ResourceType], search_request: SearchRequest[Any], *, position: Any = None
    ) -> SearchPage:
        """The whole filter where the database can answer it, else what it can; the rest is compared here."""
        kinds = [str(one.name) for one in resource_types]
        part = _part(search_request)
        if search_request.filter is None and search_request.sort_by is None:
            total, kept = resources.find(actor=self.actor, kinds=kinds, part=part)
            return SearchPage(total, [self._read(one) for one in kept])
        sought = _sought(search_request.filter)
        _, kept = resources.find(actor=self.actor, kinds=kinds, only=sought)
        found = self._matching(search_request.filter, [self._read(one) for one in kept])
        return SearchPage(len(found), search_request.sort(found)[part])

    def _matching(self, sought: ScimFilter[Any] | None, found: list[AnyResource]) -> list[AnyResource]:
        if sought is None or not found:
            return found
        if not sought.models:  # at the root, where a filter is not bound to a kind yet
            kinds = tuple(dict.fromkeys(type(one) for one in found))
            sought = cast(ScimFilter[Any], cast(Any, ScimFilter)[Union[kinds]](str(sought)))  # noqa: UP007
        return [one for one in found if sought.match(one)]

    def _read(self, kept: Kept) -> AnyResource:
        kind = next(one for one in self.provider.resource_types if one.name == kept.row.kind)
        model = cast("type[AnyResource]", self.provider.model_for(kind))
        read = model.model_validate(kept.document | {"id": str(kept.row.id)})
        read.meta = Meta(
            resource_type=kept.row.kind,
            created=kept.row.created_at,
            last_modified=kept.row.changed_at,
            version=kept.version,
        )
        return read


@contextmanager
def in_their_words() -> Iterator[None]:
    """Our errors as SCIM's, with the sentence as its detail."""
    try:
        yield
    except CarepostError as error:
        for ours, theirs in ANSWERS:
            if isinstance(error, ours):
                raise theirs(detail=error.reason) from error
        raise


def document_of(resource: AnyResource) -> Document:
    """What is kept of it; a password never is."""
    whole = resource.model_dump(scim_ctx=Context.DEFAULT)
    return {name: value for name, value in whole.items() if name not in NEVER_KEPT and value is not None}


def _part(search_request: SearchRequest[Any]) -> slice:
    start = min(search_request.start_index_0 or 0, FARTHEST)
    return slice(start, None if search_request.count is None else start + search_request.count)


def _sought(sought: ScimFilter[Any] | None) -> dict[str, str]:
    """One attribute compared with one text, as directories look for somebody."""
    node = sought.ast if sought is not None else None
    if not isinstance(node, Comparison) or node.op != CompareOperator.eq or not isinstance(node.value, str):
        return {}
    key = SOUGHT.get(str(node.attr_path).lower())
    if key is None or "\0" in node.value:  # which no database keeps
        return {}
    return {key: node.value.lower() if key == "handle" else node.value}
