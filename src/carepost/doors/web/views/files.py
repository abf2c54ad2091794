"""Mail and files as they came or went: handed over as hostile things, never shown as pages of ours."""

from __future__ import annotations

import re
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from carepost.actions.conversations.look import (
    open_attachment,
    open_html,
    original_of_envelope,
    original_of_message,
)
from carepost.actions.triage.look import attachment_of_arrival, html_of_arrival, original_of_arrival
from carepost.doors.web.entrance import MemberRequest
from carepost.ground.mailkit.html import sanitise

NOTHING = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
ONLY_LOOKS = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
SHAPE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>A message as it was laid out</title>
<style>body {{ font: 1rem/1.5 Arial, sans-serif; margin: 1rem; overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; }} td, th {{ padding: .25rem .5rem; }}
.told {{ border: 1px solid; padding: .5rem; }}</style></head>
<body><p class="told">This is what the sender wrote, in the sender's own layout. Pictures and anything that fetches
or runs have been taken out.</p>{body}</body></html>"""

# What a browser would run or draw as a page is handed over as plain octets.
SAFE_TYPE = re.compile(
    r"application/(pdf|msword|zip|rtf|vnd\.[\w.+-]{1,80})|image/(png|jpeg|gif|tiff|bmp|webp)|text/(plain|csv)|audio/[\w.+-]{1,40}"
)


def attachment(request: MemberRequest, attachment_id: UUID) -> HttpResponse:
    file, data = open_attachment(actor=request.actor, attachment_id=attachment_id)
    return _handed_over(data, file.name, file.content_type)


def arrival_attachment(request: MemberRequest, arrival_id: UUID, index: int) -> HttpResponse:
    file, data = attachment_of_arrival(actor=request.actor, arrival_id=arrival_id, index=index)
    return _handed_over(data, file.name, file.content_type)


def message_original(request: MemberRequest, message_id: UUID) -> HttpResponse:
    data = original_of_message(actor=request.actor, message_id=message_id)
    return _mail(data, message_id)


def envelope_original(request: MemberRequest, envelope_id: UUID) -> HttpResponse:
    data = original_of_envelope(actor=request.actor, envelope_id=envelope_id)
    return _mail(data, envelope_id)


def arrival_original(request: MemberRequest, arrival_id: UUID) -> HttpResponse:
    data = original_of_arrival(actor=request.actor, arrival_id=arrival_id)
    return _mail(data, arrival_id)


def message_html(request: MemberRequest, message_id: UUID) -> HttpResponse:
    return _laid_out(open_html(actor=request.actor, message_id=message_id))


def arrival_html(request: MemberRequest, arrival_id: UUID) -> HttpResponse:
    return _laid_out(html_of_arrival(actor=request.actor, arrival_id=arrival_id))


def _mail(data: bytes, row_id: UUID) -> HttpResponse:
    """The file's name says nothing about anybody."""
    return _handed_over(data, f"message-{row_id.hex[-12:]}.eml", "application/octet-stream")


def _laid_out(html: str) -> HttpResponse:
    response = HttpResponse(SHAPE.format(body=sanitise(html)))
    return _guarded(response, ONLY_LOOKS)


def _handed_over(data: bytes, name: str, content_type: str) -> HttpResponse:
    plain = content_type.partition(";")[0].strip().lower()
    safe = plain if SAFE_TYPE.fullmatch(plain) else "application/octet-stream"
    response = HttpResponse(data, content_type=safe)
    response.headers["Content-Disposition"] = _disposition(name)
    return _guarded(response, NOTHING)


def _disposition(name: str) -> str:
    """RFC 6266, with the name in RFC 8187's letters for those that are not plain."""
    clean = "".join(c for c in name if c.isprintable() and c not in '/\\"') or "file"
    return content_disposition_header(as_attachment=True, filename=clean[:150]) or "attachment"


def _guarded(response: HttpResponse, policy: str) -> HttpResponse:
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
