"""Every address names who may come, or is on the short public list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, path

from carepost.actions import permissions
from carepost.config.urls import urlpatterns
from carepost.doors.web.entrance import for_members
from carepost.doors.web.urls import PUBLIC
from scripts.reference import verbs
from tests.architecture.house import ROOT, assert_none
from tests.integration.crawl.walking import OTHER_GAPS, ROWS

# Signing in is allauth's own, and must be reachable by those who are not in yet.
SIGNING_IN = "accounts/"
RULES = {rule for name, rule in vars(permissions).items() if name.startswith("check_")}
# Values that would stand in logs, histories and Referer headers; an id says nothing to a stranger.
PLAIN = {"uuid", "int", "slug"}


def addresses(
    patterns: Iterable[URLPattern | URLResolver], before: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, route)
        else:
            yield route, one


def ours() -> list[tuple[str, URLPattern]]:
    return [(route, one) for route, one in addresses(urlpatterns) if not route.startswith(SIGNING_IN)]


def unguarded(found: Iterable[tuple[str, URLPattern]]) -> Iterator[str]:
    for route, one in found:
        if one not in PUBLIC and getattr(one.callback, "permission", None) not in RULES:
            yield f"/{route} names nobody who may come"


def test_every_address_names_who_may_come() -> None:
    assert len(ours()) > 30
    assert_none(unguarded(ours()))


def test_an_address_without_a_way_in_is_found() -> None:
    assert list(unguarded([("x", path("x", lambda request: None))]))
    assert list(unguarded([("x", path("x", for_members(lambda request: None, may=lambda actor: None)))]))


def test_the_public_list_stays_short() -> None:
    assert [str(one.pattern) for one in PUBLIC] == [
        "help/",
        "help/<slug:subject>",
        "join/",
        "join/code",
        "join/invited/<uuid:practice_id>/<slug:key>",  # by the secret of a link in one mail, else not found
        "join/administrator/<uuid:practice_id>/<slug:key>",
        "sign-on/keys",
        "sign-on/<slug:provider>",
        "sign-on/<slug:provider>/back",
        "sign-on/<slug:provider>/signed-out",
        "healthz",
        "readyz",
        "metrics",
    ]


def test_addresses_hold_ids_and_nothing_people_wrote() -> None:
    for route, one in ours():
        kinds = {
            type(kind).__name__.removesuffix("Converter").lower() for kind in one.pattern.converters.values()
        }
        assert kinds <= PLAIN, route


def not_crawled(found: Iterable[tuple[str, URLPattern]]) -> Iterator[str]:
    """What strangers would never ask for in tests/integration/crawl, which fills each gap with rows there are."""
    for route, one in found:
        for gap in one.pattern.converters.keys() - ROWS.keys() - OTHER_GAPS.keys():
            yield f"/{route}: say in tests/integration/crawl/walking.py which rows {gap} is filled with"
        if not one.name:
            yield f"/{route} has no name"


def test_every_address_is_asked_for_by_strangers() -> None:
    assert_none(not_crawled(ours()))


def test_an_address_that_nobody_would_ask_for_is_found() -> None:
    assert list(not_crawled([("x", path("x/<uuid:note_id>", lambda request: None, name="x"))]))
    assert list(not_crawled([("x", path("x", lambda request: None))]))


def test_a_verb_that_asks_no_rule_is_found() -> None:
    """docs/reference/permissions.md is not written while there is one."""

    def open_everything(*, actor: object) -> None:
        print(actor)

    assert verbs.rule_of(open_everything) is None
    assert all(verb.rule in RULES for verb in verbs.verbs())


GET_FORM = re.compile(r'<form[^>]*method="get".*?</form>', re.DOTALL)
TYPED = re.compile(r"text_field\(|<textarea|<input(?![^>]*type=\"(?:hidden|checkbox|radio)\")")


def typed_into_addresses(template: str) -> Iterator[str]:
    for form in GET_FORM.findall(template):
        if TYPED.search(form):
            yield f"what is typed here would stand in an address: {form[:80]}"


def test_nothing_that_somebody_types_becomes_part_of_an_address() -> None:
    """Names are typed, and addresses stand in logs and histories: such a form is posted."""
    templates = [one.read_text(encoding="utf-8") for one in (ROOT / "src").rglob("*.html")]
    assert any(GET_FORM.search(one) for one in templates)
    assert_none(fault for one in templates for fault in typed_into_addresses(one))


def test_a_search_by_name_in_an_address_is_found() -> None:
    assert list(typed_into_addresses('<form method="get">{{ text_field("words", "Name", "") }}</form>'))
    assert list(typed_into_addresses('<form class="x" method="get"><input name="words"></form>'))
    assert not list(typed_into_addresses('<form method="get"><select name="kind"></select></form>'))
