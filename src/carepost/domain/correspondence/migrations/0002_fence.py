"""Every row of these tables belongs to one practice: keys, references and row-level security."""

from __future__ import annotations

from django.db import migrations

from carepost.domain.tenancy.fence import fence


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0001_initial"),
        ("organisations", "0002_fence"),
        ("patients", "0002_fence"),
    ]
    operations = [
        fence(
            "correspondence_conversation",
            patient_id="patients_patient",
            assigned_team_id="organisations_team",
            assigned_to_id="organisations_membership",
            replies_to_team_id="organisations_team",
            replies_to_member_id="organisations_membership",
        ),
        fence("correspondence_participant", conversation_id="correspondence_conversation"),
        fence(
            "correspondence_message",
            conversation_id="correspondence_conversation",
            author_id="organisations_membership",
        ),
        fence("correspondence_attachment", message_id="correspondence_message"),
        fence(
            "correspondence_note",
            conversation_id="correspondence_conversation",
            author_id="organisations_membership",
        ),
        fence("correspondence_happening", conversation_id="correspondence_conversation"),
    ]
