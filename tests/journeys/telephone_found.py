"""`python -m tests.journeys.telephone_found ADDRESS`: somebody of the demo has the second step they began with."""

from __future__ import annotations

import sys

from carepost.doors.commands.running import running


def main() -> None:
    with running():
        from allauth.mfa.totp.internal.auth import TOTP

        from carepost.demo.cast.people import EVERYBODY
        from carepost.domain.identity.models import Person
        from carepost.domain.identity.second_steps import forget_all
        from carepost.domain.tenancy.context import acting_for

        person = Person.objects.get(email=sys.argv[1])
        with acting_for(None, person.id):
            forget_all(person.id)
            TOTP.activate(person, next(one.secret for one in EVERYBODY if one.email == person.email))


if __name__ == "__main__":
    main()
