"""Every row of these tables belongs to one practice: keys, references and row-level security."""

from __future__ import annotations

from django.db import migrations

from carepost.domain.tenancy.fence import fence


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [
        fence("organisations_servicemailbox"),
        fence("organisations_membership", also_seen_by_person=True),
        fence("organisations_team"),
        fence(
            "organisations_teammembership",
            team_id="organisations_team",
            membership_id="organisations_membership",
        ),
    ]
