"""One's own account as its owner sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse

from carepost.actions.details.look import OwnAccount, OwnPlace
from carepost.actions.details.now import Detail
from carepost.actions.details.proving import was_lost
from carepost.actions.details.words import WHAT
from carepost.domain.organisations.models import DetailChange, Membership
from carepost.doors.web import formats
from carepost.doors.web.presenters.details import (
    AccountPage,
    AskChangePage,
    AskField,
    OwnDetail,
    OwnPlaceCard,
    OwnRoom,
    WaitingChange,
)
from carepost.doors.web.presenters.joining import CodePage
from carepost.doors.web.presenters.parts import Choice, FieldError, Link, PostAction
from carepost.doors.web.presenting.joining import LOST
from carepost.doors.web.presenting.members import ROLES, state_of
from carepost.ground.kernel import Role, clock

S = Membership.State
NONE = "none"
NO_MAIL = "It cannot be changed here: no mail about accounts is sent. Ask whoever runs Carepost for you."


def account_page(found: OwnAccount) -> AccountPage:
    at_work = any(one.member.state == S.ACTIVE for one in found.places)
    waits = {one.detail for one in found.waiting}
    return AccountPage(
        details=tuple(_details(found, may_ask=at_work, waits=waits)),
        places=tuple(_place(one) for one in found.places),
        rooms=tuple(_rooms(at_work=at_work)),
        waiting=tuple(_waiting(one) for one in found.waiting),
        refused=tuple(_refused(one) for one in found.refused),
    )


def _details(found: OwnAccount, *, may_ask: bool, waits: set[str]) -> Iterator[OwnDetail]:
    person = found.person
    known = f", known as {person.known_as}" if person.known_as else ""
    values = {
        Detail.NAME: person.get_full_name() + known,
        Detail.EMAIL: person.email,
        Detail.TELEPHONE: found.telephone or NONE,
    }
    for detail, value in values.items():
        ask = Link(label=f"Ask for another {WHAT[detail]}", url=reverse("ask-change", args=[detail]))
        offered = may_ask and detail not in waits
        yield OwnDetail(what=Detail(detail).label, value=value, change=ask if offered else None)


def _place(one: OwnPlace) -> OwnPlaceCard:
    member = one.member
    role = "" if member.role == Role.MEMBER and member.job_title else ROLES[Role(member.role)]
    until = f"until {formats.day(member.ends_on)}" if member.ends_on else ""
    return OwnPlaceCard(
        practice=member.practice.name,
        about=", ".join(filter(None, [member.job_title, role, until])),
        teams=", ".join(team.name for team in one.teams),
        state=None if member.state == S.ACTIVE else state_of(member),
    )


def _rooms(*, at_work: bool) -> Iterator[OwnRoom]:
    yield _room("How you sign in", "mfa_index", "Passkeys, authenticator app, recovery codes, password.")
    yield _room("Where you are signed in", "sessions", "Every browser, and ending it there.")
    yield _room("Single sign-on", "own-sign-on", "Signing in with what you use elsewhere in the NHS.")
    if at_work:
        yield _room("When you are away", "away-own", "Who has the answers meanwhile.")
        yield _room("Hand over what you hold", "hand-over-own", "Before long leave, or other work here.")
        yield _room("Kept for you", "kept", "What you were writing when the page was locked.")
    yield _room("Policies", "own-policies", "What you have accepted.")


def _room(label: str, name: str, about: str) -> OwnRoom:
    return OwnRoom(label=label, url=reverse(name), about=about)


def _waiting(change: DetailChange) -> WaitingChange:
    asked = formats.moment(change.asked_at, now=clock.now())
    then = (
        "It waits for a practice administrator."
        if change.is_proved
        else "Nothing goes on before the code is typed."
    )
    prove = Link(label="Type the code", url=reverse("prove-change", args=[change.id]))
    return WaitingChange(
        what=DetailChange.Detail(change.detail).label,
        after=change.after,
        said=f"Asked {asked}, at {change.membership.practice.name}. {then}",
        prove=None if change.is_proved else prove,
        take_back=PostAction(label="Take it back", url=reverse("take-back-change", args=[change.id])),
    )


def _refused(change: DetailChange) -> str:
    what = WHAT[Detail(change.detail)]
    return f"Your {what} was not changed to {change.after}. {change.membership.practice.name} says: {change.reason}"


def ask_page(
    detail: str,
    places: Iterable[Membership],
    chosen: Membership,
    typed: dict[str, str],
    *,
    shared: bool = False,
    errors: tuple[FieldError, ...] = (),
) -> AskChangePage:
    options = tuple(
        Choice(value=str(one.practice_id), label=one.practice.name, chosen=one.id == chosen.id)
        for one in places
    )
    return AskChangePage(
        title=f"Ask for another {WHAT[Detail(detail)]}",
        lead=LEADS[Detail(detail)] if detail != Detail.EMAIL or sends_mail() else NO_MAIL,
        url=reverse("ask-change", args=[detail]),
        back=Link(label="Back to your account", url=reverse("own-account")),
        fields=tuple(_fields(detail, typed)) if detail != Detail.EMAIL or sends_mail() else (),
        practices=options if len(options) > 1 else (),
        shared=shared,
        errors=errors,
    )


LEADS = {
    Detail.NAME: "A practice administrator decides. Letters sent before keep the name they were sent with.",
    Detail.EMAIL: "We send six digits to the new address, and tell the one you have now. A practice administrator then "
    "decides. From then on you sign in with the new one.",
    Detail.TELEPHONE: "We send six digits to the new telephone, and tell your address. A practice administrator then "
    "decides.",
}


def _fields(detail: str, typed: dict[str, str]) -> Iterator[AskField]:
    """`typed`: what was typed, or what stands there now."""
    match Detail(detail):
        case Detail.NAME:
            for name, label, fills in NAMES:
                yield AskField(name=name, label=label, value=typed.get(name, ""), autocomplete=fills)
        case Detail.EMAIL:
            value = typed.get("email", "")
            yield AskField(
                name="email", label="New e-mail address", value=value, type="email", autocomplete="email"
            )
        case Detail.TELEPHONE:
            value, hint = typed.get("telephone", ""), "A United Kingdom mobile that only you have."
            yield AskField(
                name="telephone",
                label="New telephone",
                value=value,
                type="tel",
                autocomplete="tel",
                hint=hint,
            )


NAMES = (
    ("title", "Title (you may leave this empty)", "honorific-prefix"),
    ("given_name", "Given name", "given-name"),
    ("family_name", "Family name", "family-name"),
    ("known_as", "Known as, where that is not your given name", "nickname"),
)


def code_page(change: DetailChange, *errors: FieldError) -> CodePage:
    by_mail = change.detail == Detail.EMAIL
    return CodePage(
        title="Look at the new mailbox" if by_mail else "Look at the new telephone",
        where=f"to {change.after}"
        if by_mail
        else f"to the telephone whose number ends in {change.after[-3:]}",
        lost=LOST if was_lost(change) else "",
        errors=errors,
        url=reverse("prove-change", args=[change.id]),
        again_url=reverse("own-account"),
    )


def sends_mail() -> bool:
    """Whether this installation sends mail about accounts at all."""
    return bool(settings.INSTANCE.account_mail_host and settings.INSTANCE.account_mail_from)
