from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from carepost.ground.kernel import EmailAddress, Refused

LOCAL = st.from_regex(r"[A-Za-z0-9_'-]{1,15}(\.[A-Za-z0-9_'+-]{1,15}){0,2}", fullmatch=True)
LABEL = st.from_regex(r"[a-z0-9]([a-wyz0-9]{0,8}[a-z0-9])?", fullmatch=True)
DOMAIN = st.tuples(
    LABEL, st.sampled_from(["nhs.net", "nhs.uk", "practice.nhs.uk", "carepost.example", "made-up.test"])
).map(".".join)


@pytest.mark.parametrize(
    "typed",
    [
        "jo.bloggs@nhs.net",
        "o'neill-smith+tag@northside.nhs.uk",
        "Jo@practice.example",
        "jo@practice.test",
        "  jo@nhs.net\n",
        "a@b.co",
    ],
)
def test_ordinary_address_is_accepted(typed: str) -> None:
    assert str(EmailAddress.parse(typed)) == typed.strip()


def test_domain_is_in_small_letters_and_the_name_as_written() -> None:
    address = EmailAddress.parse("Jo.Bloggs@NHS.Net")

    assert str(address) == "Jo.Bloggs@nhs.net"
    assert address == EmailAddress("Jo.Bloggs", "NHS.NET")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "No e-mail address"),
        ("jo.nhs.net", "no @ sign"),
        ("jo@nhs.net@evil.example", "2 @ signs"),
        ("@nhs.net", "before the @"),
        ("jo@", "after the @"),
        ("jo@nhs", "needs a dot"),
        ("jo@test", "needs a dot"),
        ('"x@nhs.net" <x@evil.example>', "more than an address"),
        ("Jo Bloggs <jo@nhs.net>", "more than an address"),
        ("x@nhs.net <x@evil.example>", "more than an address"),
        ("jo@nhs.net, al@nhs.net", "more than an address"),
        ("jo@nhs.net;al@nhs.net", "more than an address"),
        ("(jo)jo@nhs.net", "more than an address"),
        ('"jo bloggs"@nhs.net', "more than an address"),
        ('"jo"@nhs.net', "more than an address"),
        ("jo bloggs@nhs.net", "space"),
        ("jo@nhs.net\r\nBcc: x@evil.example", "more than an address"),
        ("jo@nhs.net\r\nx@evil.example", "new line"),
        (
            "jo@nһs.net",
            "Character 5 of this e-mail address is not a plain English one (cyrillic small letter shha)",
        ),
        ("jо@nhs.net", "cyrillic small letter o"),
        ("jo@ｎｈｓ.net", "fullwidth latin small letter n"),
        ("jo＠nhs.net", "fullwidth commercial at"),
        ("jo@nhs。net", "ideographic full stop"),
        ("josé@nhs.net", "latin small letter e with acute"),
        ("jo@nhs.net\u200b", "zero width space"),
        ("jo\u202e@nhs.net", "right-to-left override"),
        ("jo\x00@nhs.net", "no name"),
        ("jo@xn--ns-1kc.net", "disguise"),
        ("jo@XN--ns-1kc.net", "disguise"),
        ("jo@mail.xn--p1ai", "disguise"),
        ("jo@[192.0.2.1]", "numbered machine"),
        ("jo@[IPv6:2001:db8::1]", "numbered machine"),
        ("jo@192.0.2.1", "numbered machine"),
        ("jo..bloggs@nhs.net", "dot, hyphen"),
        (".jo@nhs.net", "dot, hyphen"),
        ("jo.@nhs.net", "dot, hyphen"),
        ("jo@nhs.net.", "dot, hyphen"),
        ("jo@nhs..net", "dot, hyphen"),
        ("jo@-nhs.net", "dot, hyphen"),
        ("jo@nhs_.net", "dot, hyphen"),
        ("jo@practice.invalid", "nobody can have"),
        ("jo@localhost.local", "nobody can have"),
        ("j" * 65 + "@nhs.net", "at most 64"),
        ("jo@" + "nhs." * 70 + "net", "at most 254"),
    ],
)
@pytest.mark.hazard("HZ-05")
def test_address_that_may_mislead_is_refused_with_the_reason(typed: str, told: str) -> None:
    with pytest.raises(Refused) as refusal:
        EmailAddress.parse(typed)

    assert told in refusal.value.reason
    assert refusal.value.reason.endswith((".", "?"))


@given(LOCAL, DOMAIN)
def test_accepted_address_reads_back_as_itself(local: str, domain: str) -> None:
    address = EmailAddress.parse(f"{local}@{domain}")

    assert (address.local, address.domain) == (local, domain)
    assert EmailAddress.parse(str(address)) == address
    assert EmailAddress.parse(f"{local.upper()}+x@{domain.upper()}").identity == address.identity


@given(st.text(max_size=300))
@example("a@b.c\x7f")
@pytest.mark.hazard("HZ-05")
def test_whatever_is_typed_is_one_plain_address_or_refused(typed: str) -> None:
    try:
        address = EmailAddress.parse(typed)
    except Refused:
        return
    assert str(address).isascii()
    assert str(address).isprintable()
    assert str(address).count("@") == 1


@given(LOCAL, DOMAIN, st.characters(min_codepoint=128), st.integers(0, 80))
@pytest.mark.hazard("HZ-05")
def test_no_foreign_letter_gets_through_anywhere(local: str, domain: str, letter: str, place: int) -> None:
    plain = f"{local}@{domain}"
    place = min(place, len(plain))

    with pytest.raises(Refused):
        EmailAddress.parse(plain[:place] + letter + plain[place:])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jo.Bloggs@nhs.net", "jo.bloggs@NHS.NET", True),
        ("jo+rota@nhs.net", "jo@nhs.net", True),
        ("jo+a+b@nhs.net", "jo@nhs.net", True),
        ("jo.bloggs@nhs.net", "jobloggs@nhs.net", False),
        ("jo@nhs.net", "jo@nhs.uk", False),
        ("+a@nhs.net", "+b@nhs.net", False),
    ],
)
@pytest.mark.hazard("HZ-05")
def test_same_person_is_known_by_other_spellings(one: str, other: str, same: bool) -> None:
    assert (EmailAddress.parse(one).identity == EmailAddress.parse(other).identity) is same


@pytest.mark.slow
def test_thousand_new_addresses_take_less_than_a_second() -> None:
    begun = time.process_time()

    for number in range(1000):
        EmailAddress.parse(f"person{number}@practice.nhs.uk")

    assert time.process_time() - begun < 1
