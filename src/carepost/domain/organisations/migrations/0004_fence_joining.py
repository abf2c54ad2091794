"""What came with joining and leaving belongs to one practice each: keys, references and row-level security."""

from __future__ import annotations

from django.db import migrations

from carepost.domain.tenancy.fence import fence, refer

MEMBERSHIP, TEAM = "organisations_membership", "organisations_team"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_joining_and_leaving")]
    operations = [
        refer(
            MEMBERSHIP,
            sponsor_id=MEMBERSHIP,
            inheritor_id=MEMBERSHIP,
            inheriting_team_id=TEAM,
            approved_by_id=MEMBERSHIP,
        ),
        fence("organisations_profile", membership_id=MEMBERSHIP, attested_by_id=MEMBERSHIP),
        fence("organisations_absence", membership_id=MEMBERSHIP, team_id=TEAM, set_by_id=MEMBERSHIP),
        fence("organisations_teamrequest", asked_by_id=MEMBERSHIP, decided_by_id=MEMBERSHIP),
        fence("organisations_transition", shared_id=MEMBERSHIP, team_id=TEAM, begun_by_id=MEMBERSHIP),
        fence(
            "organisations_invitation",
            invited_by_id=MEMBERSHIP,
            inheritor_id=MEMBERSHIP,
            inheriting_team_id=TEAM,
            transition_id="organisations_transition",
            membership_id=MEMBERSHIP,
        ),
        fence("organisations_detailchange", membership_id=MEMBERSHIP, decided_by_id=MEMBERSHIP),
        fence("organisations_sharingsign", membership_id=MEMBERSHIP, decided_by_id=MEMBERSHIP),
        fence("organisations_vouching", membership_id=MEMBERSHIP),
        fence("organisations_device", enrolled_by_id=MEMBERSHIP),
        fence("organisations_fullsignin", device_id="organisations_device"),
    ]
