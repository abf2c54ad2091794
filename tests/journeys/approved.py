"""`python -m tests.journeys.approved ADDRESS`: an administrator of the demo lets somebody in, by the verb."""

from __future__ import annotations

import sys
from datetime import timedelta

from carepost.doors.commands.running import running


def main() -> None:
    with running():
        from carepost.actions.people.approving import approve
        from carepost.actions.people.attesting import Seen, attest
        from carepost.demo.cast.people import DEV, RIVERSIDE
        from carepost.domain.organisations.models import Membership, Practice, Profile
        from carepost.domain.tenancy.context import acting_for
        from carepost.ground.kernel import clock

        here = Practice.objects.get(ods_code=RIVERSIDE.ods).id
        with acting_for(here):
            people = Membership.objects.of(here)
            dev = people.select_related("person").get(person__email=DEV.email).as_actor()
            place = people.get(person__email=sys.argv[1])
            # Not today: every line of a log has today's date, and no date of anybody's may stand in one.
            last_week = clock.now().date() - timedelta(days=7)
            seen = Seen(system=Profile.System.EMIS, user_name="oadeyemi", role="Reception", on=last_week)
            attest(actor=dev, membership_id=place.id, seen=seen)
            approve(actor=dev, membership_id=place.id)


if __name__ == "__main__":
    main()
