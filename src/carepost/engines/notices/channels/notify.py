"""Text messages by GOV.UK Notify, through its own client.

The service needs one template whose whole text is the placeholder ((message)).
API: https://docs.notifications.service.gov.uk/rest-api.html, "Send a text message".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from carepost.engines.notices.channels.port import NotSent
from carepost.engines.notices.words import Words

PATIENCE = 20
"""seconds"""
LATER = 429
"""the service's limit for now, or for the day"""


@dataclass(frozen=True, slots=True)
class NotifySettings:
    url: str
    template: str
    key: str = field(repr=False)


class NotifyChannel:
    """Makes a client a message: the client is not for several threads."""

    def __init__(self, to: NotifySettings) -> None:
        self._to = to

    def send(self, words: Words) -> None:
        try:
            self._client().send_sms_notification(  # type: ignore[no-untyped-call]  # it has no types
                phone_number=words.to, template_id=self._to.template, personalisation={"message": words.text}
            )
        except APIError as error:
            raise _fault(error) from error

    def check(self) -> None:
        """Asks for the template, which needs the key, too."""
        try:
            self._client().get_template(self._to.template)  # type: ignore[no-untyped-call]
        except APIError as error:
            raise _fault(error) from error

    def _client(self) -> NotificationsAPIClient:
        return NotificationsAPIClient(  # type: ignore[no-untyped-call]
            self._to.key, base_url=self._to.url, timeout=PATIENCE
        )


def _fault(error: APIError) -> NotSent:
    """503 also stands for no answer at all. The service's words may repeat the number, so only its status is kept."""
    status = error.status_code
    return NotSent(f"GOV.UK Notify refused the message ({status}).", again=status >= 500 or status == LATER)
