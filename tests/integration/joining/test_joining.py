"""From the form to a place that waits for approval: the address proved, nothing opened before."""

from __future__ import annotations

import pytest
from django.test import Client

from carepost.actions.people.approving import approve
from carepost.actions.people.attesting import Seen, attest
from carepost.domain.identity.models import Joining, Person
from carepost.domain.ledger.models import Entry
from carepost.domain.organisations.models import Introduction, Membership, Profile
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.joining.desk import ANSWER, Post, ask, bring

EMAIL = ANSWER["email"]


def test_a_proved_address_makes_an_account_and_a_place_that_waits(
    cast: Cast, client: Client, post: Post
) -> None:
    assert ask(client)["Location"] == "/join/code"
    assert not Person.objects.filter(email=EMAIL).exists()

    answer = bring(client, post.code())

    assert answer["Location"] == "/join/waiting"
    person = Person.objects.get(email=EMAIL)
    assert person.check_password(ANSWER["password"])
    with acting_for(cast.riverside.practice.id):
        place = Membership.objects.of(cast.riverside.practice.id).get(person=person)
        introduction = Introduction.objects.of(cast.riverside.practice.id).get(membership=place)
        events = list(Entry.objects.of(cast.riverside.practice.id).values_list("event", flat=True))
    assert (place.state, place.job_title) == ("awaiting", "Receptionist")
    assert (introduction.outcome, introduction.address) == ("plausible", EMAIL)
    assert "membership.applied" in events
    assert not Joining.objects.exists()


def test_administrators_are_told_and_the_mail_names_nobody(cast: Cast, client: Client, post: Post) -> None:
    ask(client)
    bring(client, post.code())

    (told,) = post.fetch()

    assert told.to == "dev@y90001.example"
    assert [name for name in ("Adeyemi", "Oluwaseun", EMAIL) if name in told.subject + told.text] == []


def test_who_waits_sets_up_a_second_step_then_sees_who_was_asked_and_nothing_else(
    cast: Cast, client: Client, post: Post
) -> None:
    ask(client)
    bring(client, post.code())
    assert client.get("/join/waiting")["Location"] == "/accounts/2fa/totp/activate/"
    _second_step(EMAIL)

    page = client.get("/join/waiting").content.decode()

    assert "Riverside Surgery" in page
    assert "administrators have been told" in page
    assert client.get("/")["Location"] == "/join/waiting"
    assert client.get("/inbox/all")["Location"] == "/join/waiting"
    assert client.post("/live").status_code in (302, 405)
    assert client.get("/help/").status_code == 200


def test_who_is_approved_comes_into_the_inbox(cast: Cast, client: Client, post: Post) -> None:
    ask(client)
    bring(client, post.code())
    _second_step(EMAIL)
    here = cast.riverside.practice.id
    with acting_for(here):
        place = Membership.objects.of(here).get(person__email=EMAIL)
        seen = Seen(
            system=Profile.System.EMIS, user_name="oadeyemi", role="Receptionist", on=clock.now().date()
        )
        attest(actor=cast.dev, membership_id=place.id, seen=seen)
        approve(actor=cast.dev, membership_id=place.id)

    assert client.get("/inbox/my").status_code == 200
    assert client.get("/join/waiting")["Location"] == "/"


def test_a_telephone_is_asked_for_its_code_only_after_the_address(
    cast: Cast, client: Client, post: Post
) -> None:
    ask(client, telephone="07700 900123")
    (mail,) = post.fetch()
    assert mail.to == EMAIL

    bring(client, mail.text.split("is ")[1][:6])
    assert "ends in 123" in client.get("/join/code").content.decode()
    bring(client, post.code())

    assert Person.objects.get(email=EMAIL).telephone.proved_at is not None


