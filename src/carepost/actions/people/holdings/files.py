"""Files of messages that are still being written."""

from __future__ import annotations

from carepost.actions.writing.held import KEPT_FOR
from carepost.domain.correspondence.models import HeldFile
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.rows import PracticeQuerySet
from carepost.ground.kernel import clock

from .port import Handing, Moved, many


class FilesOfForms:
    """A file belongs to a person: of what goes to a team, whoever hands it over has the files."""

    name = "files"

    def words(self, number: int) -> str:
        return many(number, "file of a message being written", "files of messages being written")

    def count(self, giver: Membership) -> int:
        return _of(giver).count()

    def move(self, handing: Handing) -> Moved:
        ids = list(_of(handing.giver).order_by("id").values_list("id", flat=True))
        HeldFile.objects.of(handing.giver.practice_id).filter(id__in=ids).update(
            member_id=handing.person_id or handing.giver.id
        )
        return [[str(one)] for one in ids]

    def put_back(self, handing: Handing, moved: Moved) -> int:
        rows = HeldFile.objects.of(handing.giver.practice_id).filter(id__in=[one for (one,) in moved])
        return rows.update(member_id=handing.person_id)


def _of(giver: Membership) -> PracticeQuerySet[HeldFile]:
    """Older ones are about to be forgotten (actions/writing/held.py)."""
    return HeldFile.objects.of(giver.practice_id).filter(member=giver.id, at__gte=clock.now() - KEPT_FOR)
