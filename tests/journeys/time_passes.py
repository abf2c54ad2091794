"""Time passes for somebody who is here for a time: `python -m tests.journeys.time_passes ADDRESS DAYS`.

All their days move back by so many, which to the practice is the same as waiting; then the hour's work is done. So no
day of theirs is today either, which stands in every line of a log, where no date of anybody's may (tests/named.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta

from tests.journeys.staged import Staged


def let_time_pass(demo: Staged, email: str, days: int) -> None:
    command = [sys.executable, "-m", "tests.journeys.time_passes", email, str(days)]
    subprocess.run(command, check=True, env=os.environ | demo.stage.company.environment)


def main(email: str, ago: timedelta) -> None:
    from carepost.doors.commands.running import running

    with running():
        _move(email, ago)


def _move(email: str, ago: timedelta) -> None:
    from django.db.models import F

    from carepost.actions.people.keeping_time import keep_time
    from carepost.demo.cast.people import RIVERSIDE
    from carepost.domain.organisations.models import Invitation, Membership, Practice, Profile
    from carepost.domain.tenancy.context import acting_for
    from carepost.ground.kernel import Actor

    here = Practice.objects.get(ods_code=RIVERSIDE.ods).id
    earlier = {name: F(name) - ago for name in ("starts_on", "ends_on")}
    with acting_for(here):
        Membership.objects.of(here).filter(person__email=email).update(**earlier)
        Profile.objects.of(here).filter(membership__person__email=email).update(seen_on=F("seen_on") - ago)
        invitation = Invitation.objects.of(here).get(email=email)
        seen_on = date.fromisoformat(invitation.profile["seen_on"]) - ago
        profile = invitation.profile | {"seen_on": seen_on.isoformat()}
        Invitation.objects.of(here).filter(email=email).update(profile=profile, **earlier)
        keep_time(actor=Actor.system("calendar", here))


if __name__ == "__main__":
    main(sys.argv[1], timedelta(days=int(sys.argv[2])))
