"""Tokens and what directories brought belong to one practice."""

from __future__ import annotations

from django.db import migrations

from carepost.domain.tenancy.fence import fence


class Migration(migrations.Migration):
    dependencies = [("provisioning", "0001_initial")]
    operations = [
        fence("provisioning_provisioningtoken", made_by_id="organisations_membership"),
        fence(
            "provisioning_scimresource",
            membership_id="organisations_membership",
            invitation_id="organisations_invitation",
            team_id="organisations_team",
        ),
    ]
