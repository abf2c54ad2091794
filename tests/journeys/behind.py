"""What was before a journey begins: done through the verbs, in the demo's own installation, by a process of its own.

python -m tests.journeys.behind EMAIL COUNT       so many letters by this person, answers to them
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.journeys.staged import Staged


def write_many(demo: Staged, email: str, count: int) -> None:
    command = [sys.executable, "-m", "tests.journeys.behind", email, str(count)]
    subprocess.run(command, check=True, env=os.environ | demo.stage.company.environment)


def main(email: str, count: int) -> None:
    from carepost.doors.commands.running import running

    with running():
        _write(email, count)


def _write(email: str, count: int) -> None:
    from carepost.actions.writing.letter import Letter, RepliesTo
    from carepost.actions.writing.send import send_message
    from carepost.demo.cast.people import PATHOLOGY
    from carepost.domain.identity.models import Person
    from carepost.domain.organisations.people import places_of
    from carepost.domain.patients.models import Patient
    from carepost.domain.tenancy.context import acting_for
    from carepost.ground.kernel import EmailAddress, new_id

    person_id = Person.objects.get(email=email).id
    with acting_for(None, person_id):
        [place] = places_of(person_id)
    for number in range(count):
        with acting_for(place.practice_id, person_id):
            patient = Patient.objects.of(place.practice_id).filter(status="registered").order_by("id")[0]
            letter = Letter(
                key=new_id(),
                to=(EmailAddress.parse(PATHOLOGY.address),),
                text=f"Made-up letter {number + 1} of {place.name}.",
                replies_to=RepliesTo(membership_id=place.id),
            )
            send_message(actor=place.as_actor(), patient_id=patient.id, letter=letter)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
