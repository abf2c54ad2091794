"""Every address of the site and who may open it, from the urlconf and the way in of each view."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

from carepost.ground.kernel import Actor, NotPermitted, Role
from scripts.reference.tables import table

NOBODY = UUID(int=0)


def page() -> str:
    found = list(_addresses(get_resolver().url_patterns, "/"))
    ours = [
        (f"`{path}`", _how(pattern), _who(pattern), _does(pattern))
        for path, pattern in found
        if not _is_library(pattern)
    ]
    library = [(f"`{path}`", pattern.name or "") for path, pattern in found if _is_library(pattern)]
    return "\n\n".join(
        [
            "Who may open a page is asked of the same rule that the page asks (`src/carepost/actions/permissions.py`). "
            "What a person may do *there* is decided again by the verb.",
            table(["Address", "How", "Who", "View"], ours),
            "## Signing in and one's own account\n\nBy django-allauth, on our templates. Creating an account is "
            "closed: `carepost member` makes accounts.",
            table(["Address", "Name"], library),
        ]
    )


def _addresses(patterns: list[URLPattern | URLResolver], above: str) -> Iterator[tuple[str, URLPattern]]:
    for found in patterns:
        path = above + str(found.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
        if isinstance(found, URLResolver):
            yield from _addresses(found.url_patterns, path)
        else:
            yield path, found


def _is_library(pattern: URLPattern) -> bool:
    return not pattern.callback.__module__.startswith("carepost.")


def _who(pattern: URLPattern) -> str:
    check = getattr(pattern.callback, "permission", None)
    if check is None:
        return "anybody"
    allowed = [role.value.replace("_", " ") for role in Role if _passes(check, role)]
    return "every member" if len(allowed) == len(Role) else ", ".join(allowed)


def _how(pattern: URLPattern) -> str:
    """The methods it was let in for, which the way in keeps in its closure."""
    kept = inspect.getclosurevars(pattern.callback).nonlocals
    return ", ".join(kept.get("methods", ("GET",)))


def _passes(check: Callable[[Actor], None], role: Role) -> bool:
    try:
        check(Actor(practice_id=NOBODY, kind="member", id=str(NOBODY), name="", role=role, person_id=NOBODY))
    except NotPermitted:
        return False
    return True


def _does(pattern: URLPattern) -> str:
    view = inspect.unwrap(pattern.callback)
    return f"`{view.__module__.removeprefix('carepost.doors.web.')}.{view.__name__}`"
