"""What is promised to others: whom a member sponsors, has asked to join, or will inherit from."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from carepost.domain.organisations.models import Invitation, Membership
from carepost.domain.tenancy.rows import PracticeQuerySet

from .port import Handing, Moved, many

NOT_YET_OVER = ~Q(state=Membership.State.LEFT)


class Invitations:
    """Invitations that wait, and would leave what the newcomer held to this member."""

    name = "invitations"

    def words(self, number: int) -> str:
        return many(number, "invitation that names them", "invitations that name them")

    def count(self, giver: Membership) -> int:
        return self._of(giver).count()

    def move(self, handing: Handing) -> Moved:
        ids = list(self._of(handing.giver).order_by("id").values_list("id", flat=True))
        rows = Invitation.objects.of(handing.giver.practice_id).filter(id__in=ids)
        rows.update(inheritor=handing.to_member, inheriting_team=handing.to_team)
        return _things(ids)

    def put_back(self, handing: Handing, moved: Moved) -> int:
        rows = Invitation.objects.of(handing.giver.practice_id).filter(with_now(handing), id__in=_ids(moved))
        return rows.update(inheritor=handing.to_member, inheriting_team=handing.to_team)

    def _of(self, giver: Membership) -> PracticeQuerySet[Invitation]:
        waiting = Invitation.objects.of(giver.practice_id).filter(state=Invitation.State.WAITING)
        return waiting.filter(inheritor=giver.id)


class Sponsorships:
    """Whom they answer for. A person has to: of what goes to a team, whoever hands it over takes this on.

    Or another administrator, where that is the one who had it.
    """

    name = "sponsorships"

    def words(self, number: int) -> str:
        return many(number, "colleague they answer for", "colleagues they answer for")

    def count(self, giver: Membership) -> int:
        return self._of(giver).count()

    def move(self, handing: Handing) -> Moved:
        ids = list(self._of(handing.giver).order_by("id").values_list("id", flat=True))
        Membership.objects.of(handing.giver.practice_id).filter(id__in=ids).update(
            sponsor_id=handing.answers_for_id
        )
        return _things(ids)

    def put_back(self, handing: Handing, moved: Moved) -> int:
        rows = Membership.objects.of(handing.giver.practice_id).filter(NOT_YET_OVER, id__in=_ids(moved))
        return rows.update(sponsor_id=handing.person_id)

    def _of(self, giver: Membership) -> PracticeQuerySet[Membership]:
        return Membership.objects.of(giver.practice_id).filter(NOT_YET_OVER, sponsor=giver.id)


class Inheritances:
    """Whose answers would come to them: of leavers too, for answers still come."""

    name = "inheritances"

    def words(self, number: int) -> str:
        return many(
            number,
            "colleague whose answers would come to them",
            "colleagues whose answers would come to them",
        )

    def count(self, giver: Membership) -> int:
        return self._of(giver).count()

    def move(self, handing: Handing) -> Moved:
        """Nobody inherits from themselves: where the taker was to, nobody is named any more."""
        ids = list(self._of(handing.giver).order_by("id").values_list("id", flat=True))
        rows = Membership.objects.of(handing.giver.practice_id).filter(id__in=ids)
        rows.update(inheritor=handing.to_member, inheriting_team=handing.to_team)
        if handing.to_member is not None:
            rows.filter(id=handing.to_member.id).update(inheritor=None)
        return _things(ids)

    def put_back(self, handing: Handing, moved: Moved) -> int:
        rows = Membership.objects.of(handing.giver.practice_id).filter(with_now(handing), id__in=_ids(moved))
        return rows.update(inheritor=handing.to_member, inheriting_team=handing.to_team)

    def _of(self, giver: Membership) -> PracticeQuerySet[Membership]:
        return Membership.objects.of(giver.practice_id).filter(inheritor=giver.id)


def with_now(handing: Handing) -> Q:
    """Only what is still with whoever took it: something else may have been decided since."""
    return Q(inheritor=handing.taken_by_member, inheriting_team=handing.taken_by_team)


def _things(ids: list[UUID]) -> Moved:
    return [[str(one)] for one in ids]


def _ids(moved: Moved) -> list[str]:
    return [str(one) for (one,) in moved]
