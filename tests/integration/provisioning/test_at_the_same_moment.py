"""Several requests of a directory at once: each is done, one after the other, and none is told of a race it lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from tests.cast import Cast
from tests.integration.provisioning.directory import PATCH, Directory, directory_of

AT_ONCE = 4


def test_people_put_into_a_team_by_requests_at_the_same_moment_are_all_in_it(committed_cast: Cast) -> None:
    """No directory has said which version it had looked at, so none can be told that it was another."""
    trust, gate = directory_of(committed_cast.riverside, "dev"), Barrier(AT_ONCE)
    path = f"/Groups/{trust.group('Nurses')['id']}"
    users = [trust.user(f"{name}.other@nhs.example")["id"] for name in ("ann", "ben", "cat", "dan")]

    def put_in(user: str) -> int:
        add = {"op": "add", "path": "members", "value": [{"value": user}]}
        gate.wait(30)
        answer = Directory(trust.token).ask("PATCH", path, {"schemas": [PATCH], "Operations": [add]})
        connection.close()
        return answer.status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(put_in, users))

    assert statuses == [204] * AT_ONCE
    (group,) = trust.found("/Groups")
    assert {one["value"] for one in group["members"]} == {*users}