@pytest.mark.parametrize(
    ("email", "allowed"),
    [
        ("oluwaseun.adeyemi@nhs.net", True),
        ("oluwaseun.adeyemi@riverside.nhs.uk", True),
        ("oluwaseun.adeyemi@oakhouse.example", True),
        ("oluwaseun.adeyemi@evilnhs.uk", False),
        ("oluwaseun.adeyemi@nhs.uk.example", False),
        ("oluwaseun.adeyemi@mail.nhs.net", False),
        ("oluwaseun.adeyemi@northside.example", False),
        ("oluwaseun.adeyemi@private.example", False),
    ],
)
def test_only_nhs_addresses_and_listed_care_providers(
    cast: Cast, client: Client, email: str, allowed: bool
) -> None:
    assert ask(client, email=email).status_code == (302 if allowed else 422)


def test_a_shared_address_is_refused_with_why_and_the_way_forward(
    cast: Cast, client: Client, post: Post
) -> None:
    answer = ask(client, email="reception.y90001@nhs.net", given_name="Ann", family_name="Jones")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We need an address of your own" in page
    assert "/help/#shared" in page
    assert post.fetch() == []
    assert not Joining.objects.exists()


def test_a_doubtful_address_goes_on_and_its_reasons_are_kept_for_whoever_approves(
    cast: Cast, client: Client, post: Post
) -> None:
    ask(client, email="blue.heron@nhs.net")
    bring(client, post.code())

    with acting_for(cast.riverside.practice.id):
        introduction = Introduction.objects.of(cast.riverside.practice.id).get()
    assert introduction.outcome == "review"
    assert introduction.reasons


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"practice": "Nowhere Surgery"}, "No practice here is called so"),
        ({"given_name": ""}, "Type your given name"),
        ({"family_name": ""}, "Type your family name"),
        ({"job_title": ""}, "Type what you do"),
        ({"email": "not an address"}, "e-mail address"),
        ({"telephone": "070 1234 5678"}, "070"),
        ({"password": "too short"}, "15 characters"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_password_never_comes_back(
    cast: Cast, client: Client, changes: dict[str, str], said: str
) -> None:
    answer = ask(client, **changes)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert ANSWER["password"] not in page


def test_signs_that_no_name_has_are_left_out_and_a_made_up_choice_is_none(
    cast: Cast, client: Client, post: Post
) -> None:
    names = dict.fromkeys(("given_name", "known_as", "family_name"), "Ada\x00\r\n" + "x" * 200)
    ask(client, practice="Y90001\0", system="made up" * 20, **names)

    assert bring(client, post.code())["Location"] == "/join/waiting"
    assert "\0" not in Person.objects.get(email=EMAIL).get_full_name()


def test_the_switchboard_is_nobodys_own_telephone(cast: Cast, client: Client) -> None:
    cast.riverside.practice.telephone = "+44 7700 900555"
    cast.riverside.practice.save()

    assert "practice's own telephone" in ask(client, telephone="07700 900555").content.decode().replace(
        "&#39;", "'"
    )


def test_a_practice_is_found_by_a_part_of_its_name_and_several_are_named(cast: Cast, client: Client) -> None:
    assert ask(client, practice="riversi").status_code == 302
    assert ask(client, practice="Riverside Surgery").status_code == 302


def test_a_stranger_has_no_code_page(cast: Cast, client: Client) -> None:
    assert b"No code is waited for here" in client.get("/join/code").content
    assert b"No code is waited for here" in bring(client, "123456").content
    assert "/accounts/login/" in client.get("/join/waiting")["Location"]


def test_a_code_of_one_browser_is_no_good_in_another(cast: Cast, client: Client, post: Post) -> None:
    ask(client)
    other = Client()
    ask(other, email="somebody.else@nhs.net", given_name="Somebody", family_name="Else")
    first, _ = post.fetch()

    answer = bring(other, first.text.split("is ")[1][:6])

    assert answer.status_code == 422
    assert Person.objects.filter(email__endswith="@nhs.net").count() == 0


def _second_step(email: str) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(
        user=Person.objects.get(email=email), type=Authenticator.Type.TOTP, data={"secret": "made up"}
    )
