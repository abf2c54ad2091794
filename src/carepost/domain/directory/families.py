"""Domain families: names that stand for a whole tree of organisations, matched only where a label begins."""

from __future__ import annotations

NHS_NET = "nhs.net"
NHS_UK = "nhs.uk"

# What NHSmail treats as secure without a row on the accredited list: base to what people call it.
WITH_CHILDREN = {
    "gov.uk": "UK government and councils",
    "police.uk": "UK police",
    "cjsm.net": "Criminal Justice Secure eMail",
    "mod.uk": "Ministry of Defence",
}
ALONE = {"parliament.uk": "UK Parliament"}

# Replaced by ordinary gov.uk addresses in March 2019; what is left of them may belong to nobody.
RETIRED = ("gsi.gov.uk", "gse.gov.uk", "gcsx.gov.uk", "gsx.gov.uk", "scn.gov.uk")


def within(domain: str, base: str) -> bool:
    """The base itself or something under it; evilnhs.uk is not within nhs.uk."""
    return domain == base or domain.endswith(f".{base}")


def nhsmail_family(domain: str) -> str:
    """What the family is called, or ""."""
    if domain in ALONE:
        return ALONE[domain]
    return next((name for base, name in WITH_CHILDREN.items() if within(domain, base)), "")


def is_retired(domain: str) -> bool:
    return any(within(domain, base) for base in RETIRED)
