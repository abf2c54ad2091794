"""Every address of the site and who may open it, from the urlconf and the way in of each view."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence

from django.urls import URLPattern, URLResolver, get_resolver

from carepost.ground.kernel import Role
from scripts.reference.tables import table
from scripts.reference.verbs import passes


def page() -> str:
    found = list(addresses_of(get_resolver().url_patterns))
    ours = [
        (f"`{path}`", _how(pattern), _who(pattern), _does(pattern))
        for path, pattern in found
        if not is_library(pattern)
    ]
    library = [(f"`{path}`", pattern.name or "") for path, pattern in found if is_library(pattern)]
    return "\n\n".join(
        [
            "Who may open a page is asked of the same rule that the page asks (`src/carepost/actions/permissions.py`). "
            "What a person may do *there* is decided again by the verb.",
            table(["Address", "How", "Who", "View"], ours),
            "## Signing in and one's own account\n\nBy django-allauth, on our templates. Creating an account is "
            "closed there: people join, or `carepost member` and `carepost administrator` begin accounts.",
            table(["Address", "Name"], library),
        ]
    )


def addresses_of(
    patterns: Sequence[URLPattern | URLResolver], above: str = "/"
) -> Iterator[tuple[str, URLPattern]]:
    """Path and pattern of each, those of libraries too."""
    for found in patterns:
        path = above + str(found.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
        if isinstance(found, URLResolver):
            yield from addresses_of(found.url_patterns, path)
        else:
            yield path, found


def is_library(pattern: URLPattern) -> bool:
    return not pattern.callback.__module__.startswith("carepost.")


def roles_let_in(pattern: URLPattern) -> set[Role]:
    """Who may open it, of the members of a practice."""
    check = getattr(pattern.callback, "permission", None)
    return {role for role in Role if check is None or passes(check, role)}


def _who(pattern: URLPattern) -> str:
    if not hasattr(pattern.callback, "permission"):
        return "anybody"
    allowed = roles_let_in(pattern)
    if len(allowed) == len(Role):
        return "every member"
    return ", ".join(role.value.replace("_", " ") for role in Role if role in allowed)


def _how(pattern: URLPattern) -> str:
    """The methods it was let in for, which the way in keeps in its closure."""
    kept = inspect.getclosurevars(pattern.callback).nonlocals
    return ", ".join(kept.get("methods", ("GET",)))


def _does(pattern: URLPattern) -> str:
    view = inspect.unwrap(pattern.callback)
    return f"`{view.__module__.removeprefix('carepost.doors.web.')}.{view.__name__}`"
