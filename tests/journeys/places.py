"""A place for somebody at one of the demo's practices, made by a process of its own as its console would.

python -m tests.journeys.places EMAIL ODS       the person is made if there is none; their team is Reception
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.journeys.staged import Staged


def give_place(demo: Staged, email: str, ods: str) -> None:
    command = [sys.executable, "-m", "tests.journeys.places", email, ods]
    subprocess.run(command, check=True, env=os.environ | demo.stage.company.environment)


def main(email: str, ods: str) -> None:
    from carepost.doors.commands.running import running

    with running():
        _give(email, ods)


def _give(email: str, ods: str) -> None:
    from carepost.actions.practices.found import add_member
    from carepost.domain.identity.models import Person
    from carepost.domain.organisations.models import Practice
    from carepost.ground.kernel import Actor, Role

    person = Person.objects.filter(email=email).first()
    person = person or Person.objects.create_user(email, "Robin", "Tate")
    system = Actor.system("journeys", Practice.objects.get(ods_code=ods).id)
    add_member(actor=system, person=person, role=Role.MEMBER, teams=["Reception"])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
