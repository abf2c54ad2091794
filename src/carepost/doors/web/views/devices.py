"""The practice's computers: enrolled at the computer itself, ended from anywhere."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.practices.devices import end_device, enrol_device, list_devices
from carepost.domain.organisations.models import Device
from carepost.doors.web import toasts
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.account import DeviceRow, DevicesPage
from carepost.doors.web.presenters.parts import FieldError, PostAction
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.doors.web.sitting.device import device_of, forget_at, keep_at
from carepost.ground.kernel import Refused


def devices(request: MemberRequest) -> HttpResponse:
    """The list. POST enrols the computer one sits at."""
    if request.method != "POST":
        return _draw(request)
    try:
        _, secret = enrol_device(actor=request.actor, name=request.POST.get("name", ""))
    except Refused as error:
        return _draw(request, FieldError(field="name", text=error.reason))
    toasts.leave(
        request, "This computer is enrolled. People can change places at it from their next sign-in."
    )
    response = redirect("devices")
    keep_at(response, request.actor.practice_id, secret)
    return response


def end(request: MemberRequest, device_id: UUID) -> HttpResponse:
    here = device_of(request)
    end_device(actor=request.actor, device_id=device_id)
    toasts.leave(request, "Nobody can change places at that computer any more.")
    response = redirect("devices")
    if here is not None and here.id == device_id:
        forget_at(response)
    return response


def _draw(request: MemberRequest, error: FieldError | None = None) -> HttpResponse:
    here = device_of(request)
    page = DevicesPage(
        url=reverse("devices"),
        here=here.name if here else "",
        rows=tuple(_row(one, here) for one in list_devices(actor=request.actor)),
        errors=(error,) if error else (),
    )
    return answer(request, shell_for(request, quiet=True), page, 422 if error else 200)


def _row(device: Device, here: Device | None) -> DeviceRow:
    return DeviceRow(
        name=device.name,
        enrolled_by=device.enrolled_by.name,
        enrolled_at=device.enrolled_at,
        here=here is not None and here.id == device.id,
        end=PostAction(label="End", url=reverse("device-end", args=[device.id])),
    )
