"""Two practices with everything in them, and somebody of every kind to look at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.test import Client

from carepost.actions.platform.places import give_place
from carepost.actions.practices.found import add_member
from carepost.actions.triage.settle import settle_arrival
from carepost.domain.correspondence.models import Message
from carepost.domain.identity.models import Person, PlatformPlace, Sitting
from carepost.domain.organisations.models import Membership, Question
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.context import acting_for
from carepost.doors.web import toasts
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Role, clock
from tests.cast import Surgery, make_cast
from tests.doubles.ways_out import goes_silent, refuses
from tests.integration.crawl.copies import Copy
from tests.integration.desk import Desk
from tests.integration.isolation.everything import FILE, fill
from tests.integration.letters import STRANGER, mail

PASSED_BOTH_STEPS = {"type": Authenticator.Type.TOTP, "defaults": {"data": {"secret": "made up"}}}


@dataclass
class Viewer:
    """Somebody at a browser. `practice` is the one they act for, None for nobody's; `role` None: no place there."""

    name: str
    person: Person | None
    practice: UUID | None
    role: Role | None
    browser: Client = field(
        default_factory=lambda: Client(enforce_csrf_checks=True, raise_request_exception=False)
    )

    def come_in(self) -> None:
        """Signed in with both steps, acting for this practice; a token for forms in the cookies."""
        if self.person is None:
            return
        Authenticator.objects.get_or_create(user=self.person, **PASSED_BOTH_STEPS)
        self.browser.force_login(self.person)
        session = self.browser.session
        session.pop("sitting", None)  # a new one each time, as by the door: else two pairs are not alike
        if self.practice is not None:
            session["practice"] = str(self.practice)
        session.save()

    def stay_fresh(self) -> None:
        """Who they are was shown just now: on a slow machine the whole crawl takes longer than that holds."""
        if self.person is not None:
            Sitting.objects.filter(person=self.person, ended_at=None).update(proved_at=clock.now())

    def as_before(self) -> None:
        """What an earlier form left to be said is not of the next answer; nor has it changed where they act."""
        session, here = self.browser.session, self.practice and str(self.practice)
        said = [name for name in session.keys() if name.partition(":")[0] == toasts.KEPT]  # noqa: SIM118
        if said or session.get("practice") != here:
            for name in said:
                del session[name]
            if here is not None:
                session["practice"] = here
            session.save()


@dataclass(frozen=True)
class Practice:
    """One of the two, who looks at it, and words that nobody else may be told."""

    desk: Desk
    viewers: dict[str, Viewer]
    words: frozenset[str]

    @property
    def id(self) -> UUID:
        return self.desk.id

    @property
    def members(self) -> list[Viewer]:
        return [one for one in self.viewers.values() if one.role is not None]


@dataclass(frozen=True)
class Town:
    """Riverside and Millbrook, and somebody who has signed in nowhere."""

    copy: Copy
    riverside: Practice
    millbrook: Practice
    passer_by: Viewer
    platform: tuple[Viewer, ...]

    @property
    def practices(self) -> tuple[Practice, Practice]:
        return self.riverside, self.millbrook

    def other(self, practice: Practice) -> Practice:
        return self.millbrook if practice is self.riverside else self.riverside

    def own_ids(self, practice: Practice) -> frozenset[str]:
        """Ids that stand in its rows, and in none of the other's."""
        return frozenset(self.copy.ids(practice.id) - self.copy.ids(self.other(practice).id))

    def fingerprints(self) -> list[dict[str, str]]:
        return [self.copy.fingerprint(one.id) for one in self.practices]


def make_town(copy: Copy) -> Town:
    cast = make_cast()
    both = Person.objects.create_user("locum@elsewhere.example", "Lou", "Ferry")
    staff = {one.practice.id: _staff(one, both) for one in (cast.riverside, cast.millbrook)}
    desks = [Desk(cast, cast.riverside), Desk(cast, cast.millbrook)]
    for desk, family in zip(desks, ("Quillfeather", "Ravenscroft"), strict=True):
        _live(desk, family)
    practices = [Practice(desk, staff[desk.id], _words(desk)) for desk in desks]
    for practice in practices:
        for viewer in practice.viewers.values():
            viewer.come_in()
    return Town(copy, *practices, Viewer("nobody signed in", None, None, None), _platform())


