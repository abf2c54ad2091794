"""Who may do what: each verb asked about each role, with what everybody else is told."""

from __future__ import annotations

from carepost.ground.kernel import Role
from scripts.reference.tables import table
from scripts.reference.verbs import Verb, verbs

ROLES: dict[Role | None, str] = {
    Role.MEMBER: "Member",
    Role.CLINICAL_LEAD: "Clinical lead",
    Role.IG_LEAD: "IG lead",
    Role.ADMINISTRATOR: "Practice administrator",
    None: "Carepost itself",
}
NOT_FOUND, OWN_ONLY, NO = "not found", "their own practice's only", "no"

BEFORE = """\
A *verb* is one thing that can be done; pages and commands do nothing but call verbs. The rule that a verb asks is read
from its code and asked here with each role, so this page cannot promise what the code does not keep; that the verbs
keep it on PostgreSQL is tried by a model of random practices, people and acts
(`tests/integration/isolation/test_who_may_do_what.py`), that the pages keep it by signing in as everybody
(`tests/integration/crawl`).

- *yes* and *no* are for an active member of the practice that the thing belongs to. A *no* says who to ask (status 403
  on a page), and nothing is changed.
- **At another practice.** *Not found*: the answer is the same, to the letter, as for an id that never was (status 404).
  Whoever works at several practices acts for one at a time, and is of another practice to all others meanwhile.
- **Awaiting approval, suspended or left.** Nothing, from the next click on: the place is read anew with every request,
  and for whatever changes something it is held until the change is done, so that a suspension comes before or after an
  act, never in the middle of it. Who works elsewhere too may go on there.
- **Signed out, or without a second step.** Nothing but [the public pages](public-pages.md).
- **People of the platform** have no place at a practice and are nobody there; the verbs under `platform` are theirs
  alone, and nothing they can reach holds a word about a patient (`tests/integration/crawl`).
- *Carepost itself* is a process with a name of its own (delivery, the reader of mail, the console): it acts for one
  practice at a time, and never as a person.

Which role may open which page: [Pages and who may open them](addresses.md)."""


def page() -> str:
    heads = ["What", *ROLES.values(), "At another practice", "Suspended or left", "Signed out", "Verb"]
    return "\n\n".join([BEFORE, table(heads, [_row(verb) for verb in verbs()])])


def _row(verb: Verb) -> list[str]:
    allowed = ["yes" if verb.may(role) else NO for role in ROLES]
    return [verb.does, *allowed, for_strangers(verb), NO, NO, f"`{verb.name}`"]


def for_strangers(verb: Verb) -> str:
    """What somebody gets who does it at a practice of their own, with ids of this one."""
    if not any(verb.may(role) for role in Role):
        return NO
    return NOT_FOUND if verb.ids else OWN_ONLY
