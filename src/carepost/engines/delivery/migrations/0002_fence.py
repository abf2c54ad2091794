"""Every row of these tables belongs to one practice: keys, references and row-level security."""

from __future__ import annotations

from django.db import migrations

from carepost.domain.tenancy.fence import fence


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial"), ("correspondence", "0002_fence")]
    operations = [
        fence(
            "delivery_envelope",
            message_id="correspondence_message",
            mailbox_id="organisations_servicemailbox",
        ),
        fence("delivery_attempt", envelope_id="delivery_envelope"),
        fence("delivery_loopbackcopy", envelope_id="delivery_envelope"),
    ]
