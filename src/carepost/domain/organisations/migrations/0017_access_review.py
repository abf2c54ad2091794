"""Who looked at an access, of what administrators were told, and profiles from the practice's own list."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from carepost.domain.tenancy.fence import refer

MEMBERSHIP = "organisations_membership"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0016_changes_of_details")]
    operations = [
        migrations.AddField(
            model_name="membership",
            name="reviewed_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.membership",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="review_told",
            field=models.JSONField(
                default=list, help_text="Reasons for a look at it that administrators were told of by mail."
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="review_told_at",
            field=models.DateTimeField(
                help_text="When administrators were last told by mail that access waits for a look (A11).",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="profile",
            name="source",
            field=models.CharField(
                choices=[
                    ("attested", "Attested by an administrator"),
                    ("adaptor", "Told by the system itself"),
                    ("listed", "On a list of users that the practice exported"),
                ],
                max_length=10,
            ),
        ),
        refer(MEMBERSHIP, reviewed_by_id=MEMBERSHIP),
    ]
