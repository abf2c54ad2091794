"""Who has suspended somebody is told by the suspension's own reason, so that a later one is not taken for it."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("provisioning", "0002_fence")]
    operations = [migrations.RemoveField(model_name="scimresource", name="suspended")]
