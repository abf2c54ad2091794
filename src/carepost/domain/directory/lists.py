"""The lists in force, loaded once a version and kept in the process."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from uuid import UUID

from carepost.domain.directory.models import DomainList, ListedDomain
from carepost.domain.directory.verdicts import ListInForce, Lists
from carepost.ground.kernel import clock


def in_force(today: date | None = None) -> Lists:
    """The newest list of each kind; one small query when they are known already."""
    newest_first = DomainList.objects.order_by("kind", "-published_on", "-imported_at", "-id")
    newest = dict(newest_first.distinct("kind").values_list("kind", "id"))
    return Lists(
        today=today or clock.now().date(),
        accredited=_loaded(newest.get(DomainList.Kind.ACCREDITED)),
        care_providers=_loaded(newest.get(DomainList.Kind.CARE_PROVIDERS)),
    )


def _loaded(list_id: UUID | None) -> ListInForce | None:
    return None if list_id is None else _version(list_id)


@lru_cache(maxsize=8)
def _version(list_id: UUID) -> ListInForce:
    """A version never changes once it is stored, so it may be kept for as long as the process lives."""
    published_on = DomainList.objects.values_list("published_on", flat=True).get(id=list_id)
    rows = ListedDomain.objects.filter(domain_list_id=list_id).values_list("domain", "organisation")
    return ListInForce(list_id, published_on, dict(rows))
