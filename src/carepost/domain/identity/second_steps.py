"""The second step of signing in, as far as we ask about it; allauth keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt

from carepost.domain.identity.models import OwnCode, Person, Sitting, Telephone
from carepost.domain.tenancy import statements
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock

APP, RECOVERY, KEY = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES, Authenticator.Type.WEBAUTHN
JUST_NOW = timedelta(minutes=10)
USED = "used_until"
"""In the data of an authenticator app: the half minute of the last code taken, counted from 1970."""
_STEPS = f"select 1 from {Authenticator._meta.db_table} where user_id = %s and type = any(%s) limit 1"  # noqa: S608
"""by hand, because every page asks it"""


def may_set_up(sitting: Sitting) -> bool:
    """A first second step: the address was shown a moment ago, in this very browser."""
    since = clock.now() - JUST_NOW
    shown = OwnCode.objects.filter(proved_in=sitting.id, person_id=sitting.person_id, proved_at__gt=since)
    return shown.filter(of=OwnCode.Of.MAIL).exists()


def is_setting_up(sitting: Sitting) -> bool:
    """They may, and had none before that: what goes with the first, as recovery codes, needs no further proof."""
    steps = Authenticator.objects.filter(user_id=sitting.person_id, type__in=[APP, KEY])
    return may_set_up(sitting) and not steps.filter(created_at__lt=clock.now() - JUST_NOW).exists()


def accept_code(person_id: UUID, code: str, *, recovery: bool) -> Authenticator | None:
    """What this code is of: an app, or where `recovery` the recovery codes. Each is good once."""
    kinds = [APP, RECOVERY] if recovery else [APP]
    with acting_for(None, person_id):
        typed = Authenticator.objects.filter(user_id=person_id, type__in=kinds)
        found = list(typed.select_for_update().order_by("-type"))  # an app before recovery codes
        return next((one for one in found if _takes(one, code)), None)


def _takes(authenticator: Authenticator, code: str) -> bool:
    if authenticator.type == APP:
        return _takes_once(authenticator, code)
    return bool(authenticator.wrap().validate_code(code))


def _takes_once(app: Authenticator, code: str) -> bool:
    """allauth remembers a code for half a minute but takes it for one and a half: we keep the last one's time."""
    secret = decrypt(app.data["secret"])
    for moment in totp.yield_hotp_counters_from_time():
        right = totp.format_hotp_value(totp.hotp_value(secret, moment))
        if moment > app.data.get(USED, 0) and compare_user_code(actual=code, expected=right):
            app.data[USED] = moment
            app.save(update_fields=["data"])
            return True
    return False


def has_key(person_id: UUID) -> bool:
    return bool(Authenticator.objects.filter(user_id=person_id, type=KEY).exists())


def has_second_step(person_id: UUID) -> bool:
    """An app or a key of their own: recovery codes alone are none."""
    return bool(statements.run(_STEPS, [person_id, [APP.value, KEY.value]]))


def texted_telephone(person_id: UUID) -> Telephone | None:
    """To which this person chose to have codes sent, as a second step; None where they did not."""
    own = Telephone.objects.filter(person_id=person_id, is_second_step=True)
    return own.exclude(proved_at=None).first()


def choose_text(person: Person) -> None:
    """The code has just come back from their telephone; recovery codes come with it, as with any second step."""
    own = Telephone.objects.filter(person_id=person.id)
    own.update(is_second_step=True, proved_at=clock.now())
    RecoveryCodes.activate(person)


def stop_text(person_id: UUID) -> bool:
    """False if it was none. Recovery codes stand for a second step: without one they go too."""
    stopped = Telephone.objects.filter(person_id=person_id, is_second_step=True).update(is_second_step=False)
    if not has_second_step(person_id):
        Authenticator.objects.filter(user_id=person_id, type=RECOVERY).delete()
    return stopped == 1


def forget_all(person_id: UUID) -> None:
    """App, keys and recovery codes; their telephone stays theirs, and is no second step any more."""
    Authenticator.objects.filter(user_id=person_id).delete()
    Telephone.objects.filter(person_id=person_id).update(is_second_step=False)


def with_nothing_but_text(people: Iterable[UUID]) -> set[UUID]:
    """Those of them who would have no second step if text messages were none."""
    texted = Telephone.objects.filter(person_id__in=list(people), is_second_step=True)
    found = set(texted.values_list("person_id", flat=True))
    steps = Authenticator.objects.filter(user_id__in=found, type__in=[APP, KEY])
    return found - set(steps.values_list("user_id", flat=True))
