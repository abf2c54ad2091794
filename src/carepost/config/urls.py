from __future__ import annotations

from django.urls import include, path

from carepost.doors.api.addresses import API
from carepost.doors.web.addresses.accounts import INSTEAD

urlpatterns = [
    path("accounts/", include(INSTEAD)),
    path("accounts/", include("allauth.urls")),
    *API,
    path("", include("carepost.doors.web.urls")),
]

handler400 = "carepost.doors.web.errors.bad_request"
handler403 = "carepost.doors.web.errors.forbidden"
handler404 = "carepost.doors.web.errors.not_found"
handler500 = "carepost.doors.web.errors.failed"
