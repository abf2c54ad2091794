"""May we write to this address (R1, R3, R5)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.directory.verdicts import ListInForce, Lists, Verdict, judge
from carepost.ground.kernel import EmailAddress, Refused

pytestmark = pytest.mark.hazard("HZ-05")

PUBLISHED = date(2025, 5, 22)
ACCREDITED = ListInForce(
    uuid4(),
    PUBLISHED,
    {
        "northside.example": "Northside NHS Trust",
        "uhb.nhs.uk": "University Hospitals Bridgeford",
        "uhd.nhs.uk": "University Hospitals Dalemoor",
        "gov.im": "Isle of Man Government",
    },
)
CARE = ListInForce(uuid4(), PUBLISHED, {"oakhouse.example": "Oak House Care Ltd"})
LISTS = Lists(PUBLISHED + timedelta(days=30), ACCREDITED, CARE)
STALE = Lists(PUBLISHED + timedelta(days=366), ACCREDITED, CARE)

LABELS = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)


def verdict(domain: str, policy: str = "strict", lists: Lists = LISTS) -> Verdict:
    return judge(EmailAddress("jane.smith", domain), lists, policy)


def test_nhs_net_is_accredited_whatever_the_age_of_the_list() -> None:
    for lists in (LISTS, STALE, Lists(PUBLISHED)):
        assert verdict("nhs.net", lists=lists).kind == "accredited"
        assert verdict("NHS.net", lists=lists).kind == "accredited"


def test_listed_domain_is_accredited_and_its_organisation_named() -> None:
    found = verdict("northside.example")
    assert (found.kind, found.organisation) == ("accredited", "Northside NHS Trust")
    assert found.list_words == "DCB1596 list of 22 May 2025"
    assert found.list_id == ACCREDITED.id
    assert not found.needs_acknowledgement


@pytest.mark.hazard("HZ-05")
def test_parents_row_does_not_cover_its_children() -> None:
    assert verdict("clinic.northside.example").kind == "refused"
    assert verdict("x.gov.im").kind == "refused"


@pytest.mark.hazard("HZ-05")
@given(LABELS)
def test_nothing_under_a_listed_domain_is_accredited_for_it(label: str) -> None:
    assert verdict(f"{label}.northside.example").kind == "refused"
    assert verdict(f"{label}northside.example").kind == "refused"


def test_other_nhs_uk_address_is_written_to_with_a_warning() -> None:
    for domain in ("leafield.nhs.uk", "clinic.uhb.nhs.uk", "nhs.uk"):
        found = verdict(domain)
        assert found.kind == "warning", domain
        assert found.needs_acknowledgement
        assert "has not been accredited to the NHS secure email standard" in found.words
        assert "We cannot guarantee that this message will be encrypted all the way" in found.words


def test_care_provider_is_written_to_with_a_warning_that_names_it() -> None:
    found = verdict("oakhouse.example")
    assert (found.kind, found.organisation) == ("warning", "Oak House Care Ltd")
    assert found.list_words == "Care providers list of 22 May 2025"


FAMILY = [
    "leeds.gov.uk",
    "gov.uk",
    "met.police.uk",
    "x.pnn.police.uk",
    "a.cjsm.net",
    "dms.mod.uk",
    "parliament.uk",
]


@pytest.mark.parametrize("domain", FAMILY)
def test_nhsmail_family_needs_a_warning_until_the_practice_chooses_the_wider_policy(domain: str) -> None:
    assert verdict(domain).kind == "warning"
    assert verdict(domain, "families").kind == "accredited"
    assert verdict(domain, "something else").kind == "warning"


@pytest.mark.parametrize(
    "domain", ["evilgov.uk", "xpolice.uk", "notmod.uk", "gov.uk.example", "x.parliament.uk"]
)
def test_family_matches_only_where_a_label_begins(domain: str) -> None:
    assert verdict(domain, "families").kind == "refused"


@pytest.mark.parametrize(
    "domain", ["x.gsi.gov.uk", "gcsx.gov.uk", "leeds.gcsx.gov.uk", "gse.gov.uk", "scn.gov.uk"]
)
def test_closed_government_mail_is_refused_with_a_hint(domain: str) -> None:
    found = verdict(domain, "families")
    assert (found.kind, found.code) == ("refused", "retired")
    assert "name@council.gov.uk" in found.words


def test_list_older_than_a_year_only_warns_and_says_so() -> None:
    found = verdict("northside.example", lists=STALE)
    assert found.kind == "warning"
    assert "more than a year old (DCB1596 list of 22 May 2025)" in found.words
    last_day = Lists(PUBLISHED + timedelta(days=365), ACCREDITED)
    assert verdict("northside.example", lists=last_day).kind == "accredited"


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize(
    "domain",
    "nhs.net.example nhs-net.example mail.nhs.net evilnhs.net nhs.com nhs.co.uk nhsnet.example "
    "nhs.nte nhs.ne nhss.net nsh.net nns.net".split(),
)
def test_domain_posing_as_nhs_net_is_refused_and_named(domain: str) -> None:
    for policy in ("strict", "families"):
        found = verdict(domain, policy)
        assert (found.kind, found.code) == ("refused", "like_nhs_net")
        assert "looks like an nhs.net address but is not one" in found.words


@pytest.mark.hazard("HZ-05")
def test_one_letter_from_a_listed_domain_is_refused_and_the_neighbour_named() -> None:
    for domain in ("nortside.example", "notrhside.example", "northsides.example", "northsidf.example"):
        found = verdict(domain)
        assert (found.kind, found.code) == ("refused", "like_listed")
        assert "Did you mean northside.example (Northside NHS Trust)?" in found.words


def test_one_letter_from_a_listed_domain_within_nhs_uk_is_asked_about() -> None:
    assert "Did you mean uhb.nhs.uk (University Hospitals Bridgeford)?" in verdict("uhx.nhs.uk").words


def test_listed_domain_one_letter_from_another_is_still_itself() -> None:
    assert verdict("uhd.nhs.uk").organisation == "University Hospitals Dalemoor"


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize("domain", ["xn--ns-8cd.net", "xn--nhs-net-x.example", "nһs.net", "xn--a"])
def test_letters_of_another_alphabet_are_refused_even_when_disguised(domain: str) -> None:
    found = verdict(domain, "families")
    assert (found.kind, found.code) == ("refused", "foreign_alphabet")


def test_foreign_letter_is_named_so_that_it_can_be_seen() -> None:
    assert "armenian small letter ini" in verdict("xn--ns-8cd.net").words


def test_every_refusal_and_warning_says_who_can_change_it() -> None:
    for domain in ("other.example", "nhs.com", "x.nhs.uk", "oakhouse.example", "leeds.gov.uk", "uhe.nhs.uk"):
        assert "administrator of your practice" in verdict(domain).rule
    assert "Nobody at your practice can change this" in verdict("x.gsi.gov.uk").rule


def test_without_a_list_the_refusal_says_that_none_was_imported() -> None:
    assert verdict("northside.example", lists=Lists(PUBLISHED)).code == "no_list"


@pytest.mark.hazard("HZ-05")
@given(st.lists(LABELS, min_size=2, max_size=4).map(".".join))
def test_a_domain_on_no_list_and_in_no_family_is_never_written_to(domain: str) -> None:
    known = (".nhs.uk", ".gov.uk", ".police.uk", ".mod.uk", ".cjsm.net")
    if (
        domain in ACCREDITED.rows
        or domain in CARE.rows
        or f".{domain}".endswith(known)
        or domain == "nhs.net"
    ):
        return
    if domain != "parliament.uk":
        assert verdict(domain, "families").kind == "refused"


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize(
    "typed",
    [
        "jane@nhs.net@evil.example",
        '"jane@nhs.net" <x@evil.example>',
        "jane@nһs.net",
        "jane@xn--ns-8cd.net",
        "jane@nhs。net",
        "jаne@nhs.net",
    ],
)
def test_bad_address_is_refused_before_it_is_judged(typed: str) -> None:
    with pytest.raises(Refused):
        EmailAddress.parse(typed)
