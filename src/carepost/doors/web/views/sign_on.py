"""Single sign-on: to the provider, back from it, and what it says by itself."""

from __future__ import annotations

from typing import cast

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from carepost.actions.people.national_roles import keep_roles
from carepost.actions.people.sign_on import end_by_provider, whom
from carepost.doors.web.errors import refusal
from carepost.doors.web.joining.limits import too_many
from carepost.doors.web.sign_on import pages
from carepost.doors.web.sign_on.confirming import ask_whether
from carepost.doors.web.sign_on.journeys import Journey, come_back
from carepost.doors.web.sign_on.leaving import called, depart, explain
from carepost.doors.web.sign_on.steps import remember
from carepost.doors.web.sitting.asking import way_on
from carepost.engines.single_sign_on.picked import providers
from carepost.engines.single_sign_on.port import Down, Identity, Provider, Unbelieved

KEPT = 300
"""seconds a provider may keep our keys"""


@never_cache
@require_GET
def start(request: HttpRequest, provider: str) -> HttpResponse:
    """Off to a provider of single sign-on; there is none until the operator sets one up"""
    if request.user.is_authenticated:
        return redirect("/")
    return too_many(request, "sign_on") or depart(request, called(provider), next=way_on(request))


@never_cache
@require_GET
def back(request: HttpRequest, provider: str) -> HttpResponse:
    """Where a provider sends a browser back to; who did not set off from it is told so"""
    found = called(provider)
    journey = come_back(request, provider, request.GET.get("state", ""))
    if journey is None:
        return too_many(request, "sign_on") or refusal(request, 403, pages.LOST)
    try:
        identity = found.finish(journey.attempt, request.GET.dict())
    except (Down, Unbelieved) as trouble:
        return explain(request, provider, trouble)
    return _arrive(request, found, journey, identity)


def _arrive(request: HttpRequest, found: Provider, journey: Journey, identity: Identity) -> HttpResponse:
    """To link it to the account of whoever set off, or to sign in. Whoever is in by now is not changed for another."""
    who = str(request.user.pk) if request.user.is_authenticated else ""
    if journey.person or who:
        if not journey.person:
            return redirect("/")
        return ask_whether(request, found, identity) if who == journey.person else _lost(request)
    meant = whom(identity=identity, trusted_domains=found.trusted_domains)
    if meant is None:
        return refusal(request, 403, pages.UNKNOWN)
    if meant.link is not None:
        keep_roles(person_id=meant.person.id, identity=identity)
    remember(request, label=found.label, meant=meant, identity=identity)
    return cast(HttpResponse, perform_login(request, meant.person, redirect_url=journey.next))


def _lost(request: HttpRequest) -> HttpResponse:
    return refusal(request, 403, pages.LOST)


@csrf_exempt
@never_cache
@require_POST
def signed_out(request: HttpRequest, provider: str) -> HttpResponse:
    """A provider says who signed out there, in a token of its own (OpenID Connect Back-Channel Logout 1.0)"""
    try:
        said = called(provider).signed_out(request.POST.get("logout_token", ""))
    except Unbelieved as trouble:
        return _not_done(trouble.fault)
    except Down:
        return _not_done("Our copy of your keys is old, and they cannot be fetched now.")
    return HttpResponse() if end_by_provider(said=said) else _not_done("This was said before.")


def _not_done(why: str) -> HttpResponse:
    return JsonResponse({"error": "invalid_request", "error_description": why}, status=400)


@cache_control(public=True, max_age=KEPT)
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys by which providers of single sign-on know us (RFC 7517)"""
    return JsonResponse({"keys": [key for one in providers().values() for key in one.public_keys()]})
