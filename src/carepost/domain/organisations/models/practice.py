"""The practice: the custodian of rows, and what it has decided for everybody who works there."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from carepost.ground.kernel import new_id


class Practice(models.Model):
    """A custodian of rows: a practice, or a shared mail service, which is a tenant like any other."""

    class Kind(models.TextChoices):
        PRACTICE = "practice", "GP practice"
        MAIL_SERVICE = "mail_service", "Shared mail service"

    class AddressPolicy(models.TextChoices):
        STRICT = "strict", "Accredited domains only"
        FAMILIES = "families", "Accredited domains and the NHSmail families"

    class Sharing(models.TextChoices):
        TELL = "tell", "Tell the person and the administrators"
        STOP = "stop", "Tell them, and stop the older of two"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.PRACTICE)
    ods_code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)
    telephone = models.CharField(max_length=30, blank=True)
    short_id = models.PositiveIntegerField(
        unique=True, help_text="The custodian's number inside reply tokens."
    )
    address_policy = models.CharField(
        max_length=20, choices=AddressPolicy.choices, default=AddressPolicy.STRICT
    )

    sms_allowed = models.BooleanField(
        default=True, help_text="A code by text message may be the second step."
    )
    sharing = models.CharField(
        max_length=10,
        choices=Sharing.choices,
        default=Sharing.TELL,
        help_text="What happens when a log-in seems to be shared (A7).",
    )
    review_told_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, help_text="When administrators were last told by mail that access waits for a look (A11)."
    )
    idle_minutes = models.PositiveIntegerField(
        default=15, help_text="Untouched for so long, a page is locked."
    )

    def __str__(self) -> str:
        return self.name
