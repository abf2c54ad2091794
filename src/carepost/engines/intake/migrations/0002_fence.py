"""Every row of these tables belongs to one practice: keys, references and row-level security."""

from __future__ import annotations

from django.db import migrations

from carepost.domain.tenancy.fence import fence


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("correspondence", "0002_fence")]
    operations = [
        fence("intake_mailfolder", mailbox_id="organisations_servicemailbox"),
        fence(
            "intake_arrival",
            mailbox_id="organisations_servicemailbox",
            conversation_id="correspondence_conversation",
        ),
        fence("intake_sighting", mailbox_id="organisations_servicemailbox", arrival_id="intake_arrival"),
        fence(
            "intake_suggestion",
            arrival_id="intake_arrival",
            conversation_id="correspondence_conversation",
            patient_id="patients_patient",
        ),
    ]
