"""A posted form on its way into keeping and out again."""

from __future__ import annotations

from typing import Any, cast

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve
from django.utils.datastructures import MultiValueDict

from carepost.actions.people.kept import Kept, Typed, Upload

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field
DRAFT_PATH = "draft_path"
"""In a form that locking keeps: where it would have been sent to."""


def typed_in(request: HttpRequest) -> Typed:
    """Everything but the token against forgery, which is this page's and no part of what was typed."""
    fields = tuple(
        (name, value)
        for name, values in request.POST.lists()
        if name not in (TOKEN, DRAFT_PATH)
        for value in values
    )
    files = tuple(
        Upload(name, file.name or "", file.content_type or "", file.read())
        for name, several in request.FILES.lists()
        for file in several
    )
    return Typed(fields, files)


def send_again(request: HttpRequest, kept: Kept, *, as_draft: bool) -> HttpResponse:
    """Answer as if the form came now. `as_draft`: a message is drawn again and not sent, for a person to look at."""
    path, _, query = kept.path.partition("?")
    fields = QueryDict(mutable=True)
    for name, value in kept.typed.fields:
        fields.appendlist(name, value)
    if as_draft and "step" in fields:
        fields["step"] = "check"
    again = cast(Any, request)  # Any: what Django sets itself when it reads a request
    again.method, again.path, again.path_info = "POST", path, path
    again.META |= {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "0", "QUERY_STRING": query}
    again.GET, again.POST, again._files = QueryDict(query), fields, _files(kept.typed)
    again.resolver_match = found = resolve(path)
    return cast(HttpResponse, found.func(request, *found.args, **found.kwargs))


def _files(typed: Typed) -> MultiValueDict[str, SimpleUploadedFile]:
    files: MultiValueDict[str, SimpleUploadedFile] = MultiValueDict()
    for one in typed.files:
        files.appendlist(one.field, SimpleUploadedFile(one.name, one.data, one.content_type))
    return files
