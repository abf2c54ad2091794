"""Forms of one's own: pressed as they are, and with one id of a neighbour's slipped in. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.db import transaction

from carepost.domain.tenancy.context import acting_for
from tests.integration.crawl.asking import Answer, ask, name_of
from tests.integration.crawl.copies import ID, Copy
from tests.integration.crawl.page import Address
from tests.integration.crawl.people import Practice, Viewer
from tests.integration.isolation.everything import practice_models

Found = TypeVar("Found")


def tried(
    viewer: Viewer, address: Address, look: Callable[[], Found] | None = None
) -> tuple[Answer, Found | None]:
    """The answer, and what `look` then finds; afterwards all is as it was."""
    with transaction.atomic():
        answer = ask(viewer, address)
        found = look() if look else None
        transaction.set_rollback(True)
    return answer, found


def with_neighbours(
    addresses: Iterable[Address], copy: Copy, ours: Practice, theirs: Practice
) -> Iterator[Address]:
    """Forms of ours, each id in a field or query changed, one at a time, for one of theirs of the same table."""
    tables = {found: table for table in copy.tables() for found, _ in copy.rows(table, ours.id)}
    first = {table: rows[0][0] for table in copy.tables() if (rows := copy.rows(table, theirs.id))}
    for address in addresses:
        in_path = set(ID.findall(address.path))
        for found in sorted(address.ids - in_path):
            if tables.get(found) in first:
                yield address.with_ids({found: first[tables[found]]})


def mentions(practice: Practice, own: frozenset[str]) -> set[str]:
    """Which of a neighbour's ids stand in this practice's rows."""
    with acting_for(practice.id):
        rows = [
            repr(list(model._default_manager.filter(practice_id=practice.id).values()))
            for model in practice_models()
        ]
    return {found for words in rows for found in ID.findall(words) if found in own}


def slipped_in(
    viewer: Viewer, address: Address, ours: Practice, own: frozenset[str], words: frozenset[str]
) -> list[str]:
    """What is wrong with the answer to one such form, in sentences."""
    answer, crossed = tried(viewer, address, lambda: mentions(ours, own))
    which = f"{viewer.name}: {address.method} {name_of(address.path)} {dict(address.fields)}"
    told = answer.headers + answer.body
    found = []
    if crossed:
        found.append(f"{which} put {len(crossed)} of the neighbours' ids into rows of ours")
    if any(one in told for one in words | (own - address.ids)):
        found.append(f"{which} was told something ({answer.status})")
    if answer.status >= 500:
        found.append(f"{which} fails ({answer.status})")
    return found
