"""What django-allauth asks of us: joining has pages of its own, and sign-ins go on the ledger."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from carepost.actions.notices.tell import tell
from carepost.actions.people.failing import note_failure, note_failure_of
from carepost.actions.people.signing_in import (
    recovery_codes_made,
    second_factor_changed,
    sign_in_failed,
    signed_in,
    signed_out,
)
from carepost.actions.people.sitting import end_sitting
from carepost.actions.people.words import password_changed
from carepost.actions.practices.devices import signed_in_whole
from carepost.domain.identity.models import Person, Sitting
from carepost.domain.identity.second_steps import accept_code, is_setting_up
from carepost.domain.identity.sittings import is_fresh
from carepost.domain.tenancy import services
from carepost.doors.web import known_browsers
from carepost.doors.web.sign_on.steps import seat
from carepost.doors.web.sitting.device import device_of
from carepost.doors.web.sitting.here import begin, sitting_of
from carepost.ground.kernel import EmailAddress

SECOND_FACTOR = "second-factor"
PASSWORD_CHANGED = {
    "account/email/password_reset",
    "account/email/password_changed",
    "account/email/password_set",
}
CODE_LASTS = timedelta(seconds=settings.ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT)
SECOND_STEP = "carepost.doors.web.sign_on.steps.SecondStepStage"


FACTORS = {
    "mfa/email/totp_activated": True,
    "mfa/email/totp_deactivated": False,
    "mfa/email/webauthn_added": True,
    "mfa/email/webauthn_removed": False,
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(
        self, request: HttpRequest, user: Person, **kwargs: Any
    ) -> HttpResponse:  # Any: allauth's own
        """After the last step, second factor included."""
        seat(request, user, begin(request, user))
        device = device_of(request)
        if device is not None:
            signed_in_whole(device=device, person_id=user.id)
        signed_in(person_id=user.id)
        response = cast(HttpResponse, super().post_login(request, user, **kwargs))
        known_browsers.remember(request, response, user.email)
        return response

    def get_login_stages(self) -> list[str]:
        """Our second step in place of allauth's, which does not know of single sign-on."""
        stages = cast(list[str], super().get_login_stages())
        return [SECOND_STEP if one == "allauth.mfa.stages.AuthenticateStage" else one for one in stages]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # Any: allauth's own
        """Not within five minutes; nor of whoever sets up a first second step just after the code to their address."""
        if app == "allauth.mfa" and is_setting_up(sitting_of(self.request)):
            return False
        return not is_fresh(sitting_of(self.request))

    def send_notification_mail(self, template_prefix: str, user: Person, *args: Any, **kwargs: Any) -> None:
        """What allauth has to tell a person (Any: its own): the second step goes on the ledger, a password by mail."""
        added = FACTORS.get(template_prefix)
        if added is not None:
            second_factor_changed(person_id=user.id, added=added)
        if template_prefix == "mfa/email/recovery_codes_generated":
            recovery_codes_made(person_id=user.id)
        if template_prefix in PASSWORD_CHANGED:
            said = password_changed()
            tell(to=EmailAddress.parse(user.email), subject=said.subject, text=said.text)

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:  # Any: a template's
        """Stored, not sent: a mail server's time would tell who has an account."""
        mail = self.render_mail(template_prefix, email, context | {"email": email})
        tell(to=EmailAddress.parse(email), subject=mail.subject, text=str(mail.body), good_for=CODE_LASTS)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # Any: allauth's own
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_failure(email=str(credentials.get("email", "")), stopped=True)
            raise

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted for each address, and apart in browsers its owner has used before."""
        known = known_browsers.known_as(request, str(credentials.get("email", "")))
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{known}"

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # Any: allauth's own
        note_failure(email=str(credentials.get("email", "")), stopped=False)

    def logout(self, request: HttpRequest) -> None:
        person_id, sitting = getattr(request.user, "id", None), getattr(request, "sitting", None)
        if sitting is not None:
            end_sitting(person_id=sitting.person_id, sitting_id=sitting.id, why=Sitting.Ended.SIGNED_OUT)
        super().logout(request)
        if isinstance(person_id, UUID):
            signed_out(person_id=person_id)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    def encrypt(self, text: str) -> str:
        """Sealed with a key of the installation's: a stolen database makes nobody's codes."""
        sealed = services.vault().seal(services.INSTALLATION, SECOND_FACTOR, text.encode())
        return base64.b64encode(sealed).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return (
            services.vault()
            .open(services.INSTALLATION, SECOND_FACTOR, base64.b64decode(encrypted_text))
            .decode()
        )

    def get_totp_label(self, user: Person) -> str:
        return user.email


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A wrong code is a failed sign-in."""

    def clean_code(self) -> str:
        try:
            clear = check_rate_limit(self.user)
        except ValidationError:
            note_failure_of(person_id=self.user.id, stopped=True)
            raise
        code = str(self.cleaned_data["code"])
        self.authenticator = accept_code(self.user.id, code, recovery=True)
        if self.authenticator is None:
            sign_in_failed(person_id=self.user.id)
            raise get_adapter().validation_error("incorrect_code")
        clear()
        return code
