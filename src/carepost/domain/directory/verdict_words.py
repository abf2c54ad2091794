"""What a verdict says, in plain English: what is the matter, under which rule, and who can change it."""

from __future__ import annotations

from datetime import date

_CONTENT = (
    "We cannot guarantee that this message will be encrypted all the way. "
    "Send only if you are content with that."
)

NHS_NET = "This is an NHSmail address, which is always accredited."
NHS_NET_RULE = "nhs.net is accredited whatever the age of the list. Nobody needs to do anything."
LIST_RULE = (
    "Domains on the accredited list are matched letter for letter. "
    "An administrator of your practice imports newer lists."
)
STALE_RULE = (
    "A list older than a year no longer proves accreditation. "
    "An administrator of your practice can import a newer one."
)
NHS_UK = "This nhs.uk address is at a health or care organisation"
NHS_UK_RULE = (
    "nhs.uk addresses that are not on the accredited list may be written to with a warning. "
    "An administrator of your practice can import a newer list."
)
CARE_RULE = (
    "Listed care providers that are not accredited may be written to with a warning. "
    "An administrator of your practice imports the list."
)
FAMILY_RULE = (
    "Your practice writes to accredited domains only, and warns for those that NHSmail treats as secure. "
    "An administrator of your practice can choose the wider policy."
)
FAMILY_ALLOWED_RULE = (
    "Your practice has chosen to trust the domains that NHSmail treats as secure. "
    "An administrator of your practice can go back to accredited domains only."
)
RETIRED = (
    "This kind of address (gsi, gse, gcsx, gsx or scn) was closed in 2019. Ask the organisation for its "
    "present address: it is often the same without that part, as in name@council.gov.uk."
)
RETIRED_RULE = "Closed government mail systems are never written to. Nobody at your practice can change this."
LIKE_NHS_NET = "This looks like an nhs.net address but is not one. Did you mean one that ends in @nhs.net?"
LOOKALIKE_RULE = (
    "Domains that look like a trusted one are not written to unless they are listed themselves. If this is "
    "right, ask an administrator of your practice whether a newer list holds it."
)
NOT_LISTED = "This domain is on no list of organisations we may write to, but is one letter from one that is."
NOT_LISTED_RULE = (
    "Only listed domains and those of the NHS and public services may be written to. "
    "An administrator of your practice can import a newer list."
)
NO_LIST = "We cannot write to this address: no list of accredited organisations has been imported yet."
NO_LIST_RULE = (
    "Until a list is imported only nhs.net is accredited. An administrator of your practice can import one."
)


def day(when: date) -> str:
    """22 May 2025."""
    return f"{when.day} {when:%B %Y}"


def accredited_list(published_on: date) -> str:
    return f"DCB1596 list of {day(published_on)}"


def care_list(published_on: date) -> str:
    return f"Care providers list of {day(published_on)}"


def on_list(organisation: str, named: str) -> str:
    return f"{organisation or 'This organisation'} is accredited to the NHS secure email standard ({named})."


def stale(organisation: str, named: str) -> str:
    who = organisation or "This organisation"
    return (
        f"{who} was accredited to the NHS secure email standard, but our list is more than a year old "
        f"({named}), so the accreditation may have lapsed. {_CONTENT}"
    )


def not_accredited(who: str) -> str:
    return f"{who} that has not been accredited to the NHS secure email standard. {_CONTENT}"


def care_provider(organisation: str, named: str) -> str:
    return f"This address is at {organisation or 'a care provider'} ({named}), a health or care organisation"


def family(name: str) -> str:
    return f"This address is one of those that NHSmail treats as secure ({name}), but at an organisation"


def family_allowed(name: str) -> str:
    return f"NHSmail treats this address as secure ({name}), and your practice has chosen to do so too."


def disguised(letters: tuple[str, ...]) -> str:
    found = f" ({', '.join(letters[:4])})" if letters else ""
    return (
        f"The part after the @ is written with letters of another alphabet{found}, which can be made to look "
        "like nhs.net or another organisation. Type the address by hand; if it is still refused, it is not "
        "what it seems."
    )


def not_listed(domain: str) -> str:
    return (
        f"We cannot write to {domain}: it is not on the list of organisations accredited to the NHS secure "
        "email standard, nor an NHS or public-service address. Ask them for their nhs.net address."
    )


def did_you_mean(domain: str, organisation: str) -> str:
    return f" Did you mean {domain}{f' ({organisation})' if organisation else ''}?"