def _platform() -> tuple[Viewer, ...]:
    """One of each kind of those who help practices, and work at none."""
    viewers = []
    for role in PlatformPlace.Role:
        person = Person.objects.create_user(f"{role.value}@platform.example", role.value.title(), "Platform")
        give_place(email=person.email, role=role)
        viewers.append(Viewer(f"{role.value} of the platform", person, None, None))
        viewers[-1].come_in()
    return tuple(viewers)


def _staff(surgery: Surgery, both: Person) -> dict[str, Viewer]:
    """One of each role, one suspended, and one who works at the other practice too."""
    ods, viewers = surgery.practice.ods_code.lower(), {}
    for role in Role:
        person = Person.objects.create_user(f"{role.value}@{ods}.example", role.value.title(), f"Of {ods}")
        _place(surgery, person, role)
        viewers[role.value] = Viewer(f"{role.value} of {ods}", person, surgery.practice.id, role)
    gone = Person.objects.create_user(f"suspended@{ods}.example", "Sid", f"Of {ods}")
    _place(surgery, gone, Role.MEMBER, Membership.State.SUSPENDED)
    viewers["suspended"] = Viewer(f"suspended member of {ods}", gone, surgery.practice.id, None)
    awaits = Person.objects.create_user(f"awaits@{ods}.example", "Aurelia", f"Of {ods}")
    _place(surgery, awaits, Role.MEMBER, Membership.State.AWAITING)
    _ask(surgery, awaits)
    viewers["awaiting"] = Viewer(f"awaiting approval of {ods}", awaits, None, None)
    _place(surgery, both, Role.MEMBER)
    viewers["both"] = Viewer(f"member of both, now at {ods}", both, surgery.practice.id, Role.MEMBER)
    return viewers


def _ask(surgery: Surgery, awaits: Person) -> None:
    with acting_for(surgery.practice.id):
        member = Membership.objects.of(surgery.practice.id).get(person=awaits)
        dev = Membership.objects.of(surgery.practice.id).filter(role=Role.ADMINISTRATOR).first()
        Question.objects.create(
            practice=surgery.practice, membership=member, text="Who?", asked_by=dev, asked_at=clock.now()
        )


def _place(surgery: Surgery, person: Person, role: Role, state: str = Membership.State.ACTIVE) -> None:
    member = add_member(
        actor=surgery.system, person=person, role=role, job_title="Made up", teams=["Doctors"]
    )
    with acting_for(surgery.practice.id):
        Membership.objects.of(surgery.practice.id).filter(id=member.id).update(state=state)


def _live(desk: Desk, family: str) -> None:
    """Everything that can be there: sent, answered, refused, uncertain, to match, set aside, split."""
    patient = desk.surgery.patient()
    with desk.acting():
        Patient.objects.of(desk.id).update(family_name=family, folded_name=family.lower())
    fill(desk)
    for answer in (refuses, goes_silent):
        desk.send(patient=patient, files=(FILE,))
        desk.deliver(answer)
    desk.take_in(
        mail(f"About {family}, Jane, 9990000018, born 03/05/1985.", sender=STRANGER, html="<p>Hello</p>")
    )
    junk = desk.take_in(mail("Buy something.", sender=STRANGER))
    with desk.acting():
        settle_arrival(actor=desk.someone, arrival_id=junk.id, outcome=Arrival.Outcome.JUNK)


def of_patients(practice: Practice) -> frozenset[str]:
    """What nobody may read who does not work there: who is written about, by whom, and what."""
    with practice.desk.acting():
        patients = Patient.objects.of(practice.id).values_list("family_name", "nhs_number")
        letters = Message.objects.of(practice.id).values_list("subject", "text", "from_address")
        arrivals = Arrival.objects.of(practice.id).values_list("subject", "from_address")
        words = {word.strip() for row in (*patients, *letters, *arrivals) for word in row}
    grouped = {f"{one[:3]} {one[3:6]} {one[6:]}" for one in words if one.isdecimal()}
    return practice.words | grouped | {word for word in words if len(word) > 4}


def _words(desk: Desk) -> frozenset[str]:
    """Words of this practice that would give something away: its patient, its tokens, its references."""
    with desk.acting():
        words = set(Patient.objects.of(desk.id).values_list("family_name", flat=True))
    words |= {one.reference for one in desk.conversations()} | {one.token for one in desk.envelopes()}
    return frozenset(filter(None, words))
