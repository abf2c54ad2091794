"""Every row of these tables belongs to one practice: keys, references and row-level security."""

from __future__ import annotations

from django.db import migrations

from carepost.domain.tenancy.fence import fence


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("organisations", "0002_fence")]
    operations = [
        fence("directory_contact"),
    ]
